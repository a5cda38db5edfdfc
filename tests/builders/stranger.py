"""Somebody at the public pages, without an account."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

ANSWERS: list[dict[str, str]] = [
    {"topic": "legal_status"},
    {"request": "رفضوا تجديد وثيقتي CANARY-REQUEST"},
    {"place": "TUR027"},
    {"for_whom": "self", "relation": ""},
    {"way": "phone", "phone": "٠٥٣٢ ١٢٣ ٤٥ ٦٧", "safe_times": "CANARY-MORNING"},
    {"name": "سلمى CANARY-NAME"},
    {},
    {"service": "yes"},
    {"sharing": "no"},
]


@dataclass
class Stranger:
    """A browser, an address, and what was typed."""

    address: str = "192.0.2.1"
    client: Client = field(default_factory=Client)

    def get(self, path: str) -> Any:
        return self.client.get(path, REMOTE_ADDR=self.address)

    def post(self, path: str, form: Mapping[str, Any] | None = None) -> Any:
        return self.client.post(path, form or {}, REMOTE_ADDR=self.address)

    def answer(self, answers: list[dict[str, str]] = ANSWERS, **changed: str) -> Any:
        """All the questions; the last answer that the site gave."""
        response = None
        for number, answer in enumerate(answers, 1):
            response = self.post(f"/start/{number}/", answer | {k: v for k, v in changed.items() if k in answer})
        return response

    def ask(self, **changed: str) -> tuple[str, str]:
        """The whole way; number and code as they are shown."""
        self.answer(**changed)
        assert self.post("/start/check/").headers["Location"] == "/start/done/"
        return shown(self.get("/start/done/").content.decode())

    def enter(self, number: str, code: str) -> Any:
        return self.post("/follow/", {"number": number, "code": code})


def shown(page: str) -> tuple[str, str]:
    """Number and code on the last page."""
    number, code = re.findall(r'<dd><bdi dir="ltr">([\d ]+)</bdi></dd>', page)
    return number, code
