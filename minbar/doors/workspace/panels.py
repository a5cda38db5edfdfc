"""Where voice and work meet, which do not know each other: evidence from cases on the page of a community issue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.related import Panel, RelatedAction, related, related_action
from minbar.voice.advocacy.registers import ISSUES
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.evidence_requests.issues import issues_come_from
from minbar.work.casework.evidence_requests.queries.testimonies import released_for_issue, requests_visible_to
from minbar.work.casework.evidence_requests.tables import EvidenceTable, ReleasedTable

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def issues(user: User) -> Iterator[tuple[UUID, str]]:
    """The community issues for which this user may ask for evidence."""
    return ISSUES.visible_to(user).values_list("uid", "title").iterator()


issues_come_from(issues)
related_action(
    "advocacy.communityissue",
    RelatedAction(
        _("Ask for testimonies"),
        lambda issue: f"{reverse('casework:evidence-request-add')}?issue={issue.uid}",
        CasePermission.ASK_EVIDENCE,
    ),
)
related(
    "advocacy.communityissue",
    Panel(
        _("Testimonies"),
        ReleasedTable,
        lambda issue, user: released_for_issue(issue.uid),
        CasePermission.ASK_EVIDENCE,
        limit=50,
    ),
)
related(
    "advocacy.communityissue",
    Panel(
        _("Requests for testimonies"),
        EvidenceTable,
        lambda issue, user: requests_visible_to(user).filter(issue_uid=issue.uid),
        CasePermission.ASK_EVIDENCE,
        columns=("topic", "wanted_until", "standing", "told"),
    ),
)
