"""Cases and all that belongs to them.

What a table holds decides who reads its rows, by row security too (see ``wall.py``):

- the head of a case, without a word of free text: ``Case``, ``CaseService`` and its particulars, ``Consent``;
- its content, sealed: ``CaseContent``, ``CaseNote``, ``CaseMessage``, ``CaseDocument``;
- whose it is, sealed and apart: ``Client`` and ``PartyKey``, in the room of identity.
"""

from minbar.work.casework.cases.models.access import CaseAccess
from minbar.work.casework.cases.models.cases import Case, CaseContent
from minbar.work.casework.cases.models.consents import Consent
from minbar.work.casework.cases.models.documents import CaseDocument
from minbar.work.casework.cases.models.services import (
    CaseService,
    CourtProceeding,
    GroupSession,
    Mediation,
    MediationSession,
    Referral,
)
from minbar.work.casework.cases.models.texts import CaseMessage, CaseNote
from minbar.work.casework.cases.models.topics import Topic

__all__ = [
    "Case",
    "CaseAccess",
    "CaseContent",
    "CaseDocument",
    "CaseMessage",
    "CaseNote",
    "CaseService",
    "Consent",
    "CourtProceeding",
    "GroupSession",
    "Mediation",
    "MediationSession",
    "Referral",
    "Topic",
]
