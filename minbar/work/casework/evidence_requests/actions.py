"""Making evidence of cases: asking, writing, checking by two, releasing.

The journal is told of each step without saying of which case; of a release it names neither the testimony nor the
request, so that nobody can put a text beside an author.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import Denied, require
from minbar.foundation.journal.record import record
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.models import Case, Topic
from minbar.work.casework.evidence_requests import rules, scanning
from minbar.work.casework.evidence_requests.enums import CheckItem, FindingKind, TestimonyStatus
from minbar.work.casework.evidence_requests.models import EvidenceRequest, ReleasedTestimony, Testimony, TestimonyCheck
from minbar.work.casework.evidence_requests.queries.advocacy import periods_to_ask
from minbar.work.casework.evidence_requests.queries.testimonies import FEWEST, known_of, like_counts, narrow_places

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User
    from minbar.network.directory.models import Place

#: By so many people other than its author a testimony is checked.
CHECKS = 2


@transaction.atomic
def ask_for_evidence(
    *,
    by: User,
    topic: Topic,
    question: str,
    wanted_until: dt.date,
    year: int | None = None,
    quarter: int | None = None,
    province: Place | None = None,
    issue_uid: UUID | None = None,
    issue_label: str = "",
) -> EvidenceRequest:
    """Ask those who work with cases of a topic for testimonies, perhaps for a community issue.

    Args:
        year, quarter: when the cases were opened; a quarter only of a year that is over.
        province: where; not within a quarter.

    Raises:
        Denied: ``by`` asks for no evidence.
        ValidationError: by field, what does not hold.
    """
    require(by, CasePermission.ASK_EVIDENCE)
    _check_days(wanted_until, year, quarter)
    request = EvidenceRequest(
        topic=topic,
        year=year,
        quarter=quarter,
        province=province,
        question=question.strip(),
        wanted_until=wanted_until,
        issue_uid=issue_uid,
        issue_label=issue_label,
        asked_by=by,
    )
    request.full_clean()
    request.save()
    record(by=by, event="casework.evidence_asked", subject=request)
    return request


def _check_days(wanted_until: dt.date, year: int | None, quarter: int | None) -> None:
    if wanted_until < timezone.localdate():
        raise ValidationError({"wanted_until": _("Give a day that has not passed yet.")})
    if year is not None and (year, quarter) not in periods_to_ask():
        raise ValidationError({"period": _("Choose a period from the list.")})


@transaction.atomic
def close_request(*, by: User, request: EvidenceRequest) -> EvidenceRequest:
    """Ask no longer. What is being checked meanwhile may still be released.

    Raises:
        Denied: ``by`` asks for no evidence.
    """
    require(by, CasePermission.ASK_EVIDENCE)
    if request.closed_at is None:
        request.closed_at = timezone.now()
        request.save(update_fields=["closed_at", "updated_at"])
        record(by=by, event="casework.evidence_request_closed", subject=request)
    return request


@wall.system_access()
@transaction.atomic
def write_testimony(*, by: User, request: EvidenceRequest, case: Case, text: str) -> Testimony:
    """Write what happened in a case, or write it anew; checks that were made of other words count no longer.

    Raises:
        Denied: ``by`` does not act in the case or does not know whose it is, the client did not agree to share, or the
            request asks for something else.
        ValidationError: there is no text.
    """
    if not (decision := rules.can_write_testimony(by, case, request)):
        raise Denied(decision)
    if not text.strip():
        raise ValidationError({"text": _("Write what happened.")})
    testimony = Testimony.objects.select_for_update().filter(request=request, case=case).first()
    if testimony is not None and not (decision := rules.is_author(by, testimony)):
        raise Denied(decision)
    if testimony is None:
        testimony = Testimony(request=request, case=case, subject=case.subject, author=by)
    testimony.seal(text=text.strip())
    testimony.status, testimony.objections = TestimonyStatus.DRAFT, []
    testimony.save()
    testimony.checks.all().delete()
    record(by=by, event="casework.testimony_written", subject=testimony)
    return testimony


@wall.system_access()
def findings_in(testimony: Testimony) -> list[scanning.Finding]:
    """What the scan finds in a testimony now; ask before whether the reader may see it. A name is shown to no checker:
    with one the text does not reach them."""
    text = str(testimony.reveal("text"))
    found = scanning.scan(text, known=known_of(testimony.case), places=narrow_places())
    year = testimony.case.opened_on.year
    counts = like_counts(testimony.request, year, text)
    if counts["all"] < FEWEST:
        found.insert(0, scanning.Finding(FindingKind.RARE, str(testimony.request.topic)))
    elif counts["like"] < FEWEST:
        found.append(scanning.Finding(FindingKind.RARE, str(testimony.request.topic), stops=False))
    return found


@wall.system_access()
@transaction.atomic
def send_to_check(*, by: User, testimony: Testimony) -> Testimony:
    """Let two others check it, once the scan finds nothing that must be taken out.

    Raises:
        Denied: it is not ``by``'s, or the client did not agree to share.
        ValidationError: something must be taken out first.
    """
    locked = _locked(testimony)
    for decision in (rules.is_author(by, locked), rules.can_write_testimony(by, locked.case, locked.request)):
        if not decision:
            raise Denied(decision)
    if any(finding.stops for finding in findings_in(locked)):
        raise ValidationError(_("Something in the text could tell whose it is. Take it out first: see what was found."))
    locked.checks.all().delete()
    locked.status, locked.objections = TestimonyStatus.IN_CHECK, []
    locked.save(update_fields=["status", "objections", "updated_at"])
    record(by=by, event="casework.testimony_sent_to_check", subject=locked)
    return locked


@wall.system_access()
@transaction.atomic
def take_back_testimony(*, by: User, testimony: Testimony) -> None:
    """Delete a testimony that is not released.

    Raises:
        Denied: it is not ``by``'s.
    """
    locked = _locked(testimony)
    if not (decision := rules.is_author(by, locked)):
        raise Denied(decision)
    record(by=by, event="casework.testimony_taken_back", subject=locked)
    locked.delete()


@wall.system_access()
@transaction.atomic
def check_testimony(*, by: User, testimony: Testimony, confirmed: Collection[str]) -> ReleasedTestimony | None:
    """Check a testimony against the list. What is not confirmed sends it back; the second check releases it.

    Returns what was released, or None.

    Raises:
        Denied: ``by`` wrote it, has checked it, does no casework, or it is not being checked.
    """
    locked = _locked(testimony)
    if not (decision := rules.can_check_testimony(by, locked)):
        raise Denied(decision)
    objections = [item for item in CheckItem.values if item not in confirmed]
    if objections or any(finding.stops for finding in findings_in(locked)):
        locked.checks.all().delete()
        locked.status, locked.objections = TestimonyStatus.RETURNED, objections
        locked.save(update_fields=["status", "objections", "updated_at"])
        record(by=by, event="casework.testimony_returned", subject=locked)
        return None
    TestimonyCheck.objects.create(testimony=locked, checked_by=by, author=locked.author)
    record(by=by, event="casework.testimony_checked", subject=locked)
    return _release(locked, by) if locked.checks.count() >= CHECKS else None


def _release(testimony: Testimony, by: User) -> ReleasedTestimony:
    """Let the words go, and delete what ties them to the case."""
    released = ReleasedTestimony.objects.create(
        id=uuid.uuid4(),
        request=testimony.request,
        topic=testimony.request.topic,
        year=testimony.case.opened_on.year,
        text=testimony.reveal("text"),
    )
    testimony.delete()
    record(by=by, event="casework.testimony_released")
    return released


def _locked(testimony: Testimony) -> Testimony:
    """The testimony as it is now, locked.

    Raises:
        Denied: it is gone, by release or with the client's consent.
    """
    rows = Testimony.objects.select_for_update(of=("self",)).select_related("case__client", "request__topic", "author")
    locked = rows.filter(pk=testimony.pk).first()
    if locked is None:
        raise Denied(rules.GONE)
    return locked
