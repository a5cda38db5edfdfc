"""Whose case it is, as plain values on their way into the vault, and the keys by which they are compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from django.core.exceptions import ValidationError

from minbar.foundation.text.normalise import normalise
from minbar.work.casework.identity.enums import KeyKind
from minbar.work.casework.identity.identity_keys import document_key, name_pair_keys, read_phone

Key = tuple[KeyKind, str]
#: The blind index of these keys.
PARTY = "casework.party"
#: Of these there may be several: two people's are put one after the other.
GATHERED = frozenset({"other_names", "other_contact", "remarks"})


@dataclass(frozen=True, repr=False)
class Identity:
    """A person, as far as they said who they are. The fields are those of ``models.Client``.

    ``birth_date`` is kept as it was given, as a year or a day; ``proxy`` has "name", "relation" and "phone".
    """

    name: str = ""
    other_names: list[str] = field(default_factory=list)
    phone: str = ""
    other_contact: str = ""
    document_number: str = ""
    birth_date: str = ""
    nationality: str = ""
    address: str = ""
    proxy: dict[str, str] = field(default_factory=dict)
    safe_contact: str = ""
    remarks: str = ""

    def __repr__(self) -> str:
        return "Identity(…)"  # it may stand in a traceback

    @classmethod
    def of(cls, values: Mapping[str, Any] | None) -> Identity:
        """From a mapping that may hold other values too."""
        names = {each.name for each in fields(cls)}
        return cls(**{name: value for name, value in (values or {}).items() if name in names and value})

    def values(self) -> dict[str, Any]:
        """What is known, by field; empty for somebody who stays unnamed."""
        return {each.name: value for each in fields(self) if (value := getattr(self, each.name))}

    def whole(self) -> dict[str, Any]:
        """All fields, those of which nothing is known as None: for keeping this and nothing else."""
        return {each.name: getattr(self, each.name) or None for each in fields(self)}

    def differs_from(self, other: Identity) -> list[str]:
        """The fields in which two who may be one person contradict each other; to know less is no difference."""
        told, there = self.values(), other.values()
        same = {"phone": _bare_phone, "document_number": document_key, "name": normalise}
        return [
            name
            for name in told
            if name in there
            and name not in GATHERED
            and same.get(name, str)(told[name]) != same.get(name, str)(there[name])
        ]

    def with_all_of(self, other: Identity, labels: Mapping[str, Any]) -> Identity:
        """Both as one person, for whoever joins them to look through: what is here holds, and what is told otherwise
        there stays beside it, in the other names and contacts or, under its label, in the remarks.
        """
        differing = {name: getattr(other, name) for name in self.differs_from(other)}
        names = [*self.other_names, differing.pop("name", ""), *other.other_names]
        contacts = [self.other_contact, differing.pop("phone", ""), other.other_contact]
        spoken_for = " · ".join(differing.pop("proxy", {}).values())
        beside = [f"{labels[name]}: {value}" for name, value in (differing | {"proxy": spoken_for}).items() if value]
        gathered = {
            "other_names": [name for name in _once(names) if name != (self.name or other.name)],
            "other_contact": " · ".join(_once(contacts)),
            "remarks": "\n".join(_once([self.remarks, other.remarks, *beside])),
        }
        return Identity.of(other.values() | self.values() | gathered)

    def keys(self) -> set[Key]:
        """By what the same person is found again. Of a proxy it is the phone alone: it is the one that is called."""
        return {
            *_phone_keys(self.phone),
            *_phone_keys(str(self.proxy.get("phone", ""))),
            *((KeyKind.DOCUMENT, document_key(number)) for number in [self.document_number] if document_key(number)),
            *((KeyKind.NAME, key) for name in [self.name, *self.other_names] for key in name_pair_keys(name)),
        }


def _once(words: Iterable[str]) -> list[str]:
    return [word for word in dict.fromkeys(words) if word]


def _bare_phone(typed: str) -> str:
    """A number in one form where it is one, as it was typed where it is none."""
    return next((phone for _kind, phone in _phone_keys(typed)), typed)


def _phone_keys(typed: str) -> Iterator[Key]:
    try:
        if phone := read_phone(typed):
            yield KeyKind.PHONE, phone
    except ValidationError:
        return  # from an import, perhaps: kept as it is, found by nothing
