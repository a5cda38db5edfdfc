"""Opening a case, with its content and whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction

from minbar.foundation.access.decisions import Denied, require
from minbar.foundation.journal.record import record
from minbar.foundation.records.changes import set_fields
from minbar.foundation.vault.subjects import new_subject
from minbar.work.casework.cases import rules as cases_rules
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.actions.access import replace_assigned
from minbar.work.casework.cases.models import Case, CaseContent
from minbar.work.casework.identity.actions.clients import add_to_identity
from minbar.work.casework.identity.actions.party_keys import write_keys
from minbar.work.casework.identity.models import Client
from minbar.work.casework.intake import rules

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@wall.system_access()
@transaction.atomic
def open_case(
    *,
    by: User | None,
    assign_to: User | None = None,
    client: Client | None = None,
    identity: Mapping[str, Any] | None = None,
    content: Mapping[str, Any] | None = None,
    **values: Any,
) -> Case:
    """Open a case with its content and, unless it stays unnamed, the client's identity, both sealed.

    Args:
        by: who opens it; None for somebody who asks through the web.
        assign_to: who gets it; with None it waits for a supervisor.
        client: the same person in an earlier case, to whom what ``identity`` says is added; otherwise one is made of
            ``identity``.
        identity: plain values by field of :class:`Client`.
        content: plain values by field of :class:`CaseContent`.
        values: fields of :class:`Case`.

    Raises:
        Denied: ``by`` may take in no cases, the earlier client is not ``by``'s, or ``assign_to`` does no casework.
        ValidationError: by field, what does not hold.
    """
    _require_opening(by, assign_to, client)
    case = Case(subject=client.subject if client else new_subject(), client=client)
    if client is None and identity:
        case.client = _sealed(Client(subject=case.subject), identity)
    set_fields(case, values)
    case.full_clean()
    case.save()
    _sealed(CaseContent(subject=case.subject, case=case), content or {})
    write_keys(case)
    if client is not None and identity:
        add_to_identity(by, case, identity)
    if assign_to is not None:
        replace_assigned(case, assign_to, by)
    record(by=by, event="casework.case_opened", subject=case)
    return case


def _require_opening(by: User | None, assign_to: User | None, client: Client | None) -> None:
    if by is not None:
        require(by, CasePermission.TAKE_IN)
    if assign_to is not None and not (decision := cases_rules.can_take(assign_to)):
        raise Denied(decision)
    if client is not None and not (decision := rules.can_open_again(by, client)):
        raise Denied(decision)


def _sealed(holder: Any, values: Mapping[str, Any]) -> Any:
    holder.seal(**values)
    holder.save()
    return holder
