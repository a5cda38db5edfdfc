"""Reading and correcting a client's identity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction

from minbar.foundation.access.decisions import Denied
from minbar.foundation.journal.record import record
from minbar.foundation.vault.records import sealed_fields
from minbar.work.casework.cases import rules, wall
from minbar.work.casework.cases.models import Case
from minbar.work.casework.identity.actions.clients import lock_cases_of, update_identity
from minbar.work.casework.identity.identities import Identity
from minbar.work.casework.identity.models import Client

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@wall.system_access()
@transaction.atomic
def read_identity(*, by: User, case: Case) -> Identity | None:
    """Whose case it is, opened for ``by``; the journal notes that it was. None for somebody who stayed unnamed.

    Raises:
        Denied: ``by`` may not learn it.
        Unreadable: it was erased, or its key is not there.
    """
    if not (decision := rules.can_read_identity(by, case)):
        raise Denied(decision)
    if case.client is None:
        return None
    opened = {field.name: case.client.reveal(field.name) for field in sealed_fields(Client)}
    record(by=by, event="casework.identity_read", subject=case)
    return Identity.of(opened)


@wall.system_access()
@transaction.atomic
def correct_identity(*, by: User, case: Case, values: Mapping[str, Any]) -> Client:
    """Put right who the client is. The journal learns that it was done, not what.

    Args:
        values: plain values by field of :class:`Client`; fields that are left out stay.

    Raises:
        Denied: the identity is not ``by``'s to read.
    """
    for decision in (rules.can_read_identity(by, case), rules.can_act(by, case)):
        if not decision:
            raise Denied(decision)
    lock_cases_of(case.subject)
    case.refresh_from_db(fields=["client", "subject"])  # they may have become another's meanwhile
    client = case.client or Client(subject=case.subject)
    update_identity(client, values)
    if case.client is None:
        case.client = client
        case.save(update_fields=["client", "updated_at"])
    record(by=by, event="casework.identity_corrected", subject=case)
    return client
