"""Changing entries by the thousand: what a row changes is written anew, the rest is left as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils import timezone

from minbar.network.directory.bulk import BulkEntry, write_affiliations, write_contacts, write_names, write_tags
from minbar.network.directory.enums import ContactKind, Nature
from minbar.network.directory.models import Affiliation, ContactPoint, Name, Party
from minbar.network.directory.naming import keeping_kinds, shown, sort_key_of, with_preferences
from minbar.network.directory.particulars import contact_key

NAME_COLUMNS = frozenset({"name", "name_tr", "name_latin", "other_names"})
PARTY_COLUMNS = frozenset({"category", "place", "languages", "consent", "notes"})
Changes = Sequence[Mapping[str, Any]]


def rewrite(
    records: Sequence[Any], entries: Sequence[BulkEntry], changes: Changes, nature: Nature, contacts: Collection[str]
) -> None:
    """Make ``records`` what ``entries`` say, where ``changes`` has a column for it."""
    for record, entry in zip(records, entries, strict=True):
        entry.pk = record.pk
    touched = list(zip(records, entries, changes, strict=True))
    _rename([(record, entry) for record, entry, change in touched if NAME_COLUMNS & change.keys()])
    _set_columns([(record, entry) for record, entry, change in touched if PARTY_COLUMNS & change.keys()])
    for column in contacts:
        _reach([entry for _record, entry, change in touched if column in change], ContactKind(column), nature)
    _consent([entry for _record, entry, change in touched if "consent" in change])
    _tag([entry for _record, entry, change in touched if "tags" in change])
    _affiliate([entry for _record, entry, change in touched if {"organisation", "title"} & change.keys()])


def _rename(touched: list[tuple[Any, BulkEntry]]) -> None:
    """Other names keep the kind that somebody gave them."""
    ids = [entry.pk for _record, entry in touched]
    before: dict[int, dict[str, Name]] = defaultdict(dict)
    for name in Name.objects.filter(party_id__in=ids):
        before[name.party_id][name.text] = name
    for record, entry in touched:
        entry.names = with_preferences(keeping_kinds(entry.names, before[entry.pk]))
        record.labels = shown(entry.names)
        record.sort_key = sort_key_of(record.labels)
    Name.objects.filter(party_id__in=ids).delete()
    write_names([entry for _record, entry in touched])
    _save(touched, ["labels", "sort_key"])


def _set_columns(touched: list[tuple[Any, BulkEntry]]) -> None:
    for record, entry in touched:
        record.category_id, record.place_id = entry.category_id, entry.place_id
        record.languages, record.notes, record.consent = list(entry.languages), entry.notes, entry.consent
    _save(touched, ["category", "place", "languages", "consent", "notes"])


def _save(touched: list[tuple[Any, BulkEntry]], fields: list[str]) -> None:
    now = timezone.now()
    parties = []
    for record, _entry in touched:
        columns = [f"{name}_id" if name in {"category", "place"} else name for name in fields]
        parties.append(Party(pk=record.pk, updated_at=now, **{column: getattr(record, column) for column in columns}))
    Party.objects.bulk_update(parties, [*fields, "updated_at"], batch_size=500)


def _reach(entries: list[BulkEntry], kind: ContactKind, nature: Nature) -> None:
    """Contact points that stay keep what their holder said of them."""
    ids = [entry.pk for entry in entries]
    wanted = {
        (entry.pk, contact_key(kind, contact.value))
        for entry in entries
        for contact in entry.contacts
        if contact.kind is kind
    }
    points = ContactPoint.objects.filter(party_id__in=ids, kind=kind)
    present = {
        (party_id, key): (pk, value)
        for pk, party_id, key, value in points.values_list("pk", "party_id", "key", "value")
    }
    written = {(entry.pk, contact.value) for entry in entries for contact in entry.contacts}
    kept = {at for at, (_pk, value) in present.items() if at in wanted and (at[0], value) in written}
    ContactPoint.objects.filter(pk__in=[pk for at, (pk, _value) in present.items() if at not in kept]).delete()
    new = [
        replace(
            entry,
            contacts=[
                contact
                for contact in entry.contacts
                if contact.kind is kind and (entry.pk, contact_key(kind, contact.value)) not in kept
            ],
        )
        for entry in entries
    ]
    write_contacts(new, nature)


def _consent(entries: list[BulkEntry]) -> None:
    """What somebody says of being contacted holds for all ways to reach them."""
    by_answer: dict[str, list[int]] = defaultdict(list)
    for entry in entries:
        by_answer[entry.consent].append(entry.pk)
    for answer, ids in by_answer.items():
        ContactPoint.objects.filter(party_id__in=ids).update(consent=answer, updated_at=timezone.now())


def _tag(entries: list[BulkEntry]) -> None:
    Party.tags.through.objects.filter(party_id__in=[entry.pk for entry in entries]).delete()
    write_tags(entries)


def _affiliate(entries: list[BulkEntry]) -> None:
    """Whoever is with another organisation now is with the one before no longer; the same one may have a new title."""
    ids = [entry.pk for entry in entries]
    present = {
        held.person_id: held for held in Affiliation.objects.filter(person_id__in=ids, ended_on=None).order_by("-pk")
    }
    now = timezone.now()
    moved, changed = [], []
    for entry in entries:
        held = present.get(entry.pk)
        if held:
            held.updated_at = now
            changed.append(held)
        if held and held.organisation_id == entry.organisation_id:
            held.title = entry.title
        else:
            moved.append(entry)
            if held:
                held.ended_on = now.date()
    Affiliation.objects.bulk_update(changed, ["title", "ended_on", "updated_at"], batch_size=500)
    write_affiliations(moved)
