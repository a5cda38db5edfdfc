"""Consents while the case goes on: giving one later, taking one back."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from minbar.foundation.access.decisions import Denied
from minbar.foundation.journal.record import record
from minbar.work.casework.cases import rules, wall
from minbar.work.casework.cases.actions.referrals import withdraw_shared
from minbar.work.casework.cases.enums import ConsentForm, ConsentGiver, ConsentKind
from minbar.work.casework.cases.models import Case, Consent

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@wall.system_access()
@transaction.atomic
def give_consent(
    *,
    by: User | None,
    case: Case,
    kind: ConsentKind,
    given_by: ConsentGiver = ConsentGiver.CLIENT,
    form: ConsentForm = ConsentForm.SPOKEN,
) -> Consent:
    """Note a consent; one that is in force already stays as it is. ``by`` None is the client, by their code.

    Raises:
        Denied: ``by`` does not work on the case.
    """
    _may(by, case)
    live = case.consents.filter(kind=kind, withdrawn_at=None).first()
    if live is not None:
        return live
    consent = Consent.objects.create(case=case, kind=kind, given_at=timezone.now(), given_by=given_by, form=form)
    record(by=by, event="casework.consent_given", subject=case)
    return consent


@wall.system_access()
@transaction.atomic
def withdraw_consent(*, by: User | None, case: Case, kind: ConsentKind) -> None:
    """Take a consent back. Of sharing: the links that show anything of the case to others open no more.

    Raises:
        Denied: ``by`` does not work on the case.
    """
    _may(by, case)
    now = timezone.now()
    if not case.consents.filter(kind=kind, withdrawn_at=None).update(withdrawn_at=now, updated_at=now):
        return
    if kind is ConsentKind.SHARING:
        withdraw_shared(case)
    record(by=by, event="casework.consent_withdrawn", subject=case)


@wall.system_access()
@transaction.atomic
def set_consents(
    *, by: User, case: Case, agreed: Collection[ConsentKind], given_by: ConsentGiver, form: ConsentForm
) -> None:
    """Note what the client agrees to from now on; what they agreed to before and no longer do is withdrawn.

    Raises:
        Denied: ``by`` does not work on the case.
    """
    for kind in ConsentKind:
        if kind in agreed:
            give_consent(by=by, case=case, kind=kind, given_by=given_by, form=form)
        else:
            withdraw_consent(by=by, case=case, kind=kind)


def _may(by: User | None, case: Case) -> None:
    if by is not None and not (decision := rules.can_act(by, case)):
        raise Denied(decision)
