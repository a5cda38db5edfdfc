"""Those who do casework, and how much each has."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from minbar.foundation.access.permissions import roles_with
from minbar.foundation.accounts.models import RoleAssignment, User
from minbar.foundation.accounts.queries import IN_FORCE
from minbar.foundation.records.compiled import CompiledQuery, Parameter
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.enums import AccessWay, Stage
from minbar.work.casework.cases.models import Case, CaseAccess
from minbar.work.casework.cases.queries.readers import MOMENT, live

_READERS: CompiledQuery[CaseAccess] = CompiledQuery(
    lambda: (
        live(CaseAccess.objects.filter(case=Parameter("case")), MOMENT)
        .select_related("user", "given_by")
        .only(
            "uid", "way", "identity", "until", "case", "user__name", "user__email", "given_by__name", "given_by__email"
        )
        .order_by("way", "user__name")
    )
)


#: Whoever has the case can sign in no more.
WORKER_LEFT = Q(assigned_to__is_active=False)


@dataclass(frozen=True)
class Load:
    """How many open cases somebody has."""

    worker: User
    open_cases: int


def workers() -> QuerySet[User]:
    """The accounts to which cases may be given, by name."""
    return holders(CasePermission.WORK)


def holders(permission: CasePermission) -> QuerySet[User]:
    """The accounts that hold a permission now, by name."""
    held = RoleAssignment.objects.filter(IN_FORCE, role__in=roles_with(permission)).values("user")
    return User.objects.filter(is_active=True, pk__in=held).order_by("name", "pk")


def loads() -> list[Load]:
    """Every worker with the number of open cases they have, limited ones too; two queries."""
    with wall.counting():
        open_ones = Case.objects.exclude(stage=Stage.CLOSED).exclude(assigned_to=None).order_by()
        counts = dict(open_ones.values_list("assigned_to").annotate(Count("pk")))
    return [Load(worker, counts.get(worker.pk, 0)) for worker in workers()]


def has_open_cases(account: User) -> bool:
    """Whether open cases are assigned to an account, limited ones too."""
    with wall.counting():
        return Case.objects.exclude(stage=Stage.CLOSED).filter(assigned_to=account).exists()


def count_cases_left() -> int:
    """How many open cases belong to accounts that were closed, limited ones too."""
    with wall.counting():
        return Case.objects.exclude(stage=Stage.CLOSED).filter(WORKER_LEFT).order_by().count()


def colleagues_in(case: Case) -> QuerySet[User]:
    """Those who work on a case, for one of them: row security lets others see no access but their own."""
    with wall.system_access():
        rows = live(CaseAccess.objects.filter(case=case, way__in=[AccessWay.ASSIGNED, AccessWay.CO_WORKER]))
        found = list(rows.values_list("user", flat=True))
    return workers().filter(pk__in=found)


def readers_of(case: Case) -> list[CaseAccess]:
    """The live access rows of a case with their people, for who may see who has access."""
    with wall.system_access():
        return _READERS(case=case.pk, now=timezone.now())


def access_of(case: Case, uid: UUID) -> CaseAccess | None:
    """One live access to a case, for who may see who has access."""
    return next((access for access in readers_of(case) if access.uid == uid), None)
