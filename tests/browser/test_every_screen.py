"""Every screen that opens by its address: in three languages, on a phone and on a desk."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from minbar.work.casework.cases.urls import urlpatterns
from tests.browser.case_pages import PAGES, Find, arguments, looks
from tests.browser.conftest import DESK, PHONE, House, Visitors, assert_accessible, assert_fits
from tests.browser.routes import Route, plain_routes

pytestmark = pytest.mark.browser
#: The looks in which axe examines a screen; its rules ask about structure and colour, which language does not change.
EXAMINED = [("ar", "phone"), ("tr", "desk")]
#: Written in the client's language, whoever looks at them.
OF_ITS_OWN_LANGUAGE = {"casework:erasure-certificate"}


def is_page(house: House, route: Route) -> bool:
    """Whether the route answers a visitor with a page (rather than a file, a redirect or "POST only")."""
    client = Client(HTTP_HOST="localhost")
    if route.role:
        client.force_login(getattr(house.cast, route.role))
    response = client.get(route.address)
    assert response.status_code < 500
    return response.status_code == 200 and response["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("route", plain_routes(), ids=lambda route: route.name)
def test_a_screen_is_whole_in_every_language_and_width(house: House, page_as: Visitors, route: Route) -> None:
    if is_page(house, route):
        look_at(page_as, route.role, route.address)


@pytest.mark.parametrize(("name", "role", "find"), looks(), ids=lambda part: part if isinstance(part, str) else "")
def test_a_page_about_a_case_is_whole_in_every_language_and_width(
    house: House, page_as: Visitors, name: str, role: str, find: Find
) -> None:
    look_at(page_as, role, reverse(name, args=arguments(find)), of_its_own=name in OF_ITS_OWN_LANGUAGE)


def test_every_page_of_casework_about_something_is_looked_at() -> None:
    """What answers a GET with a page, that is: not the steps that are done at once, nor what is saved as a file."""
    views = {f"casework:{url.name}": url.callback.view_class for url in urlpatterns if url.pattern.converters}
    shown = {name for name, view in views.items() if hasattr(view, "get") and "get" in view.http_method_names}
    missing = shown - set(PAGES) - {"casework:document-file"}
    assert not missing


def look_at(page_as: Visitors, role: str | None, address: str, *, of_its_own: bool = False) -> None:
    """The page fits, keeps to its policy, and axe finds nothing, in three languages, on a desk and a phone."""
    for language in ("ar", "tr", "en"):
        visit = page_as.walking(role, language) if role else page_as(None, language)
        page = visit.open(address)
        if not of_its_own:
            root = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
            assert root == [language, "rtl" if language == "ar" else "ltr"]
        for size, window in {"desk": DESK, "phone": PHONE}.items():
            page.set_viewport_size(window)
            assert_fits(page)
            if (language, size) in EXAMINED:
                assert_accessible(page)
        assert not visit.problems, visit.problems


@pytest.mark.parametrize("language", ["ar", "tr", "en"])
def test_home_can_be_used_at_twice_the_size(page_as: Visitors, language: str) -> None:
    page = page_as("director", language, {"width": 683, "height": 384}, device_scale_factor=2).open("/")
    assert_fits(page)


def test_the_first_stop_of_the_tab_key_skips_to_the_content(page_as: Visitors) -> None:
    page = page_as("director", "ar").open("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_slash_goes_to_the_search_of_the_network(page_as: Visitors) -> None:
    page = page_as("director", "en").open("/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "site-search"


def test_the_language_is_switched_in_one_place_and_the_page_stays(page_as: Visitors) -> None:
    page = page_as("director", "ar").open("/search/?q=abc")
    page.locator("button[name=language][value=tr]").first.click()
    page.wait_for_load_state()
    assert page.url.endswith("/search/?q=abc")
    assert page.locator("html").get_attribute("lang") == "tr"


def test_dark_is_as_readable_as_light(page_as: Visitors) -> None:
    visit: Any = page_as("director", "ar", DESK, color_scheme="dark")
    assert_accessible(visit.open("/"))
