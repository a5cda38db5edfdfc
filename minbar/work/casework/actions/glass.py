"""Breaking the glass: a supervisor opens one case for some hours; another person is told, and judges it afterwards."""

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
from minbar.work.casework import rules, wall
from minbar.work.casework.access import CasePermission
from minbar.work.casework.emails import notify_of_opening
from minbar.work.casework.enums import AccessWay, GlassReason, GlassVerdict
from minbar.work.casework.glass_reviews import REVIEW, SOURCE
from minbar.work.casework.models import Case, CaseAccess, GlassBreak, GlassTelling
from minbar.work.casework.models.glass import LONGEST, REVIEW_WITHIN
from minbar.work.casework.queries.glass import live_glass_of, reviewers_besides
from minbar.work.casework.queries.readers import live

if TYPE_CHECKING:
    from uuid import UUID

    from minbar.foundation.accounts.models import User

#: One sentence for a number that there is not and for a case that is open to the asker anyway: it tells nothing.
NOT_OPENED = _("Nothing was opened. Check the number, and whether the case is open to you already.")
TOO_SHORT = _("Say in a sentence or two why this is needed; whoever reviews it has nothing else to go by.")
SHORTEST_REASON = 20


def break_glass(
    *, by: User, category: GlassReason | str, reason: str, hours: int, number: str = "", uid: UUID | None = None
) -> GlassBreak:
    """Open content and identity of one case to ``by``, after everybody else who reviews such openings was told.

    Args:
        category, reason: why; the words are sealed, and read by those who were told, who learn nothing of the case.
        hours: for how long, at most 24.
        number, uid: the case, by one of the two; limited ones too.

    Raises:
        Denied: ``by`` may not, or there is nobody else who could be told.
        ValidationError: by field, what does not hold; under ``number`` also where there is no such case.
    """
    require(by, CasePermission.BREAK_GLASS)
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
    if category not in GlassReason.values:
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


def _break(by: User, case: Case, category: str, reason: str, until: dt.datetime) -> GlassBreak:
    told = reviewers_besides(by)
    if not told:
        raise Denied(denied(_("Nobody else could be told of it, so it cannot be opened. Ask the administrator.")))
    now = timezone.now()
    glass = GlassBreak(
        subject=case.subject,
        case=case,
        broken_by=by,
        category=category,
        broken_at=now,
        until=until,
        review_due=now + REVIEW_WITHIN,
    )
    glass.seal(reason=reason)
    glass.save()
    GlassTelling.objects.bulk_create(GlassTelling(glass=glass, user=user, told_at=now) for user in told)
    glass.access = _let_in(case, glass)
    glass.save(update_fields=["access", "updated_at"])
    make_commitment(
        by=None,
        owed_by=told[0],
        due_at=glass.review_due,
        source_key=SOURCE,
        source_uid=glass.uid,
        kind=REVIEW,
        escalate_to=told[1] if len(told) > 1 else None,
    )
    notify_of_opening(told)
    record(by=by, event="casework.glass_broken", subject=glass)
    record(by=by, event="casework.glass_broken", subject=case)
    return glass


def _let_in(case: Case, glass: GlassBreak) -> CaseAccess:
    """The access row; one that ran out before is ended first."""
    rows = CaseAccess.objects.filter(case=case, user=glass.broken_by, way=AccessWay.BREAK_GLASS, ended_at=None)
    rows.update(ended_at=glass.broken_at, updated_at=glass.broken_at)
    return CaseAccess.objects.create(
        case=case,
        user=glass.broken_by,
        way=AccessWay.BREAK_GLASS,
        identity=True,
        until=glass.until,
        given_by=glass.broken_by,
    )


@wall.system_access()
@transaction.atomic
def end_glass(*, by: User, glass: GlassBreak) -> GlassBreak:
    """Shut a case again before its hour: whoever opened it, or whoever was told.

    Raises:
        Denied: ``by`` neither opened it nor was told.
    """
    if not (decision := rules.can_end_glass(by, glass)):
        raise Denied(decision)
    kept = GlassBreak.objects.select_for_update(of=("self",)).get(pk=glass.pk)
    if kept.is_live:
        _shut(kept)
        record(by=by, event="casework.glass_ended", subject=kept)
    return kept


def _shut(glass: GlassBreak) -> None:
    now = timezone.now()
    CaseAccess.objects.filter(glass=glass, ended_at=None).update(ended_at=now, updated_at=now)
    glass.ended_at = now
    glass.save(update_fields=["ended_at", "updated_at"])


@wall.system_access()
@transaction.atomic
def review_glass(*, by: User, glass: GlassBreak, verdict: GlassVerdict | str, words: str) -> GlassBreak:
    """Judge an opening, once; one that is not justified ends at once.

    Raises:
        Denied: ``by`` opened it, was not told of it, or reviews nothing.
        ValidationError: by field, what does not hold; it was reviewed already.
    """
    if not (decision := rules.can_review_glass(by, glass)):
        raise Denied(decision)
    if verdict not in GlassVerdict.values:
        raise ValidationError({"verdict": _("Choose one of the two.")})
    if not words.strip():
        raise ValidationError({"words": _("Say in a sentence why.")})
    kept = GlassBreak.objects.select_for_update(of=("self",)).get(pk=glass.pk)
    if kept.verdict:
        raise ValidationError(_("This was reviewed already."))
    kept.seal(words=words.strip())
    kept.verdict, kept.reviewed_by, kept.reviewed_at = verdict, by, timezone.now()
    kept.save()
    if verdict == GlassVerdict.NOT_JUSTIFIED and kept.is_live:
        _shut(kept)
    for commitment in open_commitments_about(SOURCE, kept.uid):
        close_commitment(commitment=commitment, by=None, evidence_uid=kept.uid)
    record(by=by, event="casework.glass_reviewed", subject=kept)
    return kept


@wall.system_access()
@transaction.atomic
def escalate_reviews() -> int:
    """Tell everybody who may review by now of the openings whose review is late, once each; how many those were.

    Whoever was told at first may have left since.
    """
    now = timezone.now()
    late = GlassBreak.objects.select_for_update(of=("self",)).filter(verdict="", review_due__lte=now, escalated_at=None)
    count = 0
    for glass in late.select_related("broken_by"):
        told = reviewers_besides(glass.broken_by)
        GlassTelling.objects.bulk_create((GlassTelling(glass=glass, user=user) for user in told), ignore_conflicts=True)
        glass.escalated_at = now
        glass.save(update_fields=["escalated_at", "updated_at"])
        notify_of_opening(told, late=True)
        record(by=None, event="casework.glass_escalated", subject=glass)
        count += 1
    return count


def note_reading(*, by: User, uid: UUID) -> None:
    """Write down that ``by`` asked for a page about the case of this identifier, if it is open to them by a broken
    glass; whoever reviews the opening reads how often. Run it reading as ``by``."""
    if (glass := live_glass_of(by, uid)) is not None:
        record(by=by, event="casework.glass_page_read", subject=glass)
