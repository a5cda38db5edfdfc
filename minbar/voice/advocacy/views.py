"""The screens of community issues."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.forms.models import model_to_dict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import decide
from minbar.foundation.access.routes import requires
from minbar.foundation.screens.cells import Cell, Status
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.lists import ListView
from minbar.foundation.screens.records import Action, DetailItem, RecordView, Section
from minbar.voice.advocacy import actions, queries
from minbar.voice.advocacy.access import AdvocacyPermission
from minbar.voice.advocacy.forms import IssueForm
from minbar.voice.advocacy.models import CommunityIssue
from minbar.voice.advocacy.tables import IssueTable, status

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@requires(AdvocacyPermission.VIEW)
class IssueList(ListView):
    table = IssueTable


@requires(AdvocacyPermission.VIEW)
class IssueRecord(RecordView):
    list_route = "advocacy:issues"
    list_title = _("Community issues")

    def rows(self, user: User) -> QuerySet[CommunityIssue]:
        return queries.issues_visible_to(user)

    def status(self, record: CommunityIssue) -> Status:
        return status(record)

    def sections(self, record: CommunityIssue) -> Sequence[Section]:
        items = [
            DetailItem(_("Identified on"), record.identified_on, Cell.DATE),
            DetailItem(_("Topic"), record.topic),
            DetailItem(_("Source"), record.get_source_display()),
            DetailItem(_("Notes"), record.notes, Cell.LONG),
        ]
        return [Section(_("Community issue"), items)]

    def actions(self, record: CommunityIssue, user: User) -> Sequence[Action]:
        if not decide(user, AdvocacyPermission.EDIT):
            return []
        return [Action(_("Edit"), reverse("advocacy:issue-edit", args=[record.uid]))]


@requires(AdvocacyPermission.EDIT)
class IssueAdd(FormView):
    form_class = IssueForm
    title = _("Add a community issue")
    done = _("The community issue is kept.")
    list_route = "advocacy:issues"
    list_title = _("Community issues")

    def act(self, form: IssueForm, user: User) -> CommunityIssue:
        return actions.keep_issue(by=user, issue=self.record, **form.cleaned_data)


@requires(AdvocacyPermission.EDIT)
class IssueEdit(IssueAdd):
    title = _("Edit the community issue")

    def rows(self, user: User) -> QuerySet[CommunityIssue]:
        return queries.issues_visible_to(user)

    def initial(self, record: CommunityIssue | None) -> dict[str, Any]:
        return model_to_dict(record) if record else {}
