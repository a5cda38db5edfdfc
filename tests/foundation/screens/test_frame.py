"""What stands around every page is written once and kept: it is each reader's own all the same."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from minbar.foundation.accounts.models import User
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def frame(user: User, **changed: str) -> str:
    User.objects.filter(pk=user.pk).update(**changed)
    client = Client()
    client.force_login(user)
    return client.get("/").content.decode()


def test_each_reader_has_their_own_name_and_menu(cast: Cast) -> None:
    cases = f'href="{reverse("casework:cases")}"'
    for _again in range(2):
        worker, director = frame(cast.case_worker), frame(cast.director)
        assert f"<bdi>{cast.case_worker.name}</bdi>" in worker and f"<bdi>{cast.director.name}</bdi>" in director
        assert f"<bdi>{cast.case_worker.name}</bdi>" not in director
        assert f"<bdi>{cast.director.name}</bdi>" not in worker
        assert cases in worker and cases not in director


def test_a_name_that_changes_changes_in_the_frame(cast: Cast) -> None:
    frame(cast.director)
    assert "<bdi>نجلاء</bdi>" in frame(cast.director, name="نجلاء")


def test_menu_and_header_are_in_the_readers_language(cast: Cast) -> None:
    said = {"en": "Main menu", "tr": "Ana menü", "ar": "القائمة الرئيسية"}
    for language in (*said, *said):
        page = frame(cast.director, language=language)
        assert said[language] in page
        assert re.findall(r'value="(\w\w)"\s+lang="\w\w"\s+aria-current="true"', page) == [language]


def test_the_digits_that_are_used_are_marked(cast: Cast) -> None:
    for digits in ("western", "arabic_indic", "western"):
        page = frame(cast.director, language="ar", digits=digits)
        assert re.findall(r'value="(\w+)"\s+aria-current="true"\s*>\s*<bdi>', page) == [digits]


def test_what_one_reader_sought_stays_in_their_own_box(cast: Cast, client: Client) -> None:
    client.force_login(cast.director)
    assert 'value="rare-word"' in client.get(reverse("workspace:search"), {"q": "rare-word"}).content.decode()
    assert "rare-word" not in frame(cast.director)


def test_the_entry_under_which_the_page_lies_is_marked_in_the_menu(cast: Cast, client: Client) -> None:
    client.force_login(cast.case_worker)
    entries = {
        "casework:cases": "casework:cases",
        "casework:group-sessions": "casework:cases",
        "commitments:calendar": "commitments:commitments",
    }
    for route, entry in [*entries.items(), *entries.items()]:
        page = client.get(reverse(route)).content.decode()
        assert re.findall(r'<a\s+class="menu-link"\s+href="([^"]+)"\s+aria-current="page"', page) == [reverse(entry)]
