"""What a client reads of their own case, by number and code. Nothing here tells who they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from minbar.foundation.vault.records import reveal_many
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.enums import CaseResult, ConsentKind, Stage
from minbar.work.casework.cases.models import Case, CaseContent, CaseMessage
from minbar.work.casework.cases.numbering import code_fits, read_digits
from minbar.work.casework.data_rights.enums import RightKind, RightStatus


@dataclass(frozen=True, repr=False)
class OwnMessage:
    """A message of either side. ``is_open``: a question that waits for the client."""

    uid: UUID
    text: str
    on: dt.date
    from_client: bool
    is_open: bool


@dataclass(frozen=True, repr=False)
class Claim:
    """A right that the client claimed. ``answer`` is "" as long as nobody has answered."""

    kind: RightKind
    asked_on: dt.date
    due_on: dt.date
    status: RightStatus
    answer: str


@dataclass(frozen=True, repr=False)
class OwnCase:
    """A case as its client sees it."""

    number: str
    stage: Stage
    result: CaseResult | None
    opened_on: dt.date
    closed_on: dt.date | None
    answer: str
    messages: Sequence[OwnMessage]
    claims: Sequence[Claim]
    files: int
    consents: frozenset[ConsentKind]

    @property
    def questions(self) -> Sequence[OwnMessage]:
        return [said for said in self.messages if said.is_open]

    @property
    def is_closed(self) -> bool:
        return self.stage is Stage.CLOSED

    @property
    def is_withdrawn(self) -> bool:
        return self.result is CaseResult.WITHDRAWN or ConsentKind.SERVICE not in self.consents


@wall.system_access()
def find_own_case(number: str, code: str) -> Case | None:
    """The case to which this secret code belongs; both as they were typed.

    Takes as long where there is no such case: a code is always checked against a slow hash.
    """
    wanted = {read_digits(number), number.strip()}
    case = Case.objects.filter(number__in=wanted).exclude(secret="").first()
    return case if code_fits(read_digits(code), case.secret if case else None) else None


@wall.system_access()
def own_case_by(uid: str) -> Case | None:
    """The case that this browser has opened with its code before."""
    return Case.objects.filter(uid=uid).exclude(secret="").first()


@wall.system_access()
def seen_by_client(case: Case) -> OwnCase:
    """The case as its client sees it now."""
    content = CaseContent.objects.filter(case=case).first()
    return OwnCase(
        number=case.number,
        stage=Stage(case.stage),
        result=CaseResult(case.result) if case.result else None,
        opened_on=case.opened_on,
        closed_on=case.closed_on,
        answer=content.reveal("answer") if content else "",
        messages=_messages(case),
        claims=_claims(case),
        files=case.documents.filter(from_client=True).count(),
        consents=frozenset(
            ConsentKind(kind) for kind in case.consents.filter(withdrawn_at=None).values_list("kind", flat=True)
        ),
    )


def _messages(case: Case) -> list[OwnMessage]:
    rows = list(CaseMessage.objects.filter(case=case).select_related("answered_by").order_by("created_at", "pk"))
    return [
        OwnMessage(
            uid=row.uid,
            text=plain["text"],
            on=timezone.localdate(row.created_at),
            from_client=row.from_client,
            is_open=row.is_question and not hasattr(row, "answered_by"),
        )
        for row, plain in zip(rows, reveal_many(rows, "text"), strict=True)
    ]


def _claims(case: Case) -> list[Claim]:
    rows = list(case.rights_requests.order_by("asked_at", "pk"))
    return [
        Claim(
            kind=RightKind(row.kind),
            asked_on=timezone.localdate(row.asked_at),
            due_on=row.due_on,
            status=RightStatus(row.status),
            answer=plain["answer"],
        )
        for row, plain in zip(rows, reveal_many(rows, "answer"), strict=True)
    ]
