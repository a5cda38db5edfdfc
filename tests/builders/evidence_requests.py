"""Cases of one topic, and what an advocacy officer asks about them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from minbar.foundation.accounts.models import RoleAssignment, User
from minbar.network.directory.models import Place
from minbar.work.casework.cases.actions.consents import give_consent
from minbar.work.casework.cases.enums import ConsentKind
from minbar.work.casework.cases.models import Case, Topic
from minbar.work.casework.evidence_requests.actions import ask_for_evidence
from minbar.work.casework.evidence_requests.enums import CheckItem
from minbar.work.casework.evidence_requests.models import EvidenceRequest
from minbar.work.casework.intake import actions

CANARY = "CANARY-5523"
WORDS = "She went three times, and each time another paper was asked for. Nobody gave her a reason in writing."
#: The last that is over.
YEAR = timezone.localdate().year - 1
EVERYTHING = CheckItem.values


def worker(name: str, role: str = "case_worker") -> User:
    user = User.objects.create_user(f"{name}@example.org", name=name)
    RoleAssignment.objects.create(user=user, role=role)
    return user


def topic() -> Topic:
    return Topic.objects.get(code="temporary_protection_document")


def some_cases(by: User, count: int = 11, *, place: Place | None = None) -> list[Case]:
    """So many cases of one topic and year, by one worker; the client of the first is named and agreed to share."""
    cases = [
        actions.open_case(
            by=by,
            assign_to=by,
            number=f"{CANARY}-{number}",
            opened_on=dt.date(YEAR, 1, 1),
            place=place,
            topic=topic(),
            identity={"name": "خضر السوطري", "phone": "+905321234567"},
        )
        for number in range(count)
    ]
    give_consent(by=by, case=cases[0], kind=ConsentKind.SHARING)
    return cases


def ask(by: User, **more: Any) -> EvidenceRequest:
    given: dict[str, Any] = {
        "topic": topic(),
        "question": "What was asked for?",
        "wanted_until": timezone.localdate(),
    } | more
    return ask_for_evidence(by=by, **given)
