"""A case as its page shows it: what was done, said and agreed, in a number of queries that does not grow."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from minbar.foundation.access.decisions import decide
from minbar.foundation.records.compiled import CompiledQuery, Parameter
from minbar.foundation.vault.errors import Shredded
from minbar.foundation.vault.records import SealedRecord, bring_keys
from minbar.network.commitments.models import Commitment
from minbar.network.commitments.queries import deadlines_about
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.models import (
    Case,
    CaseAccess,
    CaseContent,
    CaseDocument,
    CaseMessage,
    CaseNote,
    CaseService,
    Consent,
    MediationSession,
)
from minbar.work.casework.cases.queries.cases import cases_worked_on_by, heads_opened_by
from minbar.work.casework.cases.queries.readers import MOMENT, READER, live, without_emergency_access

if TYPE_CHECKING:
    from uuid import UUID

    from minbar.foundation.accounts.models import User
    from minbar.work.casework.cases.queries.readers import Reader

SOURCE = "casework.case"
TEXTS = ("request", "assessment", "plan", "answer")
#: What a page shows at first; the rest is a click away.
SHOWN = 100
PARTICULARS = (
    "done_by",
    "mediation__organisation",
    "mediation__mediator",
    "court",
    "referral__organisation",
    "session__place",
)


#: The columns that the page of a case shows of what stands beside it.
BESIDE_CASE = (
    *(f"topic__{name}" for name in ("labels", "code", "parent__labels", "parent__code")),
    *("place__labels", "assigned_to__name", "referred_by__uid", "referred_by__nature", "referred_by__labels"),
    *(f"content__{name}" for name in ("uid", "subject", "request", "assessment", "plan", "answer")),
)
#: The same of its services.
SHOWN_OF_SERVICES = (
    *("uid", "created_at", "case", "kind", "done_on", "advice", "result", "minutes", "done_by__name", "done_by__email"),
    *("mediation__body", "mediation__organisation__labels", "mediation__mediator__name", "mediation__mediator__email"),
    *(f"court__{name}" for name in ("way", "filed_on", "hearing_on", "limitation_on")),
    *(f"referral__{name}" for name in ("status", "answered_at", "expires_at", "token_digest")),
    *("referral__organisation__labels", "session__uid", "session__place__labels", "session__place__code"),
)
#: Who wrote something, as the page names them.
WRITER = ("written_by__name", "written_by__email")
OWN = tuple(field.name for field in Case._meta.concrete_fields if field.name not in ("created_at", "updated_at"))


@dataclass(frozen=True, repr=False)
class Text:
    """A text with who wrote it, when."""

    text: str
    at: dt.datetime
    by: str


@dataclass(frozen=True, repr=False)
class Moment:
    """One entry of the timeline: a service with its notes, a note by itself, or a message."""

    on: dt.date
    order: tuple[dt.date, dt.datetime]
    service: CaseService | None = None
    message: CaseMessage | None = None
    texts: Sequence[Text] = ()


@dataclass(frozen=True, repr=False)
class Reading:
    """What one reader reads of one case. Without the right to its content, ``texts`` and ``messages`` are empty."""

    texts: dict[str, str]
    moments: Sequence[Moment]
    more: bool
    consents: Sequence[Consent]
    due: Sequence[Commitment]
    unread: int = 0
    erased: bool = False
    documents: Sequence[CaseDocument] = ()


def case_seen_by(user: User, uid: UUID) -> Case | None:
    """The case of this identifier, if ``user`` may see it, as :func:`read_case` wants it: with its content and its
    consents."""
    if not decide(user, CasePermission.WORK):
        return None
    supervises, breaks = (
        bool(decide(user, may)) for may in (CasePermission.SUPERVISE, CasePermission.OPEN_IN_EMERGENCY)
    )
    found = _one_case(supervises, breaks)(user=user.pk, now=timezone.now(), uid=uid)
    return found[0] if found else None


#: Of this most cases have nothing; it is asked for only where one has.
INSIDE: dict[str, type[CaseMessage | CaseDocument]] = {"has_messages": CaseMessage, "has_documents": CaseDocument}


@cache
def _one_case(supervises: bool, breaks: bool) -> CompiledQuery[Case]:
    names = ("kind", "given_at", "given_by", "form", "withdrawn_at")
    agreed = Consent.objects.filter(case=OuterRef("pk")).order_by("given_at", "pk")

    def build() -> QuerySet[Case]:
        opened = without_emergency_access(live(CaseAccess.objects.filter(user=READER), MOMENT), breaks=breaks)
        heads = heads_opened_by(opened, supervises=supervises).filter(uid=Parameter("uid"))
        as_json = JSONObject(**{name: name for name in names})
        along = heads.select_related("content", "topic__parent", "referred_by").only(*OWN, *BESIDE_CASE)
        return along.annotate(
            agreed=ArraySubquery(agreed.values(json=as_json)),
            **{name: Exists(model.objects.filter(case=OuterRef("pk"))) for name, model in INSIDE.items()},
        )

    return CompiledQuery(build)


def _agreed_in(case: Case) -> list[Consent]:
    if hasattr(case, "agreed"):
        return [Consent(**values) for values in case.agreed]
    return list(case.consents.all())


@cache
def _services(limit: int | None) -> CompiledQuery[CaseService]:
    """What was done, the latest first, with all particulars; ``sessions`` are a mediation's days."""
    sessions = MediationSession.objects.filter(mediation__service=OuterRef("pk")).order_by("held_on")
    rows = CaseService.objects.filter(case=Parameter("case")).select_related(*PARTICULARS).only(*SHOWN_OF_SERVICES)
    return CompiledQuery(lambda: rows.annotate(sessions=ArraySubquery(sessions.values("held_on")))[:limit])


@cache
def _notes(limit: int | None) -> CompiledQuery[CaseNote]:
    rows = CaseNote.objects.filter(case=Parameter("case")).select_related("written_by")
    return CompiledQuery(lambda: rows.only("uid", "subject", "created_at", "service", "text", *WRITER)[:limit])


@cache
def _messages(limit: int | None) -> CompiledQuery[CaseMessage]:
    rows = CaseMessage.objects.filter(case=Parameter("case")).select_related("written_by")
    return CompiledQuery(lambda: rows.order_by("-created_at", "-id")[:limit])


_DOCUMENTS: CompiledQuery[CaseDocument] = CompiledQuery(
    lambda: CaseDocument.objects.filter(case=Parameter("case")).defer("content").select_related("added_by")
)


def read_case(case: Case, reader: Reader, *, everything: bool = False) -> Reading:
    """Read a case as far as ``reader`` may; run it behind the wall, as the one who reads.

    Queries: services and what is due; with the content notes, messages, files and keys. A ``case`` that does not come
    from :func:`case_seen_by` asks for its consents and its content besides.
    """
    limit = None if everything else SHOWN + 1
    services = _services(limit)(case=case.pk)
    consents = _agreed_in(case)
    due = deadlines_about(SOURCE, case.uid)
    if not reader.content:
        moments = [_of_service(service, ()) for service in services]
        return Reading({}, moments[:SHOWN] if limit else moments, len(moments) > SHOWN, consents, due)
    return _read_all(case, services, consents, due, limit)


def _read_all(
    case: Case, services: list[CaseService], consents: list[Consent], due: list[Commitment], limit: int | None
) -> Reading:
    content: CaseContent | None = getattr(case, "content", None)
    notes = _notes(limit)(case=case.pk)
    messages = _messages(limit)(case=case.pk) if getattr(case, "has_messages", True) else []
    documents = _DOCUMENTS(case=case.pk) if getattr(case, "has_documents", True) else []
    sealed: list[SealedRecord] = [*notes, *messages, *documents, *([content] if content else [])]
    bring_keys(sealed)
    try:
        texts = {name: content.reveal(name) for name in TEXTS} if content else {}
        moments = _moments(services, notes, messages)
    except Shredded:
        moments, texts = [_of_service(service, ()) for service in services], {}
        return Reading(texts, moments, False, consents, due, erased=True)
    more = limit is not None and len(moments) >= limit
    unread = sum(message.from_client and message.read_at is None for message in messages)
    return Reading(texts, moments[:SHOWN] if more else moments, more, consents, due, unread, documents=documents)


def _moments(services: list[CaseService], notes: list[CaseNote], messages: list[CaseMessage]) -> list[Moment]:
    of_service: dict[int | None, list[Text]] = defaultdict(list)
    shown = {service.pk for service in services}
    for note in reversed(notes):
        of_service[note.service_id if note.service_id in shown else None].append(_text_of(note))
    moments = [_of_service(service, of_service[service.pk]) for service in services]
    moments += [Moment(timezone.localdate(said.at), _order(said.at), texts=[said]) for said in of_service[None]]
    moments += [
        Moment(timezone.localdate(each.created_at), _order(each.created_at), message=each, texts=[_text_of(each)])
        for each in messages
    ]
    return sorted(moments, key=lambda moment: moment.order, reverse=True)


def _of_service(service: CaseService, texts: Sequence[Text]) -> Moment:
    return Moment(service.done_on, (service.done_on, service.created_at), service=service, texts=texts)


def _text_of(record: CaseNote | CaseMessage) -> Text:
    return Text(record.reveal("text"), record.created_at, str(record.written_by or ""))


def _order(at: dt.datetime) -> tuple[dt.date, dt.datetime]:
    return timezone.localdate(at), at


def services_worked_on_by(user: User) -> QuerySet[CaseService]:
    """What was done in the cases in which ``user`` acts, for correcting it."""
    return CaseService.objects.select_related("case", *PARTICULARS).filter(case__in=cases_worked_on_by(user))


def texts_of(case: Case, *names: str) -> dict[str, str]:
    """Texts of the case's content, plain; only for who reads it."""
    content = CaseContent.objects.filter(case=case).first()
    return {name: content.reveal(name) for name in names} if content else {}
