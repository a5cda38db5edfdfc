"""Reading community issues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from minbar.foundation.access.decisions import decide
from minbar.voice.advocacy.access import AdvocacyPermission
from minbar.voice.advocacy.models import CommunityIssue

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def issues_visible_to(user: User) -> QuerySet[CommunityIssue]:
    issues = CommunityIssue.objects.all()
    return issues if decide(user, AdvocacyPermission.VIEW) else issues.none()
