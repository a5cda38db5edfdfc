"""Logs hold no personal data (S33): a canary that is typed, fails, is refused or locked out never reaches them."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from config.logs import WithoutValues
from tests.cast import Cast

CANARY = "canary-of-s33@example.org"


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """All that would be written to the log, at every level."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(WithoutValues())
    root, django = logging.getLogger(), logging.getLogger("django")
    levels = root.level, django.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    django.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(levels[0])
    django.setLevel(levels[1])


def test_nothing_that_people_type_reaches_the_log(cast: Cast, logged: io.StringIO, settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.foundation.access.failing_urls"
    cache.clear()
    client = Client(raise_request_exception=False)
    for _ in range(7):
        client.post(reverse("account_login"), {"login": CANARY, "password": CANARY})
    client.post(reverse("account_reset_password"), {"email": CANARY})
    client.get(reverse("admission:accept", args=[CANARY]))
    client.get(f"/no/such/{CANARY}/", {"q": CANARY})
    client.get("/fails/", {"q": CANARY})
    client.force_login(cast.editor)
    client.get(reverse("admission:accounts"), {"q": CANARY})
    client.post("/fails/", {"name": CANARY})
    lines = [json.loads(line) for line in logged.getvalue().splitlines()]
    assert {"RuntimeError"} <= {line.get("error") for line in lines}
    assert "canary" not in logged.getvalue()
    assert cast.editor.email not in logged.getvalue()


def test_an_error_is_logged_with_its_place_and_without_its_text(logged: io.StringIO) -> None:
    try:
        raise ValueError(CANARY)
    except ValueError:
        logging.getLogger("tests").exception("It failed for %s", CANARY)
    (line,) = [json.loads(line) for line in logged.getvalue().splitlines()]
    assert (line["event"], line["error"]) == ("It failed for %s", "ValueError")
    assert "test_logs.py" in line["where"][0]


def test_the_sites_own_settings_use_this_format(settings: Any) -> None:
    assert settings.LOGGING["handlers"]["stderr"]["formatter"] == "without_values"
    assert settings.LOGGING["root"]["handlers"] == ["stderr"]
