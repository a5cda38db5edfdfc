"""The pages of casework and follow-ups that are about one record: who opens each, and which record shows it full."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from minbar.doors.demonstration.sample_activity import case_of
from minbar.network.commitments.models import Commitment
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.models import CaseDocument, CaseService, GroupSession, Topic
from minbar.work.casework.data_rights.models import Breach, Erasure, FileExport, RightsRequest
from minbar.work.casework.emergency_access.models import EmergencyAccess
from minbar.work.casework.evidence_requests.models import EvidenceRequest, Testimony

Arguments = list[Any]
Find = Callable[[], Arguments]


def case(key: str) -> Find:
    return lambda: [case_of(key).uid]


def both(key: str, other: str) -> Find:
    return lambda: [case_of(key).uid, case_of(other).uid]


def step(key: str, kind: str) -> Find:
    return lambda: [CaseService.objects.filter(case=case_of(key), kind=kind).latest("pk").uid]


def latest(model: Any, **having: Any) -> Find:
    return lambda: [model.objects.filter(**having).latest("pk").uid]


def first(model: Any) -> Find:
    return lambda: [model.objects.earliest("pk").uid]


def testimony_asked() -> Arguments:
    found = Testimony.objects.latest("pk")
    return [found.request.uid, found.case.uid]


def certificate() -> Arguments:
    return [Erasure.objects.filter(erased_at__isnull=False).latest("pk").uid, "tr"]


WORKER, SUPERVISOR, DIRECTOR, ADVOCATE = "case_worker", "case_supervisor", "director", "advocacy_officer"
REFUSED = case("refused document")
#: Route → whose eyes, and what it is about.
PAGES: dict[str, list[tuple[str, Find]]] = {
    "casework:case": [
        *[(WORKER, case(key)) for key in ("refused document", "security code", "treatment", "bank account")],
        *[(SUPERVISOR, case(key)) for key in ("refused document", "deportation order")],
    ],
    **{
        f"casework:{name}": [(WORKER, REFUSED)]
        for name in (
            "case-edit", "case-identity", "case-code", "case-consents", "case-history", "case-assess", "case-move",
            "case-close", "message-add", "advice-add", "mediation-add", "court-add", "referral-add", "counselling-add",
            "note-add", "result-add", "document-add", "rights-request-add", "identity-edit", "client-file",
            "file-export-add", "other-case", "case-part",
        )
    },
    "casework:clients-join": [(WORKER, both("refused document", "security code"))],
    "casework:case-access": [(SUPERVISOR, REFUSED), (WORKER, REFUSED)],
    "casework:case-assign": [(SUPERVISOR, REFUSED)],
    "casework:case-emergency-access": [(SUPERVISOR, REFUSED)],
    "casework:service-edit": [(WORKER, step("refused document", "mediation"))],
    "casework:session-add": [(WORKER, step("refused document", "mediation"))],
    "casework:court-days": [(WORKER, step("security code", "court"))],
    "casework:referral-link": [(WORKER, step("treatment", "referral"))],
    "casework:group-session": [(WORKER, latest(GroupSession)), (SUPERVISOR, latest(GroupSession))],
    "casework:group-session-cases": [(WORKER, latest(GroupSession))],
    "casework:group-session-edit": [(WORKER, latest(GroupSession))],
    "casework:document": [(WORKER, latest(CaseDocument))],
    "casework:emergency-access": [(SUPERVISOR, first(EmergencyAccess)), (DIRECTOR, first(EmergencyAccess))],
    "casework:own-emergency-access": [(SUPERVISOR, latest(EmergencyAccess))],
    "casework:emergency-access-review": [(DIRECTOR, latest(EmergencyAccess))],
    "casework:rights-request": [(WORKER, latest(RightsRequest))],
    "casework:rights-request-answer": [(WORKER, latest(RightsRequest))],
    "casework:file-export": [(WORKER, latest(FileExport))],
    "casework:breach": [(SUPERVISOR, latest(Breach))],
    "casework:breach-follow": [(SUPERVISOR, latest(Breach))],
    "casework:erasure-propose": [(SUPERVISOR, case("bank account"))],
    "casework:erasure": [(SUPERVISOR, latest(Erasure)), (DIRECTOR, latest(Erasure, erased_at=None))],
    "casework:erasure-certificate": [(SUPERVISOR, certificate)],
    "casework:erasure-do": [(DIRECTOR, latest(Erasure, erased_at=None, dropped_at=None))],
    "casework:retention-edit": [(SUPERVISOR, latest(Topic, code="security_code"))],
    "casework:topic": [(SUPERVISOR, latest(Topic, code="security_code"))],
    "casework:topic-edit": [(SUPERVISOR, latest(Topic, code="security_code"))],
    "casework:evidence-request": [(ADVOCATE, latest(EvidenceRequest))],
    "casework:asked": [(WORKER, latest(EvidenceRequest))],
    "casework:testimony-write": [(WORKER, testimony_asked)],
    "casework:testimony": [(WORKER, latest(Testimony))],
    "casework:check": [(SUPERVISOR, latest(Testimony))],
    "commitments:commitment": [(WORKER, latest(Commitment, kind="contact_directorate"))],
    **{
        f"commitments:commitment-{name}": [(WORKER, latest(Commitment, kind="contact_directorate"))]
        for name in ("edit", "close", "move", "reassign")
    },
}  # fmt: skip


def arguments(find: Find) -> Arguments:
    """What to put into the route, found past the wall."""
    with wall.system_access():
        return find()


def looks() -> list[tuple[str, str, Find]]:
    """Each page with a pair of eyes and what it is about."""
    return [(name, role, find) for name, looks in PAGES.items() for role, find in looks]
