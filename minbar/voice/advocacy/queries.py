"""Reading community issues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from minbar.foundation.access.decisions import decide
from minbar.foundation.text.keys import search_key
from minbar.voice.advocacy.access import AdvocacyPermission
from minbar.voice.advocacy.models import CommunityIssue

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def issues_visible_to(user: User) -> QuerySet[CommunityIssue]:
    issues = CommunityIssue.objects.all()
    return issues if decide(user, AdvocacyPermission.VIEW) else issues.none()


def entitled(issues: QuerySet[CommunityIssue], text: str) -> QuerySet[CommunityIssue]:
    """Those whose title has each word of ``text``, compared without vowels and variants of letters."""
    for word in search_key(text).split():
        issues = issues.filter(title_key__contains=word)
    return issues
