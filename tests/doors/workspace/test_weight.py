"""What a page weighs on a thin line: at most 150 KB the first time, 20 KB from then on."""

from __future__ import annotations

import gzip
import os
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from minbar.network.directory.models import EngagementCategory
from minbar.work.engagement.models import Meeting
from tests.cast import Cast

pytestmark = pytest.mark.django_db
FIRST, LATER = 150_000, 20_000


def weight(path: str) -> int:
    """Of a static file as it travels; fonts are compressed in themselves."""
    found = finders.find(path)
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{path} is not built: run script/setup")
    content = Path(found).read_bytes()
    return len(content) if path.endswith("woff2") else len(gzip.compress(content))


@pytest.fixture
def page(client: Client, cast: Cast) -> bytes:
    """A list with a full page of rows, the heaviest screen of daily work."""
    category = EngagementCategory.objects.order_by("pk").first() or EngagementCategory.objects.create(code="any")
    Meeting.objects.bulk_create(
        Meeting(held_on=date(2024, 1, 1) + timedelta(days=number), subject=f"لقاء تنسيقي {number}", category=category)
        for number in range(60)
    )
    client.force_login(cast.secretariat_officer)
    return client.get(reverse("engagement:meetings")).content


def test_a_later_page_is_light(page: bytes) -> None:
    assert len(gzip.compress(page)) <= LATER


def test_a_first_visit_is_light_with_all_its_styles_scripts_and_fonts(page: bytes) -> None:
    files = set(re.findall(r'(?:href|src)="/static/([^"]+)"', page.decode()))
    fonts = {f"fonts/plex-{script}-{size}.woff2" for script in ("arabic", "latin") for size in (400, 600)}
    assert {"screens/tokens.css", "screens/screens.css"} <= files
    assert len(gzip.compress(page)) + sum(map(weight, files | fonts)) <= FIRST
