"""A browser before a real server: pages as a member of the cast sees them, in a language, on a phone or a desk.

The browser's tests of a process share one house: a copy of a database in which a cast has its records.
pytest-django runs tests without its own database fixtures last, so nobody else meets these rows.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from minbar.foundation.accounts.models import User
from tests import databases
from tests.browser.furniture import furnish
from tests.cast import Cast

playwright_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: no browser tests")

# Playwright's synchronous interface runs a loop in this thread, which Django takes for an asynchronous one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

DESK = {"width": 1366, "height": 768}
PHONE = {"width": 360, "height": 740}
AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def chromium_path() -> str | None:
    """``CHROMIUM``, or the machine's own."""
    named = os.environ.get("CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def missing(what: str) -> None:
    """Skip by name on a machine that lacks something; never where CI runs."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


@dataclass
class House:
    """A server and the people who may enter."""

    url: str
    cast: Cast


@dataclass
class Visit:
    """A page, and what went wrong on it: script errors, refusals of the content security policy, failed requests."""

    page: Any
    url: str
    problems: list[str] = field(default_factory=list)

    @classmethod
    def begin(cls, page: Any, url: str) -> Visit:
        """Listen to what goes wrong from now on."""
        visit = cls(page, url)
        page.on("pageerror", lambda error: visit.problems.append(f"script: {error}"))
        page.on("console", lambda said: said.type == "error" and visit.problems.append(f"console: {said.text}"))
        page.on("requestfailed", visit.note_failure)
        return visit

    def note_failure(self, request: Any) -> None:
        """A request that failed, but for those that the next page cut short."""
        if request.failure != "net::ERR_ABORTED":
            self.problems.append(f"request failed: {request.url} ({request.failure})")

    def open(self, address: str) -> Any:
        """Go to an address of the site."""
        response = self.page.goto(f"{self.url}{address}", wait_until="load")
        assert response.status < 400, f"{address} answers {response.status}"
        return self.page


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all the tests of a process."""
    if not (path := chromium_path()):
        missing("Chromium was not found: install it or name it in CHROMIUM")
    if not AXE.exists():
        missing("axe-core is not installed: run script/setup")
    with playwright_api.sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--force-color-profile=srgb"]
        chromium = playwright.chromium.launch(executable_path=path, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """The furnished house behind a live server."""
    from pytest_django.live_server_helper import LiveServer

    with django_db_blocker.unblock():
        migrated = databases.migrated()
        furnished = databases.filled("furnished", lambda: furnish(Cast.create()), source=migrated)
        with databases.copy_of(furnished):
            server = LiveServer("localhost")
            yield House(server.url, Cast.there())
            server.stop()


class Visitors:
    """Pages for members of the cast. A browser's window (its cookies, its static files) serves many tests;
    options of its own (no scripts, another colour scheme) get a window of their own."""

    def __init__(self, browser: Any, house: House) -> None:
        self.browser, self.house = browser, house
        self.windows: dict[tuple[object, ...], Any] = {}
        self.walks: dict[tuple[str, str], Visit] = {}

    def __call__(
        self, role: str | None, language: str = "ar", viewport: dict[str, int] = DESK, **options: Any
    ) -> Visit:
        """A new page for a member of the cast; ``role`` None is somebody who is not signed in."""
        if role:
            self._speaks(role, language)
        visit = 0 if role else len(self.windows)  # a stranger has a browser of their own each time: they may sign in
        key = (role, language, *viewport.values(), *options.items(), visit)
        if key not in self.windows:
            self.windows[key] = self._open(role, language, viewport, options)
        return Visit.begin(self.windows[key].new_page(), self.house.url)

    def walking(self, role: str, language: str) -> Visit:
        """The page of a member of the cast who goes from screen to screen and only looks; it stays open."""
        self._speaks(role, language)
        if (role, language) not in self.walks:
            window = self._open(role, language, DESK, {})
            self.walks[role, language] = Visit.begin(window.new_page(), self.house.url)
        visit = self.walks[role, language]
        visit.page.set_viewport_size(DESK)
        visit.problems.clear()
        return visit

    def _speaks(self, role: str, language: str) -> None:
        """The account's language wins over the cookie."""
        User.objects.filter(pk=getattr(self.house.cast, role).pk).update(language=language)

    def _open(self, role: str | None, language: str, viewport: dict[str, int], options: dict[str, Any]) -> Any:
        window = self.browser.new_context(viewport=viewport, locale=language, reduced_motion="reduce", **options)
        cookies = [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": self.house.url}]
        if role:
            session = session_of(getattr(self.house.cast, role))
            cookies.append({"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.house.url})
        window.add_cookies(cookies)
        return window


@pytest.fixture(scope="session")
def visitors(browser: Any, house: House) -> Iterator[Visitors]:
    visitors = Visitors(browser, house)
    yield visitors
    for window in (*visitors.windows.values(), *(visit.page.context for visit in visitors.walks.values())):
        window.close()


@pytest.fixture
def page_as(visitors: Visitors) -> Iterator[Visitors]:
    """``page_as("director", "ar", PHONE).open("/")``."""
    yield visitors
    for key, window in [*visitors.windows.items()]:
        for page in window.pages:
            page.close()
        if key[0] is None:
            visitors.windows.pop(key).close()


def session_of(user: User) -> str:
    """A session as sign-in leaves it."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def assert_accessible(page: Any) -> None:
    """axe finds nothing on the page (WCAG 2.2 AA and its best practice)."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE.read_text())
    # What axe passes is as long as the page many times over, so it stays there.
    examine = "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}}).then(found => found.violations)"
    found = page.evaluate(examine, RULES)
    lines = [f"{each['id']}: {each['help']}: {node['html'][:160]}" for each in found for node in each["nodes"][:3]]
    assert not lines, "\n".join([page.url, *lines])


def assert_fits(page: Any) -> None:
    """Nothing makes the page wider than the window."""
    wide = page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
        [...document.body.querySelectorAll('*')].filter(e => {
          const box = e.getBoundingClientRect();
          return box.width && (box.right > innerWidth + 1 || box.left < -1);
        }).slice(0, 5).map(e => e.outerHTML.slice(0, 160))"""
    )
    assert not wide, "\n".join([f"{page.url} overflows", *wide])
