"""What the public pages weigh on a thin line: at most 150 KB the first time, 20 KB from then on."""

from __future__ import annotations

import gzip
import re

import pytest

from tests.builders.stranger import Stranger
from tests.builders.weights import FIRST, LATER, weight

pytestmark = pytest.mark.django_db


def test_the_first_page_is_light_with_all_its_styles_scripts_and_fonts() -> None:
    page = Stranger().get("/start/").content
    files = set(re.findall(r'(?:href|src)="/static/([^"]+)"', page.decode()))
    fonts = {f"fonts/plex-{script}-{size}.woff2" for script in ("arabic", "latin") for size in (400, 600)}
    assert {"screens/tokens.css", "screens/screens.css", "portal/portal.css"} <= files
    assert len(gzip.compress(page)) + sum(map(weight, files | fonts)) <= FIRST


def test_every_later_page_is_light() -> None:
    stranger = Stranger()
    paths = ["/start/", *(f"/start/{number}/" for number in range(1, 10)), "/follow/"]
    weights = {path: len(gzip.compress(stranger.get(path).content)) for path in paths}
    number, code = stranger.ask(sharing="yes")
    stranger.enter(number, code)
    for path in ("/follow/now/", "/follow/write/", "/follow/file/", "/follow/back/"):
        weights[path] = len(gzip.compress(stranger.get(path).content))
    assert max(weights.values()) <= LATER, weights


def test_nothing_is_fetched_from_elsewhere() -> None:
    stranger = Stranger()
    for path in ["/start/", *(f"/start/{number}/" for number in range(1, 10)), "/follow/"]:
        page = stranger.get(path).content.decode()
        fetched = re.findall(r'<(?:script|link|img|iframe|source|form)[^>]+(?:src|href|action)="([^"]+)"', page)
        assert fetched and all(address.startswith("/") for address in fetched), fetched
