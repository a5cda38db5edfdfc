"""Rows of a case workbook into full cases, and back into the heads that a supervisor may take out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import models

from minbar.foundation.records.many import insert_many
from minbar.foundation.sheets.cells import empty_value
from minbar.foundation.vault.records import bring_keys
from minbar.foundation.vault.subjects import new_subjects, shred
from minbar.work.casework.case_import.sheets.columns import HEAD, WORK
from minbar.work.casework.case_import.sheets.drafts import Catalogue, Draft, Row, draft
from minbar.work.casework.case_import.sheets.words import workers
from minbar.work.casework.cases.enums import ServiceKind
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
    Topic,
)
from minbar.work.casework.cases.queries.retention import years_by_topic
from minbar.work.casework.data_rights.actions.due import forget
from minbar.work.casework.identity.models import Client, PartyKey

if TYPE_CHECKING:
    from uuid import UUID

    from minbar.foundation.accounts.models import User

#: Kind of service → the column of its day.
DAYS = {
    ServiceKind.ADVICE: "advised_on",
    ServiceKind.MEDIATION: "mediated_on",
    ServiceKind.COURT: "oriented_on",
    ServiceKind.RESULT: "measured_on",
}
PLAIN = (
    "number", "opened_on", "channel", "referred_by_id", "place_id", "urgency", "risk", "sex", "advice", "mediation",
    "court_orientation", "result", "stage", "closed_on",
)  # fmt: skip


class CaseRows:
    """See ``RowHandler`` for what each method is to do. All of it runs behind the wall (``wall.system_access``)."""

    def match(self, rows: Sequence[Row]) -> list[Case | None]:
        there = {case.number: case for case in Case.objects.filter(number__in={row["number"] for row in rows})}
        return [there.get(row["number"]) for row in rows]

    def create(self, rows: Sequence[Row], *, by: User | None) -> list[Case]:
        topics = dict(Topic.objects.values_list("code", "pk"))
        catalogue = Catalogue(topics=topics, workers=workers(), years=years_by_topic())
        subjects = new_subjects(len(rows))
        drafts = [
            draft(row, subject=subject, catalogue=catalogue, by=by) for row, subject in zip(rows, subjects, strict=True)
        ]
        _seal(drafts)
        _save(drafts)
        return [each.case for each in drafts]

    def state(self, records: Sequence[models.Model]) -> list[Mapping[str, Any]]:
        """Heads alone: what is sealed is not in it."""
        pks = [record.pk for record in records]
        cases = Case.objects.select_related("topic", "assigned_to").in_bulk(pks)
        days = _days(pks)
        courts = {court.case_id: court for court in CourtProceeding.objects.filter(case__in=pks).order_by("pk")}
        consents = set(Consent.objects.filter(case__in=pks, withdrawn_at=None).values_list("case", "kind"))
        return [_state(cases[pk], days.get(pk, {}), courts.get(pk), consents) for pk in pks]

    def update(self, records: Sequence[models.Model], changes: Sequence[Row], *, by: User | None) -> None:
        raise NotImplementedError("a case is changed on its own page, by an action of its own")

    def delete(self, records: Sequence[models.Model], *, by: User | None) -> None:
        """With the client where no other case is theirs; their key is destroyed, so that no backup can be read."""
        pks = [record.pk for record in records]
        subjects: set[UUID] = set(Case.objects.filter(pk__in=pks).values_list("subject", flat=True))
        forget(Case.objects.filter(pk__in=pks))
        Case.objects.filter(pk__in=pks).delete()
        kept = set(Case.objects.filter(subject__in=subjects).values_list("subject", flat=True))
        gone = subjects - kept
        Client.objects.filter(subject__in=gone).delete()
        for subject in gone:
            shred(subject)


def _seal(drafts: Iterable[Draft]) -> None:
    sealing = [pair for each in drafts for pair in each.sealing]
    bring_keys(record for record, _values in sealing)
    for record, values in sealing:
        record.seal(**values)


def _save(drafts: Sequence[Draft]) -> None:
    """Those first to which others refer."""

    def insert(model: type[models.Model], records: Iterable[models.Model | None]) -> None:
        insert_many(model, [each for each in records if each is not None])

    insert(Client, (each.client for each in drafts))
    insert(Case, (each.case for each in drafts))
    insert(CaseAccess, (each.access for each in drafts))
    insert(CaseContent, (each.content for each in drafts))
    insert(CaseService, (service for each in drafts for service in each.services))
    insert(Mediation, (mediation for each in drafts for mediation in each.mediations))
    insert(MediationSession, (session for each in drafts for session in each.sessions))
    insert(CourtProceeding, (court for each in drafts for court in each.proceedings))
    insert(Consent, (consent for each in drafts for consent in each.consents))
    insert(CaseNote, (note for each in drafts for note in each.notes))
    insert(PartyKey, (key for each in drafts for key in each.keys))


def _days(pks: Sequence[int]) -> dict[int, dict[str, Any]]:
    """For each case the latest day of each kind of step."""
    days: dict[int, dict[str, Any]] = {}
    steps = CaseService.objects.filter(case__in=pks, kind__in=DAYS).order_by("done_on", "pk")
    for case, kind, done_on in steps.values_list("case", "kind", "done_on"):
        days.setdefault(case, {})[DAYS[ServiceKind(kind)]] = done_on
    return days


def _state(
    case: Case, days: Mapping[str, Any], court: CourtProceeding | None, consents: set[tuple[int, str]]
) -> Mapping[str, Any]:
    state = {column.key: empty_value(column) for column in (*HEAD, *WORK)}
    state |= {name.removesuffix("_id"): getattr(case, name) for name in PLAIN}
    state |= days
    state["topic"] = case.topic.code if case.topic else ""
    state["worker"] = case.assigned_to.email if case.assigned_to else ""
    state["vulnerabilities"] = tuple(case.vulnerabilities)
    state["consent_service"] = (case.pk, "service") in consents
    state["consent_sharing"] = (case.pk, "sharing") in consents
    if court:
        state |= {name: getattr(court, name) for name in ("filed_on", "hearing_on", "limitation_on")}
    return state
