"""Referring a client to another organisation, which reads what it may in a link that expires, and answers there."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.journal.record import record
from minbar.network.directory.models import Organisation
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.actions.parts import ServiceEntry, locked_case, record_service
from minbar.work.casework.cases.enums import ConsentKind, ReferralStatus, ServiceKind, SharedPart
from minbar.work.casework.cases.models import Case, Consent, Referral
from minbar.work.casework.cases.queries.referrals import digest_of, reachable

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

TOKEN_BYTES = 32
USUAL_DAYS, MOST_DAYS = 14, 60
NO_CONSENT = _("The client has not agreed to sharing. Ask for it, and note the consent in the case first.")
NOTHING_SHARED = _("Choose what the organisation is shown.")
TOO_LONG = _("A link opens for %(days)d days at the most.")
NOT_OPEN = _("This link opens nothing any more.")
NO_SUCH_ANSWER = _("This referral cannot be answered so any more.")

#: How a receiver can answer, by where the referral stands.
ANSWERS: Mapping[str, frozenset[ReferralStatus]] = {
    ReferralStatus.SENT: frozenset({ReferralStatus.ACCEPTED, ReferralStatus.REFUSED}),
    ReferralStatus.ACCEPTED: frozenset({ReferralStatus.DONE, ReferralStatus.REFUSED}),
}


@dataclass(frozen=True, repr=False)
class Sent:
    """A referral with the token of its link, which is shown once and kept nowhere."""

    referral: Referral
    token: str


@wall.system_access()
@transaction.atomic
def refer(
    *,
    by: User,
    case: Case,
    entry: ServiceEntry,
    organisation: Organisation,
    shared: Collection[SharedPart],
    days: int = USUAL_DAYS,
) -> Sent:
    """Refer the client to ``organisation``, which is shown the parts ``shared`` for so many days.

    Raises:
        Denied: ``by`` does not work on the case.
        ValidationError: by field; the client has not agreed to sharing, nothing is shared, the case is closed.
    """
    case = locked_case(case, by)
    consent = _sharing(case)
    if not shared:
        raise ValidationError({"shared": NOTHING_SHARED})
    service = record_service(case, by, ServiceKind.REFERRAL, entry)
    referral = Referral(
        service=service, case=case, organisation=organisation, consent=consent, shared=sorted(set(shared))
    )
    token = _new_link(referral, days)
    record(by=by, event="casework.action_recorded", subject=case)
    return Sent(referral, token)


@wall.system_access()
@transaction.atomic
def renew_link(*, by: User, referral: Referral, days: int = USUAL_DAYS) -> Sent:
    """Another link for the same referral; the one before opens nothing any more.

    Raises:
        Denied: ``by`` does not work on the case.
        ValidationError: the referral is over, or the client no longer agrees to sharing.
    """
    case = locked_case(referral.case, by)
    if referral.status not in ANSWERS:
        raise ValidationError(NOT_OPEN)
    _sharing(case)
    token = _new_link(referral, days)
    record(by=by, event="casework.referral_link_renewed", subject=case)
    return Sent(referral, token)


@wall.system_access()
@transaction.atomic
def withdraw_referral(*, by: User, referral: Referral) -> None:
    """Take a referral back: its link opens nothing any more.

    Raises:
        Denied: ``by`` does not work on the case.
        ValidationError: it is over already.
    """
    case = locked_case(referral.case, by, also_closed=True)
    if referral.status not in ANSWERS:
        raise ValidationError(NOT_OPEN)
    _withdraw(Referral.objects.filter(pk=referral.pk))
    record(by=by, event="casework.action_changed", subject=case)


def withdraw_shared(case: Case) -> int:
    """Shut every link of a case whose client no longer agrees to sharing; part of that service. How many there were."""
    return _withdraw(Referral.objects.filter(case=case, status__in=ANSWERS))


def _withdraw(referrals: QuerySet[Referral]) -> int:
    return referrals.update(status=ReferralStatus.WITHDRAWN, token_digest=None, updated_at=timezone.now())


@wall.system_access()
@transaction.atomic
def answer_referral(*, token: str, answer: ReferralStatus) -> Referral:
    """What the receiver answers through the link: accepted, refused, later done.

    After a refusal or the end the link opens nothing any more.

    Raises:
        ValidationError: the link opens nothing, or this is no answer now.
    """
    referral = Referral.objects.select_for_update(of=("self",)).filter(token_digest=digest_of(token)).first()
    if referral is None or not reachable(referral):
        raise ValidationError(NOT_OPEN)
    if answer == referral.status:
        return referral  # sent again on a bad line
    if answer not in ANSWERS[referral.status]:
        raise ValidationError(NO_SUCH_ANSWER)
    referral.status, referral.answered_at = answer, timezone.now()
    if answer not in ANSWERS:
        referral.token_digest = None
    referral.save(update_fields=["status", "answered_at", "token_digest", "updated_at"])
    record(by=None, event="casework.referral_answered", subject=referral.case)
    return referral


def _sharing(case: Case) -> Consent:
    consent: Consent | None = case.consents.filter(kind=ConsentKind.SHARING, withdrawn_at=None).first()
    if consent is None:
        raise ValidationError(NO_CONSENT)
    return consent


def _new_link(referral: Referral, days: int) -> str:
    if not 1 <= days <= MOST_DAYS:
        raise ValidationError({"days": TOO_LONG % {"days": MOST_DAYS}})
    token = secrets.token_urlsafe(TOKEN_BYTES)
    referral.token_digest = digest_of(token)
    referral.expires_at = timezone.now() + dt.timedelta(days=days)
    referral.save()
    return token
