"""A case full of canaries: every text of it is one that occurs nowhere else, so that a leak can be seen."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models
from django.utils import timezone

from minbar.foundation.accounts.models import User
from minbar.foundation.vault.index import blind_index
from minbar.foundation.vault.records import SealedRecord, sealed_fields
from minbar.network.directory.models import Organisation
from minbar.work.casework.cases import models as casework
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.enums import ConsentKind, CourtOrientation, MediationBody, ServiceKind
from minbar.work.casework.cases.models import Case, CaseService, Consent, Topic
from minbar.work.casework.data_rights import models as data_rights_models
from minbar.work.casework.emergency_access import models as emergency_access_models
from minbar.work.casework.evidence_requests import models as evidence_requests_models
from minbar.work.casework.identity import models as identity_models
from minbar.work.casework.identity.enums import KeyKind, Side
from minbar.work.casework.intake import actions

NUMBER = "W-GOLDFINCH"
CANARY = "canary"
#: Tables of the room that belong to no case, or to none any more.
CATALOGUES = {"Topic", "GroupSession", "Breach", "Erasure", "EvidenceRequest", "ReleasedTestimony"}


@dataclass
class Planted:
    """The case, what must not be seen of it, and the identifier of a row of each of its tables."""

    case: Case
    canaries: set[str] = field(default_factory=set)
    uids: set[UUID] = field(default_factory=set)


def plant(owner: User) -> Planted:
    """Open a case of ``owner``'s with a row in every table of the room, and fill every sealed field with a canary."""
    topic = Topic.objects.get(code="temporary_protection_document")
    case = actions.open_case(
        by=owner,
        assign_to=owner,
        number=NUMBER,
        opened_on=dt.date(2024, 3, 1),
        topic=topic,
        identity={"name": CANARY},
        content={"request": CANARY},
    )
    with wall.system_access():
        for make in ROWS:
            make(case, owner)
        planted, known = Planted(case), dict[type, UUID]()
        for record in rows_of_the_room():
            known.setdefault(type(record), record.uid)
            if isinstance(record, SealedRecord):
                planted.canaries |= fill(record)
    planted.uids = set(known.values())
    return planted


def fill(record: SealedRecord) -> set[str]:
    """Fill every sealed field with a canary of its own."""
    values: dict[str, Any] = {}
    for sealed in sealed_fields(type(record)):
        word = f"{CANARY}-{record._meta.model_name}-{sealed.name}"
        values[sealed.name] = {"text": word, "json": {"said": word}, "bytes": word.encode()}[sealed.kind]
    record.seal(**values)
    record.save()
    return {f"{CANARY}-{record._meta.model_name}-{name}" for name in values}


def rows_of_the_room() -> Iterator[Any]:
    for model in models_of_the_room():
        yield from model._default_manager.all()


def models_of_the_room() -> list[type[models.Model]]:
    """The tables of casework that belong to a case."""
    return [model for model in apps.get_app_config("casework").get_models() if model.__name__ not in CATALOGUES]


def tables_as_the_application_reads_them() -> str:
    """All of the room's tables as the database role finds them, with nothing said."""
    found = io.StringIO()
    with connection.cursor() as cursor:
        for model in models_of_the_room():
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            for row in cursor.fetchall():
                found.write(f"{model.__name__} {row}\n")
    return found.getvalue()


def _service(case: Case, owner: User, kind: ServiceKind, **more: Any) -> CaseService:
    return CaseService.objects.create(case=case, kind=kind, done_on=dt.date(2024, 3, 2), done_by=owner, **more)


def _notes(case: Case, owner: User) -> None:
    about = _service(case, owner, ServiceKind.NOTE)
    for text in (
        casework.CaseNote(case=case, subject=case.subject, service=about, written_by=owner),
        casework.CaseMessage(case=case, subject=case.subject, is_question=True, written_by=owner),
    ):
        text.seal(text=CANARY)
        text.save()


def _mediation(case: Case, owner: User) -> None:
    service = _service(case, owner, ServiceKind.MEDIATION)
    mediation = casework.Mediation.objects.create(
        service=service, case=case, body=MediationBody.MIGRATION_DIRECTORATE, mediator=owner
    )
    casework.MediationSession.objects.create(mediation=mediation, case=case, held_on=dt.date(2024, 3, 3))


def _court(case: Case, owner: User) -> None:
    casework.CourtProceeding.objects.create(
        service=_service(case, owner, ServiceKind.COURT), case=case, way=CourtOrientation.OWN_LAWYER
    )


def _referral(case: Case, owner: User) -> None:
    consent = Consent.objects.create(case=case, kind=ConsentKind.SHARING, given_at=timezone.now())
    body = Organisation.objects.create()
    casework.Referral.objects.create(
        service=_service(case, owner, ServiceKind.REFERRAL),
        case=case,
        organisation=body,
        consent=consent,
        shared=["name", "request"],
        token_digest=b"d" * 32,
        expires_at=timezone.now() + dt.timedelta(days=3),
    )


def _keys(case: Case, owner: User) -> None:
    identity_models.PartyKey.objects.create(
        case=case, side=Side.CLIENT, kind=KeyKind.NAME, token=blind_index("casework.party", f"name:{CANARY}")
    )


def _document(case: Case, owner: User) -> None:
    file = casework.CaseDocument(
        case=case, subject=case.subject, added_by=owner, kind="pdf", extension="pdf", size=len(CANARY)
    )
    file.seal(name=CANARY, content=CANARY.encode())
    file.save()


def _emergency_access(case: Case, owner: User) -> None:
    """Broken and over; told to somebody who is none of the visitors."""
    breaker, told = (User.objects.create_user(f"{name}@example.org", name=name) for name in ("breaker", "told"))
    began = timezone.now() - dt.timedelta(hours=2)
    access = casework.CaseAccess.objects.create(
        case=case,
        user=breaker,
        way="break_glass",
        identity=True,
        until=began + dt.timedelta(hours=1),
        ended_at=timezone.now(),
    )
    emergency_access = emergency_access_models.EmergencyAccess(
        case=case,
        subject=case.subject,
        access=access,
        opened_by=breaker,
        category="danger",
        opened_at=began,
        until=access.until,
        review_due=began + dt.timedelta(hours=72),
    )
    emergency_access.seal(reason=CANARY)
    emergency_access.save()
    emergency_access_models.EmergencyAccessNotification.objects.create(emergency_access=emergency_access, user=told)


def _rights(case: Case, owner: User) -> None:
    wish = data_rights_models.RightsRequest(
        case=case, subject=case.subject, kind="access", asked_at=timezone.now(), due_on=timezone.localdate()
    )
    wish.seal(wish=CANARY)
    wish.save()
    pack = data_rights_models.FileExport(
        case=case,
        subject=case.subject,
        made_by=owner,
        expires_at=timezone.now() + dt.timedelta(days=1),
        downloads_left=3,
    )
    pack.seal(reason=CANARY, content=CANARY.encode())
    pack.save()


def _testimony(case: Case, owner: User) -> None:
    asks, checks = (User.objects.create_user(f"{name}@example.org", name=name) for name in ("asks", "checks"))
    request = evidence_requests_models.EvidenceRequest.objects.create(
        topic=case.topic, question="?", wanted_until=timezone.localdate() + dt.timedelta(days=9), asked_by=asks
    )
    testimony = evidence_requests_models.Testimony(request=request, case=case, subject=case.subject, author=owner)
    testimony.seal(text=CANARY)
    testimony.save()
    evidence_requests_models.TestimonyCheck.objects.create(testimony=testimony, checked_by=checks, author=owner)


#: What puts a row into each table; a new table needs its line here.
ROWS: list[Callable[[Case, User], None]] = [
    _notes,
    _mediation,
    _court,
    _referral,
    _keys,
    _document,
    _emergency_access,
    _rights,
    _testimony,
]
