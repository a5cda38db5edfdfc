"""An adviser's queue, and what supervisors have to assign; cheap however many cases there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Case as Choose
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value, When, Window

from minbar.foundation.access.decisions import decide
from minbar.foundation.records.compiled import CompiledQuery, Parameter
from minbar.foundation.screens.tables import Table
from minbar.network.commitments.enums import Standing
from minbar.network.commitments.models import Commitment
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.enums import Level, Stage
from minbar.work.casework.cases.models import Case, CaseMessage, Topic
from minbar.work.casework.cases.queries.cases import cases_visible_to, cases_worked_on_by, heads_of_worker, shared_with

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

SOURCE = "casework.case"
#: Named one by one, they are found by the index of a worker's cases.
OPEN = [stage.value for stage in Stage if stage is not Stage.CLOSED]
#: What lists show; of what stands beside a case, only its name.
LISTED = (
    *("uid", "number", "stage", "urgency", "risk", "opened_on", "advice", "mediation", "court_orientation", "result"),
    *("topic__labels", "place__labels", "assigned_to__name"),
)
URGENCY = {Level.HIGH: 0, Level.MEDIUM: 1, Level.LOW: 2}


def own_open(user: User) -> QuerySet[Case]:
    return cases_worked_on_by(user).filter(stage__in=OPEN)


def own_closed(user: User) -> QuerySet[Case]:
    return cases_worked_on_by(user).filter(stage=Stage.CLOSED)


def all_open(user: User) -> QuerySet[Case]:
    """What is under way of all that ``user`` sees."""
    return cases_visible_to(user).filter(stage__in=OPEN)


def untaken(user: User) -> QuerySet[Case]:
    """New, and nobody's yet: the most urgent and oldest first, with their content."""
    cases = cases_visible_to(user).filter(stage=Stage.NEW, assigned_to=None).select_related("content")
    return cases.order_by(_rank(), "opened_on", "pk")


def with_next_due(cases: QuerySet[Case]) -> QuerySet[Case]:
    """With ``due_at``, the nearest deadline of what is open about each case."""
    due = Commitment.objects.filter(source_key=SOURCE, source_uid=OuterRef("uid"), standing=Standing.OPEN)
    return cases.annotate(due_at=Subquery(due.order_by("due_at").values("due_at")[:1]))


def by_urgency(cases: QuerySet[Case]) -> QuerySet[Case]:
    """What is due first, first; what has nothing due by its urgency, then by its age. For one person's cases."""
    return cases.order_by(F("due_at").asc(nulls_last=True), _rank(), "opened_on", "pk")


def counted(cases: QuerySet[Case]) -> QuerySet[Case]:
    """With ``of``, how many there are; for what is put in order whole, which has to be read whole."""
    return cases.annotate(of=Window(Count("*")))


def first_of_own_open(user: User) -> list[Case]:
    """The first page of an adviser's open cases, what is due first, :func:`counted`; two queries."""
    if not decide(user, CasePermission.WORK):
        return []
    shared = shared_with(user)
    return _SHARED_TOO(user=user.pk, shared=shared) if shared else _ASSIGNED(user=user.pk)


def _first_open(shared: Parameter | None) -> QuerySet[Case]:
    own = heads_of_worker(Parameter("user"), shared).filter(stage__in=OPEN)
    return counted(by_urgency(with_next_due(own).only(*LISTED)))[: Table.page_size]


#: Most work alone, and a query that has nothing to look for is not planned for it.
_ASSIGNED: CompiledQuery[Case] = CompiledQuery(lambda: _first_open(None))
_SHARED_TOO: CompiledQuery[Case] = CompiledQuery(lambda: _first_open(Parameter("shared")))


def _rank() -> Choose:
    return Choose(*(When(urgency=level, then=Value(rank)) for level, rank in URGENCY.items()))


_TOPICS: CompiledQuery[Topic] = CompiledQuery(
    lambda: Topic.objects.order_by("position", "code").only("code", "labels", "parent")
)


def topic_choices() -> list[tuple[str, str]]:
    """Topics by code, each under the one around it."""
    topics = _TOPICS()
    within: dict[int | None, list[Topic]] = {}
    for topic in topics:
        within.setdefault(topic.parent_id, []).append(topic)

    def walk(parent: int | None, depth: int) -> Iterable[tuple[str, str]]:
        for topic in within.get(parent, []):
            yield topic.code, f"{'· ' * depth}{topic}"
            yield from walk(topic.pk, depth + 1)

    return list(walk(None, 0))


def about(codes: Iterable[str]) -> Q:
    """The cases of these topics and of those within them."""
    asked = set(codes)
    topics = list(Topic.objects.values_list("pk", "code", "parent"))
    wanted = {pk for pk, code, _parent in topics if code in asked}
    while inner := {pk for pk, _code, parent in topics if parent in wanted and pk not in wanted}:
        wanted |= inner
    return Q(topic__in=sorted(wanted))


def count_untaken(user: User) -> int:
    """How many new cases are nobody's yet."""
    return cases_visible_to(user).filter(stage=Stage.NEW, assigned_to=None).order_by().count()


def count_unread(user: User) -> int:
    """In how many of one's own cases the client wrote, and nobody has read it."""
    mine = own_open(user).order_by().values("pk")
    unread = CaseMessage.objects.filter(from_client=True, read_at=None, case__in=mine)
    return unread.values("case").distinct().count()


def count_untouched(user: User, *, before: dt.date) -> int:
    """How many cases were given to ``user``, came in before this day, and are new still."""
    return own_open(user).filter(assigned_to=user, stage=Stage.NEW, opened_on__lt=before).order_by().count()
