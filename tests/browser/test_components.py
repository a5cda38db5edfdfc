"""The components that every screen is made of, on the smallest room there is: list, record, form."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from minbar.foundation.accounts.models import User
from tests.browser.conftest import DESK, PHONE, House, Visitors, assert_accessible, assert_fits

pytestmark = pytest.mark.browser
NAMES = ["خضر السوطري", "Hıdır Sotari", "فاطمة الزهراء بنت عبد الرحمن الحلبي", "Ayşe Gül Şahin", "Khedr Al-Soutari"]


@pytest.fixture(autouse=True)
def sample_room(house: House) -> Iterator[None]:
    """Accounts, listed by the sample screens, for as long as a test takes."""
    made = [
        User(email=f"{number}.a.rather.long.address@network.example.org", name=f"{NAMES[number % 5]} {number}")
        for number in range(60)
    ]
    User.objects.bulk_create(made)
    with override_settings(ROOT_URLCONF="tests.foundation.screens.accounts_screens"):
        yield
    User.objects.filter(email__endswith="@network.example.org").delete()


def look(page: Any, name: str) -> None:
    """Keep a picture where LOOK names a directory."""
    if folder := os.environ.get("LOOK"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


@pytest.mark.parametrize(
    ("language", "window", "scheme"),
    [("ar", DESK, "light"), ("ar", PHONE, "light"), ("ar", DESK, "dark"), ("tr", PHONE, "dark"), ("en", DESK, "light")],
)
def test_lists_records_and_forms_are_accessible_and_fit(
    page_as: Visitors, house: House, language: str, window: dict[str, int], scheme: str
) -> None:
    visit = page_as("administrator", language, window, color_scheme=scheme)
    uid = house.cast.stranger.uid
    addresses = {
        "list": "/sample/?language=ar&active=yes&made_from=2020-01-01",
        "record": f"/sample/{uid}/",
        "form": "/sample/add/",
        "empty": "/sample/?q=nobody-has-this-name",
    }
    for name, address in addresses.items():
        page = visit.open(address)
        look(page, f"{name}-{language}-{window['width']}-{scheme}")
        assert_fits(page)
        assert_accessible(page)
    page = visit.open("/sample/")
    page.locator("details.filter > summary").nth(3).click()
    look(page, f"filter-{language}-{window['width']}-{scheme}")
    assert_fits(page)
    assert_accessible(page)
    assert not visit.problems


def test_a_refused_form_names_what_to_mend_and_leads_there(page_as: Visitors) -> None:
    page = page_as("administrator", "en").open("/sample/add/")
    page.get_by_label("Note").fill("kept")
    page.get_by_role("button", name="Save").click()
    page.wait_for_load_state()
    look(page, "refused")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    assert page.get_by_label("Note").input_value() == "kept"
    page.locator(".error-summary a").first.click()
    assert page.evaluate("document.activeElement.name") == "name"
    assert_accessible(page)


def test_a_list_can_be_narrowed_and_opened_by_keyboard_alone(page_as: Visitors) -> None:
    page = page_as("administrator", "en").open("/sample/")
    page.locator("#list-search").focus()
    page.keyboard.type("stranger")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "q=stranger" in page.url
    page.locator(".rows td a").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_role("heading", level=1).inner_text().startswith("stranger")


def test_without_scripts_filters_search_and_menu_still_work(page_as: Visitors) -> None:
    page = page_as("administrator", "en", PHONE, java_script_enabled=False).open("/sample/")
    page.locator("summary", has_text="Language").click()
    page.get_by_label("Turkish").check()
    page.locator("details[open] button", has_text="Apply").click()
    assert "language=tr" in page.url


def test_what_was_done_can_be_undone_where_it_is_told(page_as: Visitors, house: House) -> None:
    stranger = house.cast.stranger
    page = page_as("administrator", "en").open(f"/sample/{stranger.uid}/")
    page.locator("summary", has_text="More").click()
    page.get_by_role("button", name="Stop").click()
    page.wait_for_load_state()
    stranger.refresh_from_db()
    assert not stranger.is_active
    page.get_by_role("button", name="Undo").click()
    page.wait_for_load_state()
    stranger.refresh_from_db()
    assert stranger.is_active
