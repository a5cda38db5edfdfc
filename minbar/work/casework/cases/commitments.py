"""Cases as a source of follow-ups: behind the wall, so a follow-up is one of these kinds and holds no words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import pgettext_lazy

from minbar.foundation.text.dates import format_date_long
from minbar.network.commitments.sources import Evidence, Source, SourceView, declare_source
from minbar.work.casework.cases import queries, rules, wall
from minbar.work.casework.cases.enums import FollowUpKind
from minbar.work.casework.cases.models import Case, CaseService
from minbar.work.casework.cases.numbering import case_name

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

SOURCE = "casework.case"


def view_of(case: Case) -> SourceView:
    return SourceView(case_name(case.number), case.get_absolute_url())


def resolve_many(user: User, uids: Collection[UUID]) -> Mapping[UUID, SourceView]:
    with wall.reading_as(user):
        return {case.uid: view_of(case) for case in queries.cases_visible_to(user).filter(uid__in=uids)}


def resolve(user: User, uid: UUID) -> SourceView | None:
    return resolve_many(user, [uid]).get(uid)


def visible_to(user: User) -> QuerySet[Case, UUID]:
    """Supervisors see that something is due in the cases whose heads they see; others, in those open to them."""
    return queries.cases_visible_to(user).values_list("uid", flat=True)


def may_keep(user: User, uid: UUID) -> bool:
    with wall.reading_as(user):
        case = queries.cases_visible_to(user).filter(uid=uid).first()
        return case is not None and bool(rules.can_act(user, case))


def evidence(user: User, uid: UUID) -> Sequence[Evidence]:
    """What was done for the case."""
    with wall.reading_as(user):
        rows = CaseService.objects.filter(case__uid=uid, case__in=queries.cases_visible_to(user))[:50]
        return [
            Evidence(row.uid, f"{row.get_kind_display()} · {format_date_long(row.done_on)}", _address(uid, row))
            for row in rows
        ]


def _address(uid: UUID, service: CaseService) -> str:
    return f"{Case(uid=uid).get_absolute_url()}#a{service.uid}"


declare_source(
    Source(
        key=SOURCE,
        label=pgettext_lazy("source of follow-ups", "Case"),
        walled=True,
        kinds=FollowUpKind.choices,
        resolve=resolve,
        resolve_many=resolve_many,
        visible_to=visible_to,
        may_keep=may_keep,
        evidence=evidence,
        reading=wall.reading_as,
    )
)
