"""Which cases somebody sees: everything that shows one goes through :func:`cases_visible_to`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from minbar.foundation.access.decisions import decide
from minbar.foundation.records.compiled import CompiledQuery, Parameter
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.enums import AccessWay
from minbar.work.casework.cases.models import Case, CaseAccess
from minbar.work.casework.cases.queries.readers import MOMENT, READER, accesses_of, live

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def cases_visible_to(user: User) -> QuerySet[Case]:
    """The heads that ``user`` may see, with place, topic and worker read along.

    A supervisor sees every case that is not limited to named people; others, and of those too, see the cases that an
    access row of theirs opens. Whoever does no casework sees none, whatever rows there are.
    """
    if not decide(user, CasePermission.WORK):
        return Case.objects.none()
    return heads_opened_by(accesses_of(user), supervises=bool(decide(user, CasePermission.SUPERVISE)))


def heads_opened_by(accesses: QuerySet[CaseAccess], *, supervises: bool) -> QuerySet[Case]:
    """The heads that these access rows open, and to who supervises all that are not limited."""
    own = Exists(accesses.filter(case=OuterRef("pk")))
    return _heads().filter(Q(is_limited=False) | Q(own) if supervises else own)


def other_cases_of_client(case: Case, user: User) -> QuerySet[Case]:
    """The client's cases beside this one, as far as ``user`` may see them."""
    return cases_visible_to(user).filter(subject=case.subject).exclude(pk=case.pk)


def cases_worked_on_by(user: User) -> QuerySet[Case]:
    """The cases in which ``user`` acts: assigned to them, or as a co-worker.

    Those of a co-worker are asked for first, in a query of their own: the rest is then found by an index, however many
    cases there are.
    """
    if not decide(user, CasePermission.WORK):
        return Case.objects.none()
    return heads_of_worker(user.pk, shared_with(user))


def heads_of_worker(worker: int | Parameter, shared: list[int] | Parameter | None) -> QuerySet[Case]:
    """The heads of a worker's own cases and of those that are shared with them, if there are any."""
    own = Q(assigned_to=worker)
    return _heads().filter(own | Q(pk__any_of=shared) if shared else own)


def shared_with(user: User) -> list[int]:
    """The keys of the cases in which ``user`` is a co-worker now; one query."""
    return [access.case_id for access in _SHARED(user=user.pk, now=timezone.now())]


_SHARED: CompiledQuery[CaseAccess] = CompiledQuery(
    lambda: live(CaseAccess.objects.filter(user=READER, way=AccessWay.CO_WORKER), MOMENT).only("case")
)


def _heads() -> QuerySet[Case]:
    return Case.objects.filter(erased_on=None).select_related("place", "topic", "assigned_to")
