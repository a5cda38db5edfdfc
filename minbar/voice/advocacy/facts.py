"""What can be counted of community issues."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import NullIf
from django.utils.translation import gettext_lazy as _

from minbar.foundation.figures.declare import Count, Dimension, Fact, Sensitivity, declare
from minbar.foundation.text.languages import choice_labels
from minbar.voice.advocacy.access import AdvocacyPermission
from minbar.voice.advocacy.enums import IssueSource, IssueStatus
from minbar.voice.advocacy.models import CommunityIssue


def issue_rows() -> QuerySet[Any, Any]:
    return CommunityIssue.objects.order_by().values(
        "id", "uid", "identified_on", "status",
        changed=F("updated_at"),
        learnt_from=NullIf("source", Value("")),
    )  # fmt: skip


declare(
    Fact(
        key="community_issues",
        label=_("Community issues"),
        rows=issue_rows,
        period="identified_on",
        dimensions=(
            Dimension("source", _("Source"), values=lambda: choice_labels(IssueSource), column="learnt_from"),
            Dimension("status", _("Status"), values=lambda: choice_labels(IssueStatus)),
        ),
        measures=(Count(),),
        sensitivity=Sensitivity.PUBLIC,
        record_route="advocacy:issue",
        records_permission=AdvocacyPermission.VIEW,
    )
)
