"""Cases that are taken in, by the action and by the staff's form."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from minbar.foundation.accounts.models import User
from minbar.work.casework.cases.enums import Channel, ConsentKind
from minbar.work.casework.cases.models import Topic
from minbar.work.casework.identity.identities import Identity
from minbar.work.casework.intake.actions.taking_in import Agreed, Taken, take_in

SERVICE = Agreed(ConsentKind.SERVICE)
SALMA = Identity(name="سلمى خالد الأحمد", phone="+905321234567", document_number="99123456789")


def take(by: User | None, **changed: Any) -> Taken:
    values: dict[str, Any] = {"channel": Channel.OFFICE, "request": "CANARY request", "consents": [SERVICE]}
    return take_in(by=by, **(values | {"assign_to": by} | changed))


def form(**changed: Any) -> dict[str, Any]:
    topic = Topic.objects.get(code="temporary_protection_document")
    values = {
        "intake_key": str(uuid4()), "channel": "phone", "topic": topic.pk, "request": "CANARY-REQUEST",
        "urgency": "high", "name": "سلمى خالد الأحمد", "phone": "٠٥٣٢١٢٣٤٥٦٧", "languages": ["ar", "ku"],
        "service": "on", "given_by": "client", "consent_form": "spoken", "mine": "on",
    }  # fmt: skip
    return {name: value for name, value in (values | changed).items() if value is not None}
