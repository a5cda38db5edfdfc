"""Adding somebody whom a form of another record names."""

from __future__ import annotations

from uuid import UUID

from django.db import connection, transaction

from minbar.foundation.access.decisions import require
from minbar.foundation.accounts.models import User
from minbar.foundation.records.idempotency import idempotent_uid
from minbar.foundation.text.normalise import tidy
from minbar.network.directory.access import DirectoryPermission
from minbar.network.directory.actions.parties import add_organisation, add_person
from minbar.network.directory.actions.ties import add_affiliation
from minbar.network.directory.enums import Nature
from minbar.network.directory.models import Organisation, OrganisationKind, Party
from minbar.network.directory.naming import NameGiven
from minbar.network.directory.particulars import OrganisationParticulars, PersonParticulars


@transaction.atomic
def add_named(
    *,
    by: User,
    name: str,
    nature: Nature,
    key: UUID,
    kind: OrganisationKind | None = None,
    organisation: Organisation | None = None,
    title: str = "",
) -> Party:
    """Write down an organisation, or a person with where they are, in one step.

    Args:
        key: of the form that names the entry; the same name sent again with it gives the same entry.
        kind: of an organisation.
        organisation, title: of a person.
    """
    require(by, DirectoryPermission.EDIT)
    uid = uid_of_named(by=by, name=name, nature=nature, key=key)
    with connection.cursor() as cursor:  # whoever comes second waits here until the first is done
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"directory.named {uid}"])
    if there := Party.objects.filter(uid=uid).first():
        return there
    names = (NameGiven(name, preferred=True),)
    if nature is Nature.ORGANISATION:
        return add_organisation(by=by, particulars=OrganisationParticulars(names=names, kind=kind), uid=uid)
    person = add_person(by=by, particulars=PersonParticulars(names=names), uid=uid)
    if organisation is not None:
        add_affiliation(by=by, person=person, organisation=organisation, title=title)
    return person


def uid_of_named(*, by: User, name: str, nature: Nature, key: UUID) -> UUID:
    """The identifier of whom :func:`add_named` adds, or has added when the form was sent before."""
    return idempotent_uid(key, str(by.pk), nature, tidy(name))
