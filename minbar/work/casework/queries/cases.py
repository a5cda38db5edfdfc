"""Which cases somebody sees: everything that shows one goes through :func:`cases_visible_to`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from minbar.foundation.access.decisions import decide
from minbar.work.casework.access import CasePermission
from minbar.work.casework.enums import AccessWay
from minbar.work.casework.models import Case
from minbar.work.casework.queries.readers import accesses_of

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def cases_visible_to(user: User) -> QuerySet[Case]:
    """The heads that ``user`` may see, with place, topic and worker read along.

    A supervisor sees every case that is not limited to named people; others, and of those too, see the cases that an
    access row of theirs opens. Whoever does no casework sees none, whatever rows there are.
    """
    cases = _heads()
    if not decide(user, CasePermission.WORK):
        return cases.none()
    own = Exists(accesses_of(user).filter(case=OuterRef("pk")))
    if decide(user, CasePermission.SUPERVISE):
        return cases.filter(Q(is_limited=False) | Q(own))
    return cases.filter(own)


def cases_worked_on_by(user: User) -> QuerySet[Case]:
    """The cases in which ``user`` acts: assigned to them, or as a co-worker.

    Those of a co-worker are asked for first, in a query of their own: the rest is then found by an index, however many
    cases there are.
    """
    if not decide(user, CasePermission.WORK):
        return Case.objects.none()
    shared = accesses_of(user).filter(way=AccessWay.CO_WORKER).values_list("case", flat=True)
    return _heads().filter(Q(assigned_to=user) | Q(pk__in=list(shared)))


def _heads() -> QuerySet[Case]:
    return Case.objects.filter(erased_on=None).select_related("place", "topic", "assigned_to")
