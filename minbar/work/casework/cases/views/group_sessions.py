"""The screens of group sessions: which there were, and which of one's own cases came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.routes import requires
from minbar.foundation.screens.cells import Cell
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.lists import ListView
from minbar.foundation.screens.records import Button, ButtonView, DetailItem, RecordView, Section
from minbar.foundation.text.dates import format_date_long
from minbar.work.casework.cases import actions, rules
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.enums import ServiceKind
from minbar.work.casework.cases.forms import group_sessions as forms
from minbar.work.casework.cases.models import CaseService, GroupSession
from minbar.work.casework.cases.numbering import grouped
from minbar.work.casework.cases.queries.group_sessions import attendances_seen, number_who_came, sessions_visible_to
from minbar.work.casework.cases.queries.timeline import services_worked_on_by
from minbar.work.casework.cases.tables.group_sessions import GroupSessionTable
from minbar.work.casework.cases.views.base import BehindTheWall, WorkButton

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@requires(CasePermission.WORK, hides=True)
class GroupSessionList(BehindTheWall, ListView):
    table = GroupSessionTable


@requires(CasePermission.WORK, hides=True)
class GroupSessionRecord(BehindTheWall, RecordView):
    """A session, how many came, and of these the cases that the reader sees."""

    template_name = "casework/group_session.html"
    list_route, list_title = "casework:group-sessions", _("Group sessions")
    show_history = False  # what was recorded stands in the history of each case

    def rows(self, user: User) -> QuerySet[GroupSession]:
        return sessions_visible_to(user)

    def title(self, record: GroupSession) -> str:
        return format_date_long(record.held_on)

    def sections(self, record: GroupSession) -> Sequence[Section]:
        self.came = number_who_came(record)
        items = [
            DetailItem(_("Province"), record.place and record.place.labels, Cell.LABELS),
            DetailItem(_("Led by"), record.led_by and record.led_by.name),
            DetailItem(_("Minutes"), record.minutes, Cell.NUMBER),
            DetailItem(_("Cases in it"), self.came, Cell.NUMBER, always=True),
        ]
        return [Section(_("Session"), items)]

    def buttons(self, record: GroupSession, user: User) -> Sequence[Button]:
        found = [Button(_("Add cases"), reverse("casework:group-session-cases", args=[record.uid]))]
        if not rules.can_correct_session(user, record):
            return found
        found.append(Button(_("Correct the session"), reverse("casework:group-session-edit", args=[record.uid])))
        if not number_who_came(record):
            remove = reverse("casework:group-session-remove", args=[record.uid])
            found.append(Button(_("Remove the session"), remove, post=True, dangerous=True))
        return found

    def more_context(self, record: Any, user: User) -> dict[str, Any]:
        seen = attendances_seen(record, user)
        own = set(services_worked_on_by(user).filter(session=record).values_list("pk", flat=True))
        rows = [(service, grouped(service.case.number), service.pk in own) for service in seen]
        return {"attendances": rows, "hidden": max(0, self.came - len(rows))}


@requires(CasePermission.WORK, hides=True)
class GroupSessionAdd(BehindTheWall, FormView):
    title, form_class = _("Group session"), forms.GroupSessionForm
    introduction = _("It is recorded in each of the cases.")
    done = _("The session is recorded in each of the cases.")
    list_route, list_title = "casework:group-sessions", _("Group sessions")

    def form_arguments(self, record: Any | None, user: User) -> dict[str, Any]:
        return {"user": user}

    def act(self, form: Any, user: User) -> GroupSession:
        return actions.hold_group_session(by=user, **form.cleaned_data)


@requires(CasePermission.WORK, hides=True)
class GroupSessionEdit(BehindTheWall, FormView):
    title, form_class = _("Correct the session"), forms.SessionForm
    introduction = _(
        "Day and minutes change in each of its cases, closed ones too, and with them the figures. "
        "The day may lie before a case was opened."
    )
    done = _("The session is corrected in each of the cases.")
    list_route, list_title = "casework:group-sessions", _("Group sessions")

    def rows(self, user: User) -> QuerySet[GroupSession]:
        return sessions_visible_to(user)

    def initial(self, record: Any | None) -> dict[str, Any]:
        return {"held_on": record.held_on, "place": record.place, "minutes": record.minutes} if record else {}

    def act(self, form: Any, user: User) -> GroupSession:
        return actions.correct_group_session(by=user, session=self.record, **form.cleaned_data)


@requires(CasePermission.WORK, hides=True)
class GroupSessionCases(BehindTheWall, FormView):
    """Adds one's own cases to a session, also one that a colleague recorded."""

    title, form_class = _("Add cases to the session"), forms.CasesForm
    introduction = _("The session is recorded in each of them, on its day. Those that are in it stay as they are.")
    submit, done = _("Add"), _("The session is recorded in each of the cases.")
    list_route, list_title = "casework:group-sessions", _("Group sessions")

    def rows(self, user: User) -> QuerySet[GroupSession]:
        return sessions_visible_to(user)

    def form_arguments(self, record: Any | None, user: User) -> dict[str, Any]:
        return {"user": user, "session": record}

    def act(self, form: Any, user: User) -> GroupSession:
        actions.add_to_group_session(by=user, session=self.record, cases=form.cleaned_data["cases"])
        return self.record  # type: ignore[no-any-return]  # the view's own kind


@requires(CasePermission.WORK, hides=True)
class GroupSessionLeave(WorkButton):
    """Takes one of one's own cases out of a session."""

    done = _("The case is no longer in the session.")

    def rows(self, user: User) -> QuerySet[CaseService]:
        return services_worked_on_by(user).filter(kind=ServiceKind.GROUP_SESSION, session__isnull=False)

    def act(self, record: CaseService, user: User) -> None:
        actions.remove_service(by=user, service=record)

    def next_url(self, record: CaseService) -> str:
        assert record.session is not None
        return record.session.get_absolute_url()


@requires(CasePermission.WORK, hides=True)
class GroupSessionRemove(BehindTheWall, ButtonView):
    done = _("The session is removed.")

    def rows(self, user: User) -> QuerySet[GroupSession]:
        return sessions_visible_to(user)

    def act(self, record: GroupSession, user: User) -> None:
        actions.remove_group_session(by=user, session=record)

    def next_url(self, record: GroupSession) -> str:
        return reverse("casework:group-sessions")
