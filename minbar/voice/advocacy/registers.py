"""The screens of community issues."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.cells import Severity
from minbar.foundation.screens.navigation import Group
from minbar.foundation.screens.register import Menu, Part, Register, Words, choice_status
from minbar.voice.advocacy.access import AdvocacyPermission
from minbar.voice.advocacy.enums import IssueStatus
from minbar.voice.advocacy.models import CommunityIssue

SEVERITIES = {
    IssueStatus.IDENTIFIED: Severity.WAITING,
    IssueStatus.ADVOCATED: Severity.INFO,
    IssueStatus.SETTLED: Severity.GOOD,
    IssueStatus.SET_ASIDE: Severity.NEUTRAL,
}

ISSUES = Register(
    model=CommunityIssue,
    name="issue",
    permissions=AdvocacyPermission,
    words=Words(
        add=_("Add a community issue"),
        edit=_("Edit the community issue"),
        saved=_("The community issue has been saved."),
        added=_("Community issue added"),
        changed=_("Community issue changed"),
        empty=_("No community issue is recorded yet. Add the first one, or import a workbook of them."),
    ),
    columns=("title", "identified_on", "topic", "source", "status"),
    filters=("identified_on", "source", "status"),
    search=("title",),
    fields=("title", "topic", "identified_on", "source", "status", "notes"),
    sections=(Part(_("Community issue"), "identified_on", "topic", "source", "notes"),),
    status=choice_status("status", SEVERITIES),
    found=lambda issue: issue.topic,
    found_order=70,
    menu=Menu(Group.VOICE, order=30),
    sheet="community_issues",
)
