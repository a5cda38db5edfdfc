"""Emergency access: a supervisor opens one case for some hours; another person is told, and judges it afterwards."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import Denied, denied, require
from minbar.foundation.journal.record import record
from minbar.network.commitments.actions import close_commitment, make_commitment
from minbar.network.commitments.queries import open_commitments_about
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.enums import AccessWay
from minbar.work.casework.cases.models import Case, CaseAccess
from minbar.work.casework.cases.queries.readers import live
from minbar.work.casework.emergency_access import rules
from minbar.work.casework.emergency_access.emails import notify_of_opening
from minbar.work.casework.emergency_access.enums import EmergencyReason, ReviewVerdict
from minbar.work.casework.emergency_access.follow_ups import REVIEW, SOURCE
from minbar.work.casework.emergency_access.models import (
    LONGEST,
    REVIEW_WITHIN,
    EmergencyAccess,
    EmergencyAccessNotification,
)
from minbar.work.casework.emergency_access.queries import live_emergency_access_of, reviewers_besides

if TYPE_CHECKING:
    from uuid import UUID

    from minbar.foundation.accounts.models import User

#: One sentence for a number that there is not and for a case that is open to the asker anyway: it tells nothing.
NOT_OPENED = _("Nothing was opened. Check the number, and whether the case is open to you already.")
TOO_SHORT = _("Say in a sentence or two why this is needed; whoever reviews it has nothing else to go by.")
SHORTEST_REASON = 20


def open_in_emergency(
    *, by: User, category: EmergencyReason | str, reason: str, hours: int, number: str = "", uid: UUID | None = None
) -> EmergencyAccess:
    """Open content and identity of one case to ``by``, after everybody else who reviews such openings was told.

    Args:
        category, reason: why; the words are sealed, and read by those who were told, who learn nothing of the case.
        hours: for how long, at most 24.
        number, uid: the case, by one of the two; limited ones too.

    Raises:
        Denied: ``by`` may not, or there is nobody else who could be told.
        ValidationError: by field, what does not hold; under ``number`` also where there is no such case.
    """
    require(by, CasePermission.OPEN_IN_EMERGENCY)
    _check(category, reason, hours)
    with wall.system_access():
        with transaction.atomic():
            case = _to_open(by, number, uid)
            if case is not None:
                return _break(by, case, category, reason.strip(), timezone.now() + dt.timedelta(hours=hours))
        record(by=by, event="casework.glass_refused")
    raise ValidationError({"number": NOT_OPENED})


def _check(category: str, reason: str, hours: int) -> None:
    wrong = {}
    if category not in EmergencyReason.values:
        wrong["category"] = _("Choose a reason from the list.")
    if len(reason.strip()) < SHORTEST_REASON:
        wrong["reason"] = TOO_SHORT
    if not 1 <= hours <= LONGEST // dt.timedelta(hours=1):
        wrong["hours"] = _("A case can be opened for 1 to 24 hours.")
    if wrong:
        raise ValidationError(wrong)


def _to_open(by: User, number: str, uid: UUID | None) -> Case | None:
    """The case, unless ``by`` reads all of it already."""
    named = Case.objects.filter(uid=uid) if uid else Case.objects.filter(number=number.strip())
    case = named.select_for_update().first()
    return case if case is not None and not live(case.accesses.filter(user=by, identity=True)).exists() else None


def _break(by: User, case: Case, category: str, reason: str, until: dt.datetime) -> EmergencyAccess:
    notified = reviewers_besides(by)
    if not notified:
        raise Denied(denied(_("Nobody else could be told of it, so it cannot be opened. Ask the administrator.")))
    now = timezone.now()
    emergency_access = EmergencyAccess(
        subject=case.subject,
        case=case,
        opened_by=by,
        category=category,
        opened_at=now,
        until=until,
        review_due=now + REVIEW_WITHIN,
    )
    emergency_access.seal(reason=reason)
    emergency_access.save()
    EmergencyAccessNotification.objects.bulk_create(
        EmergencyAccessNotification(emergency_access=emergency_access, user=user, notified_at=now) for user in notified
    )
    emergency_access.access = _let_in(case, emergency_access)
    emergency_access.save(update_fields=["access", "updated_at"])
    make_commitment(
        by=None,
        owed_by=notified[0],
        due_at=emergency_access.review_due,
        source_key=SOURCE,
        source_uid=emergency_access.uid,
        kind=REVIEW,
        escalate_to=notified[1] if len(notified) > 1 else None,
    )
    notify_of_opening(notified)
    record(by=by, event="casework.glass_broken", subject=emergency_access)
    record(by=by, event="casework.glass_broken", subject=case)
    return emergency_access


def _let_in(case: Case, emergency_access: EmergencyAccess) -> CaseAccess:
    """The access row; one that ran out before is ended first."""
    rows = CaseAccess.objects.filter(case=case, user=emergency_access.opened_by, way=AccessWay.EMERGENCY, ended_at=None)
    rows.update(ended_at=emergency_access.opened_at, updated_at=emergency_access.opened_at)
    return CaseAccess.objects.create(
        case=case,
        user=emergency_access.opened_by,
        way=AccessWay.EMERGENCY,
        identity=True,
        until=emergency_access.until,
        given_by=emergency_access.opened_by,
    )


@wall.system_access()
@transaction.atomic
def end_emergency_access(*, by: User, emergency_access: EmergencyAccess) -> EmergencyAccess:
    """Shut a case again before its hour: whoever opened it, or whoever was told.

    Raises:
        Denied: ``by`` neither opened it nor was told.
    """
    if not (decision := rules.can_end_emergency_access(by, emergency_access)):
        raise Denied(decision)
    locked = EmergencyAccess.objects.select_for_update(of=("self",)).get(pk=emergency_access.pk)
    if locked.is_live:
        _shut(locked)
        record(by=by, event="casework.glass_ended", subject=locked)
    return locked


def _shut(emergency_access: EmergencyAccess) -> None:
    now = timezone.now()
    CaseAccess.objects.filter(emergency_access=emergency_access, ended_at=None).update(ended_at=now, updated_at=now)
    emergency_access.ended_at = now
    emergency_access.save(update_fields=["ended_at", "updated_at"])


@wall.system_access()
@transaction.atomic
def review_emergency_access(
    *, by: User, emergency_access: EmergencyAccess, verdict: ReviewVerdict | str, words: str
) -> EmergencyAccess:
    """Judge an opening, once; one that is not justified ends at once.

    Raises:
        Denied: ``by`` opened it, was not told of it, or reviews nothing.
        ValidationError: by field, what does not hold; it was reviewed already.
    """
    if not (decision := rules.can_review_emergency_access(by, emergency_access)):
        raise Denied(decision)
    if verdict not in ReviewVerdict.values:
        raise ValidationError({"verdict": _("Choose one of the two.")})
    if not words.strip():
        raise ValidationError({"words": _("Say in a sentence why.")})
    locked = EmergencyAccess.objects.select_for_update(of=("self",)).get(pk=emergency_access.pk)
    if locked.verdict:
        raise ValidationError(_("This was reviewed already."))
    locked.seal(words=words.strip())
    locked.verdict, locked.reviewed_by, locked.reviewed_at = verdict, by, timezone.now()
    locked.save()
    if verdict == ReviewVerdict.NOT_JUSTIFIED and locked.is_live:
        _shut(locked)
    for commitment in open_commitments_about(SOURCE, locked.uid):
        close_commitment(commitment=commitment, by=None, evidence_uid=locked.uid)
    record(by=by, event="casework.glass_reviewed", subject=locked)
    return locked


@wall.system_access()
@transaction.atomic
def escalate_reviews() -> int:
    """Tell everybody who may review by now of the openings whose review is late, once each; how many those were.

    Whoever was told at first may have left since.
    """
    now = timezone.now()
    late = EmergencyAccess.objects.select_for_update(of=("self",)).filter(
        verdict="", review_due__lte=now, escalated_at=None
    )
    count = 0
    for emergency_access in late.select_related("opened_by"):
        notified = reviewers_besides(emergency_access.opened_by)
        EmergencyAccessNotification.objects.bulk_create(
            (EmergencyAccessNotification(emergency_access=emergency_access, user=user) for user in notified),
            ignore_conflicts=True,
        )
        emergency_access.escalated_at = now
        emergency_access.save(update_fields=["escalated_at", "updated_at"])
        notify_of_opening(notified, late=True)
        record(by=None, event="casework.glass_escalated", subject=emergency_access)
        count += 1
    return count


def note_reading(*, by: User, uid: UUID) -> None:
    """Record that ``by`` asked for a page about the case of this identifier, if it is open to them in an emergency.

    The reviewer of the emergency access reads how often. Run it reading as ``by``.
    """
    if (emergency_access := live_emergency_access_of(by, uid)) is not None:
        record(by=by, event="casework.glass_page_read", subject=emergency_access)
