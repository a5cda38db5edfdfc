"""A client with everything that can be kept about one. ``CANARY`` stands in all of it."""

from __future__ import annotations

import datetime as dt

from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from minbar.foundation.accounts.models import RoleAssignment, User
from minbar.network.directory.models import Organisation
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.actions import documents
from minbar.work.casework.cases.enums import ConsentKind, MediationBody, ServiceKind, Stage
from minbar.work.casework.cases.models import Case, CaseMessage, CaseNote, CaseService, Consent, Mediation, Referral
from minbar.work.casework.data_rights.actions import rights
from minbar.work.casework.data_rights.enums import RightKind
from minbar.work.casework.identity.actions import correct_identity
from minbar.work.casework.intake import actions
from tests.cast import Cast

CANARY = "Kanaryagil-8842"
PHONE = "+905321234567"


def account(name: str, role: str) -> User:
    """Another account, with its second factor."""
    user = User.objects.create_user(f"{name}@example.org", name=name)
    RoleAssignment.objects.create(user=user, role=role)
    factor = Authenticator.objects.first()
    assert factor is not None
    Authenticator.objects.create(user=user, type=factor.type, data=factor.data)
    return user


def full_case(cast: Cast, number: str = f"N-{CANARY}", *, client: object = None) -> Case:
    case = actions.open_case(
        by=cast.case_worker,
        assign_to=cast.case_worker,
        number=number,
        opened_on=dt.date(2018, 3, 14),
        client=client,  # type: ignore[arg-type]
        identity={"name": f"Rana {CANARY}", "phone": PHONE, "document_number": "99123456789", "remarks": CANARY},
        content={"request": f"talep {CANARY}", "plan": CANARY, "opponent": {"name": f"ev sahibi {CANARY}"}},
        vulnerabilities=["woman_at_risk"],
    )
    correct_identity(by=cast.case_worker, case=case, values={"address": f"sokak {CANARY}"})
    documents.add_document(
        by=cast.case_worker, case=case, upload=SimpleUploadedFile(f"{CANARY}.txt", f"belge {CANARY}".encode())
    )
    rights.claim_right(by=None, case=case, kind=RightKind.ERASURE, wish=f"silin {CANARY}")
    with wall.system_access():
        done = CaseService.objects.create(
            case=case, kind=ServiceKind.MEDIATION, done_on=dt.date(2018, 4, 20), done_by=cast.case_worker
        )
        Mediation.objects.create(service=done, case=case, body=MediationBody.MIGRATION_DIRECTORATE)
        shared = Consent.objects.create(case=case, kind=ConsentKind.SHARING, given_at=timezone.now())
        sent = CaseService.objects.create(case=case, kind=ServiceKind.REFERRAL, done_on=dt.date(2018, 5, 2))
        receiver = Organisation.objects.first() or Organisation.objects.create()
        Referral.objects.create(
            service=sent,
            case=case,
            organisation=receiver,
            consent=shared,
            token_digest=number.encode().ljust(32)[:32],
            expires_at=timezone.now() + dt.timedelta(days=3),
        )
        for text in (CaseNote(subject=case.subject, case=case), CaseMessage(subject=case.subject, case=case)):
            text.seal(text=f"metin {CANARY}")
            text.save()
    return case


def close(case: Case, on: dt.date = dt.date(2018, 9, 30)) -> Case:
    with wall.system_access():
        case.refresh_from_db()
        case.stage, case.closed_on = Stage.CLOSED, on
        case.save()
    return case
