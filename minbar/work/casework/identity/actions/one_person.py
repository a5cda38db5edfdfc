"""Two clients who turn out to be one person, and a case that turns out to be another person's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import Denied
from minbar.foundation.journal.record import record
from minbar.foundation.vault import joining
from minbar.foundation.vault.errors import Unreadable
from minbar.foundation.vault.records import sealed_models
from minbar.foundation.vault.subjects import new_subject
from minbar.work.casework.cases import rules as cases_rules
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.models import Case
from minbar.work.casework.cases.queries.pointing import pointing_to_cases
from minbar.work.casework.identity import hooks, rules
from minbar.work.casework.identity.actions.clients import lock_cases_of, update_identity
from minbar.work.casework.identity.actions.party_keys import replace_keys
from minbar.work.casework.identity.enums import Side
from minbar.work.casework.identity.identities import Identity
from minbar.work.casework.identity.models import Client

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

CHANGED = _("This client's cases were changed meanwhile. Look at them again.")


@wall.system_access()
@transaction.atomic
def join_clients(*, by: User, case: Case, other: Case, identity: Identity) -> Case:
    """Let two cases be one person's, with all further cases of both: one identity, one file, one erasure.

    Args:
        identity: who the person is, of what was kept in both; nothing else of it stays.

    Raises:
        Denied: ``by`` does not work on both with the identity, or one is limited to named people.
        ValidationError: they are one person's already, an erasure is proposed, or something can't be opened.
    """
    if not (decision := rules.can_join(by, case, other)):
        raise Denied(decision)
    case, other = _locked(case, other)
    if case.subject == other.subject:
        raise ValidationError(_("These cases are the same client's already."))
    client = case.client
    if client is None and identity.values():
        client = Client.objects.create(subject=case.subject)
    cases = Case.objects.filter(subject__in=[case.subject, other.subject])
    cases.update(subject=case.subject, client=client, updated_at=timezone.now())
    Client.objects.filter(subject=other.subject).delete()
    with _unreadable_is_reported():
        joining.join(other.subject, to=case.subject)
    if client is not None:
        update_identity(client, identity.whole())
    for each in (case, other):
        record(by=by, event="casework.clients_joined", subject=each)
    return case


@wall.system_access()
@transaction.atomic
def part_case(*, by: User, case: Case, identity: Identity) -> Case:
    """Let a case be another person's than the client's other cases are.

    What was packed of the client's file is taken away: it holds what is kept about both.

    Args:
        identity: who the person of this case is; that of the others stays as it is.

    Raises:
        Denied: ``by`` does not work on the case with the identity.
        ValidationError: the client has no other case, an erasure is proposed, or something can't be opened.
    """
    for decision in (cases_rules.can_act(by, case), cases_rules.can_read_identity(by, case)):
        if not decision:
            raise Denied(decision)
    (case,) = _locked(case)
    if not Case.objects.filter(subject=case.subject).exclude(pk=case.pk).exists():
        raise ValidationError(_("This client has no other case. Correct the identity instead."))
    hooks.case_parts(case.subject)
    case.subject, case.client = new_subject(), None
    if known := identity.values():
        case.client = Client(subject=case.subject)
        case.client.seal(**known)
        case.client.save()
    case.save(update_fields=["subject", "client", "updated_at"])
    with _unreadable_is_reported():
        for rows in _sealed_in(case):
            joining.move(rows, to=case.subject)
    replace_keys(case, Side.CLIENT, identity)
    record(by=by, event="casework.case_parted", subject=case)
    return case


def _locked(*cases: Case) -> list[Case]:
    """The cases as they are now, locked with all others of their clients until the action is done."""
    subjects = [case.subject for case in cases]
    held = {case.pk: case for case in lock_cases_of(*subjects)}
    if any(case.pk not in held for case in cases):
        raise ValidationError(CHANGED)
    hooks.clients_change(subjects)
    return [held[case.pk] for case in cases]


def _sealed_in(case: Case) -> Iterator[QuerySet[Any]]:
    """All that is sealed and belongs to one case."""
    sealed = set(sealed_models())
    for relation in pointing_to_cases():
        if relation.related_model in sealed:
            yield relation.related_model._default_manager.filter(**{relation.field.name: case})


@contextmanager
def _unreadable_is_reported() -> Iterator[None]:
    try:
        yield
    except Unreadable as error:
        raise ValidationError(
            _("Something kept about this client can't be opened, so nothing was changed. Tell an administrator.")
        ) from error
