"""The list of cases. It has no search box: what is searched for would stand in the address."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.cells import Cell, Severity, Status
from minbar.foundation.screens.filters import ChoiceFilter, PeriodFilter, State, YesNoFilter
from minbar.foundation.screens.tables import Add, Column, Table
from minbar.foundation.text.dates import format_date_long
from minbar.foundation.text.languages import choice_labels, label_of
from minbar.work.casework.cases import queries
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.enums import Advice, CaseResult, CourtOrientation, Level, MediationBody, Stage
from minbar.work.casework.cases.models import Case
from minbar.work.casework.cases.numbering import grouped
from minbar.work.casework.cases.queries.queue import about, topic_choices
from minbar.work.casework.cases.queries.workers import WORKER_LEFT

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


URGENT = {Level.HIGH: Severity.BAD, Level.MEDIUM: Severity.NEUTRAL, Level.LOW: Severity.NEUTRAL}


def status(case: Case) -> Status:
    severity = Severity.WAITING if case.is_open else Severity.NEUTRAL
    return Status(choice_labels(Stage)[case.stage], Severity.INFO if case.stage == Stage.NEW else severity)


def urgency(case: Case) -> Status:
    return Status(choice_labels(Level)[case.urgency], URGENT[Level(case.urgency)])


def due_on(case: Any) -> Any:
    """The day of the nearest deadline, which ``queue.with_next_due`` read along; late ones stand out."""
    due_at = getattr(case, "due_at", None)
    if due_at is None:
        return None
    day = format_date_long(timezone.localdate(due_at))
    return Status(_("%(day)s · late") % {"day": day}, Severity.BAD) if due_at < timezone.now() else day


@dataclass(frozen=True)
class TopicFilter(ChoiceFilter):
    """A topic, with those within it."""

    def state(self, params: QueryDict) -> State:
        state = super().state(params)
        if state.condition is not None:
            state.condition = about(option.value for option in state.options if option.chosen)
        return state


class CaseTable(Table):
    key = "casework.cases"
    title = _("Cases")
    columns = (
        Column("number", _("Case number"), Cell.CODE, value=lambda case: grouped(case.number), sort="number",
               link=True),
        Column("stage", _("Stage"), Cell.STATUS, value=status),
        Column("due", _("Due"), value=due_on),
        Column("urgency", _("Urgency"), Cell.STATUS, value=urgency),
        Column("risk", _("Risk"), value=lambda case: label_of(Level, case.risk), shown=False),
        Column("topic", _("Topic"), Cell.LABELS, value="topic.labels"),
        Column("opened_on", _("Opened on"), Cell.DATE, sort="opened_on"),
        Column("advice", _("Legal advice"), value=lambda case: label_of(Advice, case.advice), shown=False),
        Column("mediation", _("Mediation"), value=lambda case: label_of(MediationBody, case.mediation), shown=False),
        Column("court", _("Orientation to court"),
               value=lambda case: label_of(CourtOrientation, case.court_orientation), shown=False),
        Column("result", _("Result"), value=lambda case: label_of(CaseResult, case.result)),
        Column("place", _("Province"), Cell.LABELS, value="place.labels", shown=False),
        Column("worker", _("Case worker"), value="assigned_to.name"),
    )  # fmt: skip
    filters = (
        ChoiceFilter("stage", _("Stage"), "stage", choices=partial(choice_labels, Stage)),
        TopicFilter("topic", _("Topic"), "topic__code", choices=topic_choices),
        ChoiceFilter("urgency", _("Urgency"), "urgency", choices=partial(choice_labels, Level)),
        ChoiceFilter("risk", _("Risk"), "risk", choices=partial(choice_labels, Level)),
        PeriodFilter("opened_on", _("Opened on"), "opened_on"),
        ChoiceFilter("result", _("Result"), "result", choices=partial(choice_labels, CaseResult)),
        ChoiceFilter("advice", _("Legal advice"), "advice", choices=partial(choice_labels, Advice)),
        ChoiceFilter("mediation", _("Mediation"), "mediation", choices=partial(choice_labels, MediationBody)),
        ChoiceFilter(
            "court", _("Orientation to court"), "court_orientation", choices=partial(choice_labels, CourtOrientation)
        ),
        YesNoFilter("taken", _("Assigned"), Q(assigned_to__isnull=False)),
        YesNoFilter("left", _("Case worker has left"), WORKER_LEFT),
    )
    order = ("-opened_on", "-id")
    record_route = "casework:case"
    add = Add("casework:case-add", _("Take a case in"), CasePermission.TAKE_IN)
    sheet = "cases"
    empty = _("No case is here. Those that are assigned to you, and those that you open, show in this list.")

    def rows(self, user: User) -> QuerySet[Case]:
        return queries.cases_visible_to(user)
