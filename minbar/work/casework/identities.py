"""Whose case it is, as plain values on their way into the vault, and the keys by which they are compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from django.core.exceptions import ValidationError

from minbar.work.casework.enums import KeyKind
from minbar.work.casework.identity_keys import document_key, name_pair_keys, read_phone

Key = tuple[KeyKind, str]


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

    def keys(self) -> set[Key]:
        """By what the same person is found again. Of a proxy it is the phone alone: it is the one that is called."""
        return {
            *_phone_keys(self.phone),
            *_phone_keys(str(self.proxy.get("phone", ""))),
            *((KeyKind.DOCUMENT, document_key(number)) for number in [self.document_number] if document_key(number)),
            *((KeyKind.NAME, key) for name in [self.name, *self.other_names] for key in name_pair_keys(name)),
        }


def _phone_keys(typed: str) -> Iterator[Key]:
    try:
        if phone := read_phone(typed):
            yield KeyKind.PHONE, phone
    except ValidationError:
        return  # from an import, perhaps: kept as it is, found by nothing
