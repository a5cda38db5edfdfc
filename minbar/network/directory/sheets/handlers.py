"""Rows of people and organisations: matched, compared, written and taken back in bulk."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils import timezone

from minbar.foundation.accounts.models import User
from minbar.foundation.sheets.declare import PossibleDuplicate
from minbar.foundation.text.keys import search_key
from minbar.network.directory.bulk import BulkContact, BulkEntry, create_entries
from minbar.network.directory.enums import Consent, ContactKind, Nature, Sex
from minbar.network.directory.matching import possible_duplicates_of_each
from minbar.network.directory.models import (
    EngagementCategory,
    Name,
    Organisation,
    OrganisationKind,
    Party,
    Person,
)
from minbar.network.directory.naming import NAMES, names_of_row
from minbar.network.directory.particulars import contact_key
from minbar.network.directory.sheets.rewriting import rewrite
from minbar.network.directory.sheets.states import States
from minbar.network.directory.tagging import tags_by_word

Row = Mapping[str, Any]
#: Contact columns and what they hold; one or several values.
CONTACTS = {
    "phone": ContactKind.PHONE,
    "email": ContactKind.EMAIL,
    "website": ContactKind.WEBSITE,
    "address": ContactKind.ADDRESS,
}
Entry = Person | Organisation


@dataclass(frozen=True)
class Known:
    """Primary keys of what rows name by a code or a word."""

    categories: Mapping[str, int]
    kinds: Mapping[str, int]
    tags: Mapping[str, int]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Known:
        """Read for a batch of rows; a word that is no tag yet becomes one."""
        words = (word for row in rows for word in row.get("tags") or ())
        return cls(
            categories=_codes(EngagementCategory),
            kinds=_codes(OrganisationKind),
            tags={word: tag.pk for word, tag in tags_by_word(words).items()},
        )


class PartyRows(ABC):
    """What the sheets of people and of organisations share; see ``RowHandler`` for what each method is to do."""

    nature: ClassVar[Nature]
    model: ClassVar[type[Any]]
    #: Columns whose values tell namesakes apart, where both sides have them.
    telling: ClassVar[tuple[str, ...]]

    def match(self, rows: Sequence[Row]) -> list[Any]:
        """A row is the entry of the same name, unless all else that both state differs."""
        keys = [search_key(row.get("name") or "") for row in rows]
        by_key: dict[str, set[int]] = defaultdict(set)
        names = Name.objects.filter(search_key__in={key for key in keys if key}, party__nature=self.nature)
        for key, party_id in names.order_by().values_list("search_key", "party_id"):
            by_key[key].add(party_id)
        records = self.model.objects.in_bulk({pk for found in by_key.values() for pk in found})
        ordered = list(records.values())
        states = dict(zip((record.pk for record in ordered), self.state(ordered), strict=True))
        return [
            records[best] if (best := self._best(row, sorted(by_key.get(key, ())), states)) is not None else None
            for row, key in zip(rows, keys, strict=True)
        ]

    def _best(self, row: Row, candidates: Sequence[int], states: Mapping[int, Row]) -> int | None:
        best, most = None, -1
        for pk in candidates:
            agreed, contradicted = self._compare(row, states[pk])
            if (agreed or not contradicted) and agreed > most:
                best, most = pk, agreed
        return best

    def _compare(self, row: Row, state: Row) -> tuple[int, int]:
        agreed = contradicted = 0
        for column in self.telling:
            ours, theirs = _compared(column, row.get(column)), _compared(column, state[column])
            if ours and theirs:
                agreed += bool(ours & theirs)
                contradicted += not ours & theirs
        return agreed, contradicted

    def state(self, records: Sequence[Any]) -> list[dict[str, Any]]:
        """The present values of entries by column."""
        states = States(records)
        return [states.common(record) | self.own_state(record, states) for record in records]

    def create(self, rows: Sequence[Row], *, by: User | None) -> list[Any]:
        """Write new entries."""
        known = Known.of(rows)
        entries = [self._entry(row, known) for row in rows]
        create_entries(entries, self.nature)
        return [self.model(pk=entry.pk, id=entry.pk, uid=entry.uid) for entry in entries]

    def _entry(self, row: Row, known: Known) -> BulkEntry:
        return BulkEntry(
            names=names_of_row(row),
            category_id=known.categories.get(row.get("category") or ""),
            place_id=row.get("place"),
            languages=row.get("languages") or (),
            consent=row.get("consent") or Consent.UNKNOWN.value,
            notes=row.get("notes") or "",
            contacts=contacts_of_row(row),
            tag_ids=list(dict.fromkeys(known.tags[word] for word in row.get("tags") or ())),
            organisation_id=row.get("organisation"),
            title=row.get("title") or "",
            own=self.own_values(row, known),
        )

    def update(self, records: Sequence[Any], changes: Sequence[Row], *, by: User | None) -> None:
        """Set new values on entries."""
        known = Known.of(changes)
        merged = []
        for state, change in zip(self.state(records), changes, strict=True):
            merged.append(self._entry({**state, "tags": (), **change}, known))
        rewrite(records, merged, changes, self.nature, list(CONTACTS))
        self.write_own(records, changes)
        Party.objects.filter(pk__in=[record.pk for record in records]).update(updated_at=timezone.now())

    def delete(self, records: Sequence[Any], *, by: User | None) -> None:
        """Take entries back, with their names and ties."""
        Party.objects.filter(pk__in=[record.pk for record in records]).delete()

    def possible_duplicates(self, rows: Sequence[Row]) -> list[list[PossibleDuplicate]]:
        """For each new row the entries that it resembles."""
        names = [[row[key] for key in NAMES if row.get(key)] for row in rows]
        contacts = [
            [(CONTACTS[key], value) for key in ("phone", "email") for value in row.get(key) or ()] for row in rows
        ]
        found = possible_duplicates_of_each(names, self.nature, contacts=contacts)
        return [[PossibleDuplicate(one.uid, one.name, one.likeness) for one in each] for each in found]

    @abstractmethod
    def own_values(self, row: Row, known: Known) -> dict[str, object]:
        """The columns of the entry's own table."""

    @abstractmethod
    def own_state(self, record: Any, states: States) -> dict[str, Any]:
        """The values of the columns that only this sheet has."""

    @abstractmethod
    def write_own(self, records: Sequence[Any], changes: Sequence[Row]) -> None:
        """Set what only this kind of entry has."""


class OrganisationRows(PartyRows):
    """Rows of organisations."""

    nature = Nature.ORGANISATION
    model = Organisation
    telling = ("place", "registration_number", "phone", "email", "website")

    def own_values(self, row: Row, known: Known) -> dict[str, object]:
        return {
            "kind_id": known.kinds.get(row.get("kind") or ""),
            "registration_number": row.get("registration_number") or "",
            "founded_on": row.get("founded_on"),
        }

    def own_state(self, record: Any, states: States) -> dict[str, Any]:
        return {
            "kind": states.kinds.get(record.kind_id, ""),
            "registration_number": record.registration_number,
            "founded_on": record.founded_on,
        }

    def write_own(self, records: Sequence[Any], changes: Sequence[Row]) -> None:
        kinds = _codes(OrganisationKind)
        changed = []
        for record, change in zip(records, changes, strict=True):
            if {"kind", "registration_number", "founded_on"} & change.keys():
                if "kind" in change:
                    record.kind_id = kinds.get(change["kind"])
                record.registration_number = change.get("registration_number", record.registration_number)
                record.founded_on = change.get("founded_on", record.founded_on)
                changed.append(record)
        Organisation.objects.bulk_update(changed, ["kind", "registration_number", "founded_on"], batch_size=500)


class PersonRows(PartyRows):
    """Rows of people."""

    nature = Nature.PERSON
    model = Person
    telling = ("organisation", "phone", "email", "place")

    def own_values(self, row: Row, known: Known) -> dict[str, object]:
        return {"sex": row.get("sex") or Sex.UNKNOWN.value}

    def own_state(self, record: Any, states: States) -> dict[str, Any]:
        organisation, title = states.affiliation(record.pk)
        return {"sex": record.sex, "organisation": organisation, "title": title}

    def write_own(self, records: Sequence[Any], changes: Sequence[Row]) -> None:
        changed = []
        for record, change in zip(records, changes, strict=True):
            if "sex" in change:
                record.sex = change["sex"] or Sex.UNKNOWN
                changed.append(record)
        Person.objects.bulk_update(changed, ["sex"], batch_size=500)


def contacts_of_row(row: Row) -> list[BulkContact]:
    """The contact points of a row."""
    contacts = []
    for column, kind in CONTACTS.items():
        value = row.get(column) or ()
        contacts += [BulkContact(kind, one) for one in ((value,) if isinstance(value, str) else value)]
    return contacts


def _compared(column: str, value: Any) -> set[Any]:
    """The value or values of a column as compared."""
    if not value:
        return set()
    values = value if isinstance(value, tuple) else (value,)
    return {contact_key(CONTACTS[column], one) for one in values} if column in CONTACTS else set(values)


def _codes(model: type[EngagementCategory] | type[OrganisationKind]) -> dict[str, int]:
    return dict(model._default_manager.values_list("code", "pk"))
