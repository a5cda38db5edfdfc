"""Who writes a testimony, and who checks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import ALLOWED, Decision, decide, denied
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.enums import ConsentKind
from minbar.work.casework.cases.queries.topics import within
from minbar.work.casework.cases.rules import can_act, can_read_identity
from minbar.work.casework.evidence_requests.enums import TestimonyStatus

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User
    from minbar.work.casework.cases.models import Case
    from minbar.work.casework.evidence_requests.models import EvidenceRequest, Testimony


NO_CONSENT = _("The client has not agreed to sharing. Ask for that consent first.")


GONE = denied(_("This testimony is no longer here: it was released, taken back, or the client withdrew consent."))


def can_write_testimony(user: User, case: Case, request: EvidenceRequest) -> Decision:
    """Those who act in a case and know whose it is, where the client agreed to share, to an open request of its topic.

    Who leaves a name out must know it; and the scan, which names what it found, must tell its reader nothing new.
    """
    if not (decision := can_act(user, case)):
        return decision
    if not (decision := can_read_identity(user, case)):
        return decision
    if not request.is_open:
        return denied(_("This request is closed."))
    if case.topic_id not in within(request.topic):
        return denied(_("The request asks about another topic."))
    asked = type(case)._default_manager.filter(request.cases(), pk=case.pk).exists()
    if not asked:
        return denied(_("The request asks about another time or province."))
    agrees = case.consents.filter(kind=ConsentKind.SHARING, withdrawn_at=None).exists()
    return ALLOWED if agrees else denied(NO_CONSENT)


def is_author(user: User, testimony: Testimony) -> Decision:
    """A testimony is its author's until it is released."""
    if testimony.author_id == user.pk:
        return decide(user, CasePermission.WORK)
    return denied(_("Somebody else wrote this testimony."))


def can_check_testimony(user: User, testimony: Testimony) -> Decision:
    """Anybody who works with cases and did not write it, once."""
    if not (decision := decide(user, CasePermission.WORK)):
        return decision
    if testimony.author_id == user.pk:
        return denied(_("Others check what you wrote."))
    if testimony.status != TestimonyStatus.IN_CHECK:
        return denied(_("This testimony is not waiting to be checked."))
    if testimony.checks.filter(checked_by=user).exists():
        return denied(_("You have checked it already; another person must."))
    return ALLOWED
