"""The table of routes is what really happens: every route is asked for by every role, the stranger and nobody (S4)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from minbar.foundation.access.permissions import Permission, roles_with
from minbar.foundation.access.roles import Role
from minbar.foundation.access.routes import Door
from minbar.foundation.accounts.models import User
from tests.architecture.routes import Mounted
from tests.builders.routes import MOUNTED, address
from tests.cast import Cast


def may_enter(mounted: Mounted, user: User) -> bool:
    if isinstance(mounted.rule.needs, Permission):
        return bool({role for role, _scope in user.roles_held()} & set(roles_with(mounted.rule.needs)))
    return True


@pytest.mark.parametrize("mounted", MOUNTED, ids=lambda mounted: mounted.route.name)
def test_a_route_opens_to_those_in_the_table_and_to_nobody_else(mounted: Mounted, cast: Cast) -> None:
    client, url = Client(raise_request_exception=False), address(mounted)
    for actor in (*Role, "stranger"):
        user = getattr(cast, str(actor))
        client.force_login(user)
        status = client.get(url).status_code
        if may_enter(mounted, user):
            assert status not in {403, 500}, f"{actor} should enter {url}: {status}"
        else:
            assert status == (404 if mounted.rule.hides else 403), f"{actor} should not enter {url}: {status}"


@pytest.mark.parametrize("mounted", MOUNTED, ids=lambda mounted: mounted.route.name)
def test_nobody_enters_unsigned_but_by_an_open_route(mounted: Mounted, db: None) -> None:
    url = address(mounted)
    response = Client(raise_request_exception=False).get(url)
    to_sign_in = response.status_code == 302 and response.headers["Location"].startswith(reverse("account_login"))
    assert response.status_code != 500
    if mounted.rule.needs is not Door.OPEN:
        assert to_sign_in, f"{url}: {response.status_code}"


@pytest.mark.parametrize("mounted", MOUNTED, ids=lambda mounted: mounted.route.name)
def test_every_answer_carries_the_headers_that_guard_the_browser(mounted: Mounted, cast: Cast) -> None:
    """S24: also what is refused and what is not found."""
    client = Client(raise_request_exception=False)
    client.force_login(cast.editor)
    guarded(client.get(address(mounted)))


@pytest.mark.parametrize("path", ["/no/such/page/", "/accounts/", "/fails/"])
def test_errors_carry_the_headers_too(path: str, cast: Cast, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.foundation.access.failing_urls"
    client = Client(raise_request_exception=False)
    client.force_login(cast.editor)
    response = client.get(path)
    assert response.status_code == {"/no/such/page/": 404, "/accounts/": 403, "/fails/": 500}[path]
    guarded(response)
    page = response.content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert "canary" not in page


def guarded(response: Any) -> None:
    policy = response.headers.get("Content-Security-Policy", "")
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy and "unsafe-eval" not in policy
    assert response.headers["Referrer-Policy"] in {"no-referrer", "same-origin"}
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response.headers["Cache-Control"]


def test_a_page_for_everybody_may_be_kept_but_never_one_for_the_signed_in(cast: Cast, client: Client) -> None:
    client.force_login(cast.editor)
    assert "private" in client.get("/").headers["Cache-Control"]


def test_the_nonce_differs_with_every_answer(client: Client, db: None) -> None:
    pages = [client.get(reverse("account_login")) for _ in range(2)]
    first, second = (page.headers["Content-Security-Policy"] for page in pages)
    assert "nonce-" not in first or first != second
