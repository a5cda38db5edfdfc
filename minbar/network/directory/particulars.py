"""What is written down of an entry, as forms and sheets hand it to the actions."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from minbar.foundation.text.normalise import normalise
from minbar.network.directory.enums import Consent, ContactKind, Sex
from minbar.network.directory.models import EngagementCategory, Organisation, OrganisationKind, Place
from minbar.network.directory.naming import NameGiven

#: A Turkish number without its country code, as most are written: mobile (5xx) or fixed (2xx to 4xx).
_TURKISH_NUMBER = re.compile(r"0?([2-5]\d{9})")
_SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?")


@dataclass(frozen=True, kw_only=True)
class PartyParticulars:
    """What people and organisations share. ``tags`` are words; ``languages`` are ISO 639 codes."""

    names: tuple[NameGiven, ...]
    category: EngagementCategory | None = None
    place: Place | None = None
    languages: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    consent: Consent = Consent.UNKNOWN
    notes: str = ""


@dataclass(frozen=True, kw_only=True)
class PersonParticulars(PartyParticulars):
    sex: Sex = Sex.UNKNOWN


@dataclass(frozen=True, kw_only=True)
class OrganisationParticulars(PartyParticulars):
    kind: OrganisationKind | None = None
    parent: Organisation | None = None
    registration_number: str = ""
    founded_on: dt.date | None = None
    dissolved_on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class ContactGiven:
    """A contact point; ``is_personal`` matters for organisations only, what reaches a person is always personal."""

    kind: ContactKind
    value: str
    label: str = ""
    is_personal: bool = False
    consent: Consent = Consent.UNKNOWN
    consent_on: dt.date | None = None


def contact_key(kind: str, value: str) -> str:
    """The value as compared: a phone's digits with its country code, an address without case, scheme or slash."""
    if kind == ContactKind.PHONE:
        digits = re.sub(r"\D", "", normalise(value)).removeprefix("00")
        local = _TURKISH_NUMBER.fullmatch(digits)
        return f"90{local[1]}" if local else digits or normalise(value)
    if kind == ContactKind.WEBSITE:
        return _SCHEME.sub("", value.strip().lower()).rstrip("/")
    return value.strip().lower() if kind == ContactKind.EMAIL else normalise(value)
