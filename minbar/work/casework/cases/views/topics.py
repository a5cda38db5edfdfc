"""The tree of topics, for supervisors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from minbar.foundation.access.routes import requires
from minbar.foundation.screens.cells import Cell, Severity, Status
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.records import Button, ButtonView, DetailItem, RecordView, Section
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.actions import topics as actions
from minbar.work.casework.cases.forms.topics import NewTopicForm, TopicForm
from minbar.work.casework.cases.models import Topic
from minbar.work.casework.cases.queries.topics import topic_tree

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@requires(CasePermission.EDIT_TOPICS, hides=True)
class TopicTree(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "casework/topics.html", {"tree": topic_tree()})


@requires(CasePermission.EDIT_TOPICS, hides=True)
class TopicRecord(RecordView):
    list_route = "casework:topics"
    list_title = _("Topics")

    def rows(self, user: User) -> QuerySet[Topic]:
        return Topic.objects.select_related("parent")

    def status(self, record: Topic) -> Status:
        return Status(_("In use"), Severity.GOOD) if record.is_active else Status(_("No longer used"))

    def sections(self, record: Topic) -> Sequence[Section]:
        items = [
            DetailItem(_("In Arabic"), record.labels.get("ar")),
            DetailItem(_("In Turkish"), record.labels.get("tr")),
            DetailItem(_("In English"), record.labels.get("en")),
            DetailItem(_("Wider topic"), record.parent.labels if record.parent else None, Cell.LABELS),
            DetailItem(_("Years kept after closing"), record.retention_years, Cell.NUMBER),
            DetailItem(_("Code"), record.code, Cell.CODE),
        ]
        return [Section(_("Topic"), items)]

    def buttons(self, record: Topic, user: User) -> Sequence[Button]:
        edit = Button(_("Edit"), reverse("casework:topic-edit", args=[record.uid]))
        if record.is_active:
            return [edit, Button(_("Use no longer"), reverse("casework:topic-retire", args=[record.uid]), post=True)]
        return [edit, Button(_("Use again"), reverse("casework:topic-restore", args=[record.uid]), post=True)]


@requires(CasePermission.EDIT_TOPICS, hides=True)
class TopicAdd(FormView):
    form_class: ClassVar[type[TopicForm]] = NewTopicForm
    title = _("Add a topic")
    done = _("The topic is saved.")
    list_route = "casework:topics"
    list_title = _("Topics")

    def act(self, form: Any, user: User) -> Topic:
        return actions.save_topic(by=user, topic=self.record, **form.values())


@requires(CasePermission.EDIT_TOPICS, hides=True)
class TopicEdit(TopicAdd):
    form_class = TopicForm
    title = _("Edit the topic")

    def rows(self, user: User) -> QuerySet[Topic]:
        return Topic.objects.all()

    def initial(self, record: Topic | None) -> dict[str, Any]:
        if record is None:
            return {}
        names = ("parent_id", "position", "retention_years")
        position = {name.removesuffix("_id"): getattr(record, name) for name in names}
        return dict(record.labels) | position

    def form_arguments(self, record: Topic | None, user: User) -> dict[str, Any]:
        return {"topic": record}


@requires(CasePermission.EDIT_TOPICS, hides=True)
class TopicRetire(ButtonView):
    done = _("The topic is no longer used, nor those within it.")
    undo_route = "casework:topic-restore"

    def rows(self, user: User) -> QuerySet[Topic]:
        return Topic.objects.all()

    def act(self, record: Topic, user: User) -> None:
        actions.retire_topic(by=user, topic=record)


@requires(CasePermission.EDIT_TOPICS, hides=True)
class TopicRestore(ButtonView):
    done = _("The topic is used again.")

    def rows(self, user: User) -> QuerySet[Topic]:
        return Topic.objects.all()

    def act(self, record: Topic, user: User) -> None:
        actions.restore_topic(by=user, topic=record)
