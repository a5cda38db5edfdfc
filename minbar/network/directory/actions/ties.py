"""Affiliations and contact points."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from minbar.foundation.access.decisions import require
from minbar.foundation.accounts.models import User
from minbar.foundation.journal.record import record
from minbar.foundation.text.normalise import tidy
from minbar.network.directory.access import DirectoryPermission
from minbar.network.directory.enums import Nature
from minbar.network.directory.models import Affiliation, ContactPoint, Organisation, Party, Person
from minbar.network.directory.particulars import ContactGiven, contact_key


@transaction.atomic
def add_affiliation(
    *,
    by: User,
    person: Person,
    organisation: Organisation,
    title: str = "",
    started_on: dt.date | None = None,
    ended_on: dt.date | None = None,
) -> Affiliation:
    """Write down that a person is, or was, with an organisation.

    Raises:
        ValidationError: the dates are the wrong way round, or the same affiliation is there already.
    """
    require(by, DirectoryPermission.EDIT, subject=person)
    affiliation = Affiliation(
        person=person, organisation=organisation, title=tidy(title), started_on=started_on, ended_on=ended_on
    )
    affiliation.full_clean()
    affiliation.save()
    record(by=by, event="directory.affiliation_added", subject=person, changes=_told(affiliation))
    return affiliation


@transaction.atomic
def edit_affiliation(
    *, by: User, affiliation: Affiliation, title: str, started_on: dt.date | None, ended_on: dt.date | None
) -> Affiliation:
    """Change the title or the dates of an affiliation; one that is over is ended, not removed."""
    require(by, DirectoryPermission.EDIT, subject=affiliation.person)
    affiliation.title, affiliation.started_on, affiliation.ended_on = tidy(title), started_on, ended_on
    affiliation.full_clean()
    affiliation.save()
    record(by=by, event="directory.affiliation_edited", subject=affiliation.person, changes=_told(affiliation))
    return affiliation


@transaction.atomic
def remove_affiliation(*, by: User, affiliation: Affiliation) -> None:
    """Take back an affiliation that was written down by mistake."""
    require(by, DirectoryPermission.EDIT, subject=affiliation.person)
    changes = {field: [told[1], None] for field, told in _told(affiliation).items()}
    affiliation.delete()
    record(by=by, event="directory.affiliation_removed", subject=affiliation.person, changes=changes)


def _told(affiliation: Affiliation) -> dict[str, list[Any]]:
    return {
        "organisation": [None, str(affiliation.organisation.uid)],
        "title": [None, affiliation.title],
        "started_on": [None, affiliation.started_on],
        "ended_on": [None, affiliation.ended_on],
    }


@transaction.atomic
def add_contact(*, by: User, party: Party, contact: ContactGiven) -> ContactPoint:
    """Write down a way to reach an entry.

    Raises:
        ValidationError: the entry has this contact point already, or the value is empty.
    """
    require(by, DirectoryPermission.EDIT, subject=party)
    point = _contact_point(party, contact)
    point.full_clean()
    point.save()
    record(by=by, event="directory.contact_added", subject=party, changes=_kinds(None, point))
    return point


@transaction.atomic
def edit_contact(*, by: User, point: ContactPoint, contact: ContactGiven) -> ContactPoint:
    """Change a contact point, or what its holder said about its use."""
    require(by, DirectoryPermission.EDIT, subject=point.party)
    before = point.consent
    changed = _contact_point(point.party, contact)
    for field in ("kind", "value", "key", "label", "is_personal", "consent", "consent_on"):
        setattr(point, field, getattr(changed, field))
    point.full_clean()
    point.save()
    changes = _kinds(point, point) | ({"consent": [before, point.consent]} if before != point.consent else {})
    record(by=by, event="directory.contact_edited", subject=point.party, changes=changes)
    return point


@transaction.atomic
def remove_contact(*, by: User, point: ContactPoint) -> None:
    """Erase a contact point, as its holder may ask."""
    require(by, DirectoryPermission.EDIT, subject=point.party)
    point.delete()
    record(by=by, event="directory.contact_removed", subject=point.party, changes=_kinds(point, None))


def add_contact_points(party: Party, contacts: Iterable[ContactGiven]) -> dict[str, list[Any]]:
    """Write contact points of a party that is being added; return the change for the journal.

    The journal holds the kinds and never the values: these can be erased, the journal can't.
    """
    points = {
        (point.kind, point.key): point
        for point in (_contact_point(party, given) for given in contacts if given.value.strip())
    }
    for point in points.values():
        point.full_clean()
    ContactPoint.objects.bulk_create(points.values())
    return {"contact_points": [[], sorted(kind for kind, _key in points)]} if points else {}


def _contact_point(party: Party, given: ContactGiven) -> ContactPoint:
    value = tidy(given.value)
    return ContactPoint(
        party=party,
        kind=given.kind,
        value=value,
        key=contact_key(given.kind, value),
        label=given.label,
        is_personal=given.is_personal or party.nature == Nature.PERSON,
        consent=given.consent,
        consent_on=given.consent_on,
    )


def _kinds(before: ContactPoint | None, after: ContactPoint | None) -> dict[str, list[Any]]:
    return {"contact_points": [before.kind if before else None, after.kind if after else None]}
