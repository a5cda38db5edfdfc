"""Adding and editing people and organisations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from minbar.foundation.access.decisions import require
from minbar.foundation.accounts.models import User
from minbar.foundation.journal.record import record
from minbar.network.directory.access import DirectoryPermission
from minbar.network.directory.actions.ties import add_contact_points
from minbar.network.directory.models import Name, Organisation, Party, Person
from minbar.network.directory.naming import NameGiven, name_of, shown, sort_key_of, with_preferences
from minbar.network.directory.particulars import (
    ContactGiven,
    OrganisationParticulars,
    PartyParticulars,
    PersonParticulars,
)
from minbar.network.directory.tagging import tags_named

PARTY_FIELDS = ("category", "place", "languages", "consent", "notes")
PERSON_FIELDS = (*PARTY_FIELDS, "sex")
ORGANISATION_FIELDS = (*PARTY_FIELDS, "kind", "parent", "registration_number", "founded_on", "dissolved_on")


@transaction.atomic
def add_person(
    *, by: User, particulars: PersonParticulars, contacts: Iterable[ContactGiven] = (), uid: UUID | None = None
) -> Person:
    """Write down a person; ``uid`` is the identifier that follows from the form, where sending it again adds none."""
    require(by, DirectoryPermission.EDIT)
    person = Person(uid=uid or uuid4())
    changes = _write(person, particulars, PERSON_FIELDS) | add_contact_points(person, contacts)
    record(by=by, event="directory.person_added", subject=person, changes=changes)
    return person


@transaction.atomic
def edit_person(*, by: User, person: Person, particulars: PersonParticulars) -> Person:
    """Replace what is written of a person; contact points and affiliations have actions of their own."""
    require(by, DirectoryPermission.EDIT, subject=person)
    if changes := _write(person, particulars, PERSON_FIELDS):
        record(by=by, event="directory.person_edited", subject=person, changes=changes)
    return person


@transaction.atomic
def add_organisation(
    *, by: User, particulars: OrganisationParticulars, contacts: Iterable[ContactGiven] = (), uid: UUID | None = None
) -> Organisation:
    """Write down an organisation; ``uid`` as for :func:`add_person`."""
    require(by, DirectoryPermission.EDIT)
    organisation = Organisation(uid=uid or uuid4())
    changes = _write(organisation, particulars, ORGANISATION_FIELDS) | add_contact_points(organisation, contacts)
    record(by=by, event="directory.organisation_added", subject=organisation, changes=changes)
    return organisation


@transaction.atomic
def edit_organisation(*, by: User, organisation: Organisation, particulars: OrganisationParticulars) -> Organisation:
    """Replace what is written of an organisation.

    Raises:
        ValidationError: it would be part of itself.
    """
    require(by, DirectoryPermission.EDIT, subject=organisation)
    _refuse_circle(organisation, particulars.parent)
    if changes := _write(organisation, particulars, ORGANISATION_FIELDS):
        record(by=by, event="directory.organisation_edited", subject=organisation, changes=changes)
    return organisation


def _refuse_circle(organisation: Organisation, parent: Organisation | None) -> None:
    above = parent
    while above is not None:
        if above.pk == organisation.pk:
            raise ValidationError(
                {"parent": _("An organisation can't be part of itself. Choose another, or leave the field empty.")}
            )
        above = above.parent


def _write(party: Any, particulars: PartyParticulars, fields: Iterable[str]) -> dict[str, list[Any]]:
    """Set what differs on a person or organisation; return the changes for the journal."""
    names = with_preferences(particulars.names)
    if not names:
        raise ValidationError({"names": _("Give at least one name.")})
    changes: dict[str, list[Any]] = {}
    for field in fields:
        value = getattr(particulars, field)
        value = list(value) if isinstance(value, tuple) else value
        before = getattr(party, field)
        if before != value:
            changes[field] = [_told(before), _told(value)]
            setattr(party, field, value)
    party.labels = shown(names)
    party.sort_key = sort_key_of(party.labels)
    party.full_clean(exclude=["labels"])
    party.save()
    return changes | _set_names(party, names) | _set_tags(party, particulars.tags)


def _told(value: Any) -> Any:
    """A value as the journal tells it: records by their code or identifier."""
    return getattr(value, "code", None) or (str(value.uid) if isinstance(value, Party) else value)


def _set_names(party: Party, names: list[NameGiven]) -> dict[str, list[Any]]:
    present = {(name.text, name.language): name for name in party.names.all()}
    wanted = {(name.text, name.language): name for name in names}
    before = [name.text for name in present.values()]
    gone = [name.pk for key, name in present.items() if key not in wanted]
    party.names.filter(pk__in=gone).delete()
    # One name of a language is preferred at a time: those that step back do so first.
    for key, name in present.items():
        if (given := wanted.get(key)) and (name.kind, name.preferred) != (given.kind, given.preferred):
            name.kind, name.preferred = given.kind, False
            name.save()
    Name.objects.bulk_create([name_of(party.pk, given) for key, given in wanted.items() if key not in present])
    for key, given in wanted.items():
        if given.preferred and key in present and not present[key].preferred:
            present[key].preferred = True
            present[key].save()
    after = [name.text for name in names]
    return {"names": [before, after]} if before != after else {}


def _set_tags(party: Party, words: Iterable[str]) -> dict[str, list[Any]]:
    before = {tag.key for tag in party.tags.all()}
    tags = tags_named(words)
    after = {tag.key for tag in tags}
    party.tags.set(tags)
    return {"tags": [sorted(before), sorted(after)]} if before != after else {}
