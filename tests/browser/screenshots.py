"""Pictures of the main screens of a loaded demonstration, in three languages, on a desk and on a phone.

    script/screenshots [NAME ...]

They are written to build/screenshots/<name>-<language>-<desk|phone>.png; run ``script/demo --no-serve`` first.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.browser.december import GOOD, WRONG, workbook

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in this thread
ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "build" / "screenshots"
EDITION = "annual-report-2022-2024"
SIZES = {"desk": {"width": 1366, "height": 768}, "phone": {"width": 360, "height": 740}}
Shoot = Callable[..., None]
#: Name → who walks it, and the walk: (page of the site, take a picture called …).
WALKS: dict[str, tuple[str, Callable[[Any, Shoot], None]]] = {}


def walk(role: str) -> Callable[[Callable[[Any, Shoot], None]], Callable[[Any, Shoot], None]]:
    """Declare a walk through the site by a member of the cast."""

    def declare(steps: Callable[[Any, Shoot], None]) -> Callable[[Any, Shoot], None]:
        WALKS[steps.__name__] = (role, steps)
        return steps

    return declare


@walk("director")
def home(site: Any, shoot: Shoot) -> None:
    site.open("/")
    shoot("home", whole=True)
    site.open("/search/?q=حلب")
    shoot("search")


@walk("secretariat_officer")
def lists_and_records(site: Any, shoot: Shoot) -> None:
    from django.urls import NoReverseMatch, reverse

    for route in (
        "directory:organisations",
        "directory:people",
        "engagement:meetings",
        "programmes:activities",
        "engagement:partnerships",
    ):
        try:
            address = reverse(route)
        except NoReverseMatch:
            print(f"skipped: there is no route {route}")
            continue
        name = route.partition(":")[2]
        page = site.open(address)
        shoot(name)
        if page.locator(".rows td a").count():
            page.goto(site.url + page.locator(".rows td a").first.get_attribute("href"))
            shoot(f"{name}-record", whole=True)
        if page.locator(".page-actions a.button").count():
            page.goto(site.url + page.locator(".page-actions a.button").last.get_attribute("href"))
            shoot(f"{name}-form", whole=True)


@walk("director")
def report(site: Any, shoot: Shoot) -> None:
    """Open the report, click 257, see the 257 meetings."""
    page = site.open(f"/editions/{EDITION}/{site.language}/")
    shoot("report")
    figure = page.locator("a", has_text="257").first
    figure.scroll_into_view_if_needed()
    shoot("report-figure")
    with page.expect_navigation():
        figure.click()
    shoot("report-records")


@walk("secretariat_officer")
def spreadsheet(site: Any, shoot: Shoot) -> None:
    """Send a workbook with a row wrong, and read what it says; nothing of it is kept."""
    page = site.open("/exchange/imports/add/")
    shoot("import-form")
    with tempfile.TemporaryDirectory() as folder:
        page.locator("input[type=file]").set_input_files(
            workbook(Path(folder) / "لقاءات كانون الأول.xlsx", [GOOD, WRONG])
        )
        page.locator("main form button").first.click()
        page.wait_for_selector("text=31.02.2024", timeout=60_000)
    shoot("import-rejected", whole=True)
    page.locator("form[action*='discard'] button").first.click()
    page.wait_for_load_state()


@walk("director")
def paper(site: Any, shoot: Shoot) -> None:
    """Take the report home as a PDF, and see its pages."""
    if not (program := shutil.which("pdftoppm")):
        print("skipped: pdftoppm is not installed, so no pictures of the PDF")
        return
    pdf = TARGET / f"report-{site.language}.pdf"
    pdf.write_bytes(site.page.request.get(f"{site.url}/editions/{EDITION}/{site.language}/report.pdf").body())
    subprocess.run([program, "-r", "80", "-png", str(pdf), str(pdf.with_suffix(""))], check=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served() -> Iterator[str]:
    """The site on a free port, for as long as this lasts."""
    port = free_port()
    command = [str(Path(sys.executable).parent / "minbar"), "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        for _attempt in range(120):
            try:
                urllib.request.urlopen(url, timeout=5)
                break
            except OSError:
                time.sleep(0.5)
        yield url
    finally:
        server.terminate()
        server.wait(30)


def take(names: list[str], languages: list[str]) -> None:
    """Take the pictures of the walks named, or of all."""
    from playwright.sync_api import sync_playwright

    from minbar.foundation.accounts.models import User
    from tests.browser.conftest import Visitors, chromium_path

    cast = {user.email.partition("@")[0].replace("-", "_"): user for user in User.objects.filter(is_active=True)}
    if "director" not in cast:
        raise SystemExit("The demonstration is not loaded: run script/demo --no-serve first.")
    TARGET.mkdir(parents=True, exist_ok=True)
    with served() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox", "--disable-gpu"])
        visitors = Visitors(browser, SimpleNamespace(url=url, cast=SimpleNamespace(**cast)))  # type: ignore[arg-type]
        for name, (role, steps) in WALKS.items():
            if names and name not in names:
                continue
            for language in languages:
                for size, viewport in SIZES.items():
                    site: Any = visitors(role, language, viewport)
                    site.language = language
                    steps(site, _camera(site.page, f"{language}-{size}"))
        browser.close()
    print(f"Pictures are in {TARGET.relative_to(ROOT)}/")


def _camera(page: Any, suffix: str) -> Shoot:
    def shoot(name: str, *, whole: bool = False) -> None:
        page.screenshot(path=str(TARGET / f"{name}-{suffix}.png"), full_page=whole)

    return shoot


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", help=f"walks: {', '.join(WALKS)}; all where none is named")
    parser.add_argument("--language", action="append", choices=["ar", "tr", "en"], help="only these languages")
    options = parser.parse_args()
    from minbar.doors.cli.main import database

    with database():
        take(options.names, options.language or ["ar", "tr", "en"])


if __name__ == "__main__":
    main()
