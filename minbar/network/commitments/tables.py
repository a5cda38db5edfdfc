"""The lists of this room."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.http import QueryDict
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.screens.cells import Cell
from minbar.foundation.screens.filters import Chip, Filter, Option, PeriodFilter, State
from minbar.foundation.screens.tables import Add, Column, Table
from minbar.network.commitments import queries
from minbar.network.commitments.access import CommitmentPermission
from minbar.network.commitments.enums import Standing
from minbar.network.commitments.models import Commitment
from minbar.network.commitments.querysets import Commitments
from minbar.network.commitments.sources import source_of, sources
from minbar.network.commitments.status import OVERDUE, deadline_of, left, status_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from minbar.foundation.accounts.models import User

    Label = str | _StrPromise


@dataclass(frozen=True)
class ConditionFilter(Filter):
    """One or several of a few conditions, each of which is more than the value of a field.

    Attributes:
        conditions: (value, label, what then holds of a row), read when needed.
    """

    key: str
    label: Label
    conditions: Callable[[], Iterable[tuple[str, Label, Q]]]

    def state(self, params: QueryDict) -> State:
        given = set(params.getlist(self.key))
        state = State(key=self.key, label=str(self.label), control="choice")
        for value, label, condition in self.conditions():
            option = Option(value, str(label), value in given)
            state.options.append(option)
            if option.chosen:
                state.condition = condition if state.condition is None else state.condition | condition
                state.chips.append(Chip(str(self.label), option.label, [(self.key, value)]))
        return state


def standings() -> Iterable[tuple[str, Label, Q]]:
    now = timezone.now()
    yield "open", Standing.OPEN.label, Q(standing=Standing.OPEN)
    yield "overdue", OVERDUE, queries.overdue(now)
    yield "done", Standing.DONE.label, Q(standing=Standing.DONE)
    yield "cancelled", Standing.CANCELLED.label, Q(standing=Standing.CANCELLED)


def doers() -> Iterable[tuple[str, Label, Q]]:
    yield "left", _("Somebody who has left"), queries.left_behind()


def whose() -> Iterable[tuple[str, Label, Q]]:
    """Read by the annotations of :meth:`CommitmentTable.rows`: a filter does not know its reader."""
    yield "mine", _("I am to do"), Q(is_mine=True)
    yield "owed", _("Others are to do for me"), Q(is_owed_to_me=True)
    yield "noted", _("I noted"), Q(is_noted_by_me=True)


def subjects() -> Iterable[tuple[str, Label, Q]]:
    for key, source in sources().items():
        yield key, source.label, Q(source_key=key)
    yield "alone", _("On its own"), Q(source_key="")


def about(commitment: Commitment) -> Any:
    """What the commitment is about: the record's name with the way to it, or else what kind of record it is."""
    if not commitment.source_key:
        return None
    source = source_of(commitment.source_key)
    label = str(source.label) if source else ""
    view = getattr(commitment, "source_view", None)
    if view is None:
        return label
    if not view.url:
        return f"{label}: {view.title}"
    return format_html('{}: <a href="{}"><bdi>{}</bdi></a>', label, view.url, view.title)


class CommitmentTable(Table):
    key = "commitments.commitments"
    title = _("Follow-ups")
    columns = (
        Column("what", _("What is to be done"), value=str, link=True),
        Column("about", pgettext_lazy("follow-up", "About"), value=about),
        Column("owed_by", _("Who does it"), value="owed_by"),
        Column("owed_to", _("For whom"), value="owed_to", shown=False),
        Column("due", _("Deadline"), value=deadline_of, sort="due_at"),
        Column("left", _("Time left"), value=left),
        Column("standing", _("Status"), Cell.STATUS, value=status_of, sort=("-standing", "due_at")),
        Column("closed_at", _("Closed on"), Cell.DATETIME, sort="closed_at", shown=False),
    )
    filters = (
        ConditionFilter("whose", _("Whose"), whose),
        ConditionFilter("doer", _("Who does it"), doers),
        ConditionFilter("standing", _("Status"), standings),
        PeriodFilter("due", _("Deadline"), "due_at__date"),
        ConditionFilter("about", pgettext_lazy("follow-up", "About"), subjects),
    )
    order = ("-standing", "due_at")  # by their codes: open, done, cancelled
    record_route = "commitments:commitment"
    add = Add("commitments:commitment-add", _("Add a follow-up"), CommitmentPermission.EDIT)
    sheet = "commitments"
    empty = _("Nothing is to be followed up here. Add a follow-up, or take away a filter.")

    def rows(self, user: User) -> QuerySet[Commitment]:
        return with_readers(queries.commitments_visible_to(user).with_sources(user), user)

    def search(self, rows: QuerySet[Commitment], text: str) -> QuerySet[Commitment]:
        return queries.find(rows, text)


def with_readers(rows: Commitments, user: User) -> QuerySet[Any]:
    """Each with what the reader has to do with it, for :func:`whose`."""

    def yes(condition: Q) -> Case:
        return Case(When(condition, then=Value(True)), default=Value(False))

    return rows.annotate(
        is_mine=yes(queries.owed_by(user)),
        is_owed_to_me=yes(queries.owed_to(user)),
        is_noted_by_me=yes(Q(made_by=user)),
    )
