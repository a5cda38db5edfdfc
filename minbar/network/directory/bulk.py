"""Writes entries by the thousand: COPY into each of the tables that an entry is spread over.

What one entry becomes is the same as in :mod:`minbar.network.directory.actions`; checks are the caller's.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connection, models
from django.utils import timezone
from psycopg import sql

from minbar.network.directory.enums import Consent, ContactKind, Nature
from minbar.network.directory.models import Affiliation, ContactPoint, Name, Organisation, Party, Person
from minbar.network.directory.naming import NameGiven, keys_of, script_of, shown, sort_key_of, with_preferences
from minbar.network.directory.particulars import contact_key


@dataclass(frozen=True)
class BulkContact:
    kind: ContactKind
    value: str


@dataclass
class BulkEntry:
    """One entry to write; records that it refers to are given by primary key. ``own`` are its own table's columns."""

    names: list[NameGiven]
    category_id: int | None = None
    place_id: int | None = None
    languages: Sequence[str] = ()
    consent: str = Consent.UNKNOWN.value
    notes: str = ""
    contacts: list[BulkContact] = field(default_factory=list)
    tag_ids: Sequence[int] = ()
    organisation_id: int | None = None
    title: str = ""
    own: dict[str, object] = field(default_factory=dict)
    pk: int = 0
    uid: uuid.UUID = field(default_factory=uuid.uuid4)


def create_entries(entries: Sequence[BulkEntry], nature: Nature) -> None:
    """Write the entries, giving each its ``pk``."""
    now = timezone.now()
    for entry, pk in zip(entries, _new_keys(Party, len(entries)), strict=True):
        entry.pk = pk
        entry.names = with_preferences(entry.names)
    _copy(Party, PARTY_COLUMNS, (_party_line(entry, nature, now) for entry in entries))
    model: type[models.Model] = Person if nature is Nature.PERSON else Organisation
    own = tuple(entries[0].own) if entries else ()
    _copy(model, ("party_ptr_id", *own), ((entry.pk, *(entry.own[key] for key in own)) for entry in entries))
    write_names(entries)
    write_contacts(entries, nature)
    write_tags(entries)
    write_affiliations(entries)


PARTY_COLUMNS = (
    "id", "uid", "created_at", "updated_at", "nature", "labels", "sort_key", "category_id", "place_id", "languages",
    "consent", "notes",
)  # fmt: skip


def _party_line(entry: BulkEntry, nature: Nature, now: dt.datetime) -> tuple[object, ...]:
    labels = shown(entry.names)
    return (
        entry.pk, entry.uid, now, now, nature.value, json.dumps(labels, ensure_ascii=False), sort_key_of(labels),
        entry.category_id, entry.place_id, list(entry.languages), entry.consent,
        entry.notes,
    )  # fmt: skip


NAME_COLUMNS = (
    "uid", "created_at", "updated_at", "party_id", "text", "language", "script", "kind", "preferred", "search_key",
    "consonant_key", "match_key",
)  # fmt: skip


def write_names(entries: Iterable[BulkEntry]) -> None:
    """The names of entries that have none yet; they are distinct, with one preferred in each language."""
    now = timezone.now()

    def lines() -> Iterable[tuple[object, ...]]:
        for entry in entries:
            for name in entry.names:
                keys = keys_of(name.text)
                yield (
                    uuid.uuid4(), now, now, entry.pk, name.text, name.language, script_of(name.text).value,
                    name.kind.value, name.preferred, keys.search, keys.consonant, keys.match,
                )  # fmt: skip

    _copy(Name, NAME_COLUMNS, lines())


CONTACT_COLUMNS = (
    "uid", "created_at", "updated_at", "party_id", "kind", "value", "key", "label", "is_personal", "consent"
)  # fmt: skip


def write_contacts(entries: Iterable[BulkEntry], nature: Nature) -> None:
    """The contact points of entries, each once."""
    now, personal = timezone.now(), nature is Nature.PERSON

    def lines() -> Iterable[tuple[object, ...]]:
        for entry in entries:
            points = {(contact.kind, contact_key(contact.kind, contact.value)): contact for contact in entry.contacts}
            for (kind, key), contact in points.items():
                yield (
                    uuid.uuid4(), now, now, entry.pk, kind.value, contact.value, key, "", personal, entry.consent
                )  # fmt: skip

    _copy(ContactPoint, CONTACT_COLUMNS, lines())


def write_tags(entries: Iterable[BulkEntry]) -> None:
    """The tags of entries that have none yet."""
    through = Party.tags.through
    _copy(through, ("party_id", "tag_id"), ((entry.pk, tag) for entry in entries for tag in entry.tag_ids))


def write_affiliations(entries: Iterable[BulkEntry]) -> None:
    """The present affiliations of people."""
    now = timezone.now()
    columns = ("uid", "created_at", "updated_at", "person_id", "organisation_id", "title")
    lines = (
        (uuid.uuid4(), now, now, entry.pk, entry.organisation_id, entry.title)
        for entry in entries
        if entry.organisation_id
    )
    _copy(Affiliation, columns, lines)


def _new_keys(model: type[models.Model], count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [key for (key,) in cursor.fetchall()]


def _copy(model: type[models.Model], columns: Sequence[str], lines: Iterable[Sequence[object]]) -> None:
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for line in lines:
            copy.write_row(line)
