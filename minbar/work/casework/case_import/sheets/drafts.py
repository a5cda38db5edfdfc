"""One row of a case workbook made the records of a full case, not saved yet.

Offices write one line a case: what was asked, what was done, what came of it. Each step becomes an action of its own,
on its own day where the row says which, else on the day the case was opened.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from minbar.foundation.text.dates import FIRST_YEAR, LAST_YEAR, parse_date
from minbar.foundation.text.normalise import normalise
from minbar.foundation.text.numbers import parse_integer
from minbar.foundation.vault.records import SealedRecord
from minbar.work.casework.cases.enums import (
    AccessWay,
    AgeBand,
    Channel,
    ConsentForm,
    ConsentKind,
    Level,
    ServiceKind,
    Stage,
)
from minbar.work.casework.cases.models import (
    Case,
    CaseAccess,
    CaseContent,
    CaseNote,
    CaseService,
    Consent,
    CourtProceeding,
    Mediation,
    MediationSession,
)
from minbar.work.casework.cases.queries.retention import retained_until
from minbar.work.casework.identity.actions.party_keys import keys_of
from minbar.work.casework.identity.enums import Side
from minbar.work.casework.identity.identities import Identity
from minbar.work.casework.identity.models import Client, PartyKey

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

Row = Mapping[str, Any]
#: Oldest of each age band, the youngest band first.
OLDEST = ((17, AgeBand.CHILD), (29, AgeBand.YOUNG), (59, AgeBand.ADULT))
#: Column of a step's kind and column of its day.
STEPS = {
    "advice": "advised_on",
    "mediation": "mediated_on",
    "court_orientation": "oriented_on",
    "result": "measured_on",
}


@dataclass(frozen=True)
class Catalogue:
    """Primary keys of what rows name."""

    topics: Mapping[str, int]
    workers: Mapping[str, int]  # by what they are called, as compared
    years: Mapping[int | None, int]  # by topic, how long its closed cases are kept

    def worker(self, row: Row) -> int | None:
        """Who has the case, where that is somebody who does casework here."""
        return self.workers.get(normalise(row.get("worker") or ""))


@dataclass
class Draft:
    """The records of one case. ``sealing`` has the plain values by record."""

    case: Case
    content: CaseContent
    client: Client | None = None
    access: CaseAccess | None = None
    services: list[CaseService] = field(default_factory=list)
    mediations: list[Mediation] = field(default_factory=list)
    sessions: list[MediationSession] = field(default_factory=list)
    proceedings: list[CourtProceeding] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    notes: list[CaseNote] = field(default_factory=list)
    keys: list[PartyKey] = field(default_factory=list)
    sealing: list[tuple[SealedRecord, Mapping[str, Any]]] = field(default_factory=list, repr=False)


def identity_of(row: Row) -> Identity:
    """Whose case it is, as far as the row says."""
    proxy = {"name": row.get("proxy_name"), "relation": row.get("proxy_relation"), "phone": row.get("proxy_phone")}
    values = {
        **row,
        "other_names": [row["other_name"]] if row.get("other_name") else [],
        "birth_date": written_birth(row.get("birth_date") or ""),
        "proxy": {key: value for key, value in proxy.items() if value},
    }
    return Identity.of(values)


def written_birth(text: str) -> str:
    """A day of birth as 1987-05-12, a year as 1987, whichever the office wrote; "" for nothing.

    Raises:
        ValueError: it is neither.
    """
    text = text.strip()
    if not text:
        return ""
    if len(text) <= 4:
        year = parse_integer(text)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError("no year")
        return str(year)
    return parse_date(text.removesuffix(" 00:00:00")).isoformat()


def age_band(birth: str, on: dt.date) -> str:
    """The band of somebody born on ``birth`` (a day or a year) as of ``on``; "" where it is not known."""
    if not birth:
        return ""
    if len(birth) == 4:
        age = on.year - int(birth)
    else:
        born = dt.date.fromisoformat(birth)
        age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return next((band for oldest, band in OLDEST if age <= oldest), AgeBand.OLDER)


def days_of(row: Row) -> dict[str, dt.date]:
    """The day of each step that the row tells, by its column."""
    opened: dt.date = row["opened_on"]
    days = {step: row.get(day) or opened for step, day in STEPS.items() if row.get(step)}
    if "result" in days and not row.get("measured_on"):
        days["result"] = row.get("closed_on") or max(days.values())
    return days


def draft(row: Row, *, subject: UUID, catalogue: Catalogue, by: User | None) -> Draft:
    """The records of a row's case."""
    identity = identity_of(row)
    days = days_of(row)
    worker = catalogue.worker(row)
    client = Client(subject=subject) if identity.values() else None
    case = _head(row, identity, days, catalogue)
    case.subject, case.client, case.assigned_to_id = subject, client, worker
    made = Draft(case, CaseContent(case=case, subject=subject), client)
    made.sealing.append((made.content, {"request": row.get("request") or ""}))
    if client is not None:
        made.sealing.append((client, identity.values()))
        made.keys = keys_of(case, Side.CLIENT, identity)
    if worker is not None:
        made.access = CaseAccess(case=case, user_id=worker, way=AccessWay.ASSIGNED, identity=True, given_by=by)
    if text := _noted(row, worker):
        note = CaseNote(case=case, subject=subject, written_by_id=worker or (by.pk if by else None))
        made.notes.append(note)
        made.sealing.append((note, {"text": text}))
    made.consents = list(_consents(row, case))
    _add_steps(made, row, days, worker)
    return made


def _noted(row: Row, worker: int | None) -> str:
    """The office's notes; with the name of a former worker, who has no account to be found by."""
    former = "" if worker else row.get("worker") or ""
    return "\n".join(part for part in (row.get("note") or "", former) if part)


def _head(row: Row, identity: Identity, days: Mapping[str, dt.date], catalogue: Catalogue) -> Case:
    stage = _stage(row, days)
    closed_on = row.get("closed_on") or max([row["opened_on"], *days.values()])
    given = {
        name: row[name]
        for name in ("channel", "urgency", "risk", "sex", "advice", "mediation", "court_orientation", "result")
        if row.get(name)
    }
    topic = catalogue.topics.get(row.get("topic") or "")
    closed = stage == Stage.CLOSED
    return Case(
        number=row["number"],
        opened_on=row["opened_on"],
        referred_by_id=row.get("referred_by"),
        topic_id=topic,
        place_id=row.get("place"),
        vulnerabilities=list(row.get("vulnerabilities") or ()),
        age_band=age_band(identity.birth_date, row["opened_on"]),
        stage=stage,
        closed_on=closed_on if closed else None,
        erase_after=retained_until(closed_on, catalogue.years[topic]) if closed else None,
        **({"urgency": Level.MEDIUM} | ({"channel": Channel.REFERRAL} if row.get("referred_by") else {}) | given),
    )


def _stage(row: Row, days: Mapping[str, dt.date]) -> str:
    """As written; else by whether it was closed, or work on it has begun."""
    if row.get("stage"):
        return str(row["stage"])
    if row.get("closed_on"):
        return Stage.CLOSED
    return Stage.IN_PROGRESS if days or row.get("worker") else Stage.NEW


def _consents(row: Row, case: Case) -> Iterator[Consent]:
    """Those that the office ticked off, as given on the day the case was opened."""
    at = dt.datetime.combine(row["opened_on"], dt.time(12), tzinfo=timezone.get_current_timezone())
    for kind in ConsentKind:
        if row.get(f"consent_{kind}"):
            yield Consent(case=case, kind=kind, given_at=at, form=ConsentForm.SPOKEN)


def _add_steps(made: Draft, row: Row, days: Mapping[str, dt.date], worker: int | None) -> None:
    case = made.case

    def service(step: str, kind: ServiceKind, **more: Any) -> CaseService:
        done = CaseService(case=case, kind=kind, done_on=days[step], done_by_id=worker, **more)
        made.services.append(done)
        return done

    if "advice" in days:
        service("advice", ServiceKind.ADVICE, advice=row["advice"])
    if "mediation" in days:
        mediation = Mediation(
            service=service("mediation", ServiceKind.MEDIATION), case=case, body=row["mediation"], mediator_id=worker
        )
        made.mediations.append(mediation)
        made.sessions.append(MediationSession(mediation=mediation, case=case, held_on=days["mediation"]))
    if "court_orientation" in days:
        dates = {name: row.get(name) for name in ("filed_on", "hearing_on", "limitation_on")}
        step = service("court_orientation", ServiceKind.COURT)
        made.proceedings.append(CourtProceeding(service=step, case=case, way=row["court_orientation"], **dates))
    if "result" in days:
        service("result", ServiceKind.RESULT, result=row["result"])
    # what the trigger on actions would write, so that it finds nothing to change
    case.begun_on = min((done.done_on for done in made.services), default=None)
    case.done = sorted({str(done.kind) for done in made.services})
