"""Cases and all that belongs to them.

What a table holds decides who reads its rows, by row security too (see ``wall.py``):

- the head of a case, without a word of free text: ``Case``, ``CaseService`` and its particulars, ``Consent``;
- its content, sealed: ``CaseContent``, ``CaseNote``, ``CaseMessage``, ``CaseDocument``;
- whose it is, sealed and apart: ``Client``, ``PartyKey``.
"""

from minbar.work.casework.models.cases import Case, CaseAccess, CaseContent
from minbar.work.casework.models.clients import Client, PartyKey
from minbar.work.casework.models.consents import Consent
from minbar.work.casework.models.documents import CaseDocument
from minbar.work.casework.models.emergency_access import EmergencyAccess, EmergencyAccessNotification
from minbar.work.casework.models.rights import Breach, Erasure, FileExport, RightsRequest
from minbar.work.casework.models.services import (
    CaseService,
    CourtProceeding,
    GroupSession,
    Mediation,
    MediationSession,
    Referral,
)
from minbar.work.casework.models.testimonies import EvidenceRequest, ReleasedTestimony, Testimony, TestimonyCheck
from minbar.work.casework.models.texts import CaseMessage, CaseNote
from minbar.work.casework.models.topics import Topic

__all__ = [
    "Breach",
    "Case",
    "CaseAccess",
    "CaseContent",
    "CaseDocument",
    "CaseMessage",
    "CaseNote",
    "CaseService",
    "Client",
    "Consent",
    "CourtProceeding",
    "EmergencyAccess",
    "EmergencyAccessNotification",
    "Erasure",
    "EvidenceRequest",
    "FileExport",
    "GroupSession",
    "Mediation",
    "MediationSession",
    "PartyKey",
    "Referral",
    "ReleasedTestimony",
    "RightsRequest",
    "Testimony",
    "TestimonyCheck",
    "Topic",
]
