"""What a page weighs on a thin line: at most 150 KB the first time, 20 KB from then on."""

from __future__ import annotations

import gzip
import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from minbar.network.directory.models import EngagementCategory
from minbar.work.engagement.models import Meeting
from tests.builders.weights import FIRST, LATER, weight
from tests.cast import Cast

pytestmark = pytest.mark.django_db


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
