"""Somebody asks for help on a phone, in Arabic, without scripts, and follows the case with number and code."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings

from tests.browser.conftest import DESK, PHONE, Visitors, assert_accessible, assert_fits

pytestmark = [pytest.mark.browser, pytest.mark.scenario]
REQUEST = "رفضت دائرة الهجرة تجديد وثيقة الحماية المؤقتة ولم يعطوني سببًا."


def answer(page: Any, look: Any) -> None:
    """The nine questions, as the person answers them; ``look`` sees each page."""
    for number in range(1, 10):
        look(page)
        match number:
            case 1:
                page.check("[name=topic][value=legal_status]")
            case 2:
                page.fill("[name=request]", REQUEST)
            case 3:
                page.select_option("[name=place]", "TUR027")
            case 4:
                page.check("[name=for_whom][value=self]")
            case 5:
                page.check("[name=way][value=code]")
            case 8 | 9:
                page.check(f"[name={'service' if number == 8 else 'sharing'}][value=yes]")
        page.click("form#question button.primary")


def send(page: Any, look: Any) -> tuple[str, str]:
    """From the first page to number and code."""
    look(page)
    page.click("main a.button.primary")
    answer(page, look)
    look(page)
    page.click("main button.primary")
    look(page)
    number, code = (each.inner_text() for each in page.query_selector_all(".keep dd"))
    return number, code


def test_a_woman_asks_on_her_phone_without_scripts_and_follows_her_case(page_as: Visitors) -> None:
    visit = page_as(None, "ar", PHONE, java_script_enabled=False)
    page = visit.open("/start/")
    number, code = send(page, assert_fits)
    page.click("main button.primary")
    page.fill("[name=number]", number)
    page.fill("[name=code]", code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")))
    page.click("main button.primary")
    assert page.url.endswith("/follow/now/")
    assert "وصلنا طلبك" in page.inner_text("h1")
    assert REQUEST not in page.content()
    page.click("a[href='/follow/back/']")
    page.check("[name=what][value=everything]")
    page.click("main button.primary")
    assert "انتهى عملنا" in page.inner_text("h1")
    page.click("form[action='/follow/shut/'] button")
    assert page.url.endswith("/start/")
    assert not visit.problems, visit.problems


def test_the_enter_key_goes_on_and_does_not_switch_the_language(page_as: Visitors) -> None:
    page = page_as(None, "ar", PHONE, java_script_enabled=False).open("/start/6/")
    page.fill("[name=name]", "سلمى")
    page.press("[name=name]", "Enter")
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("lang") == "ar"
    assert not page.url.endswith("/start/6/")


@pytest.mark.parametrize(("language", "window"), [("ar", PHONE), ("tr", DESK), ("en", PHONE)])
def test_every_page_on_the_way_can_be_used_by_everybody(
    page_as: Visitors, language: str, window: dict[str, int]
) -> None:
    def look(page: Any) -> None:
        assert_accessible(page)
        assert_fits(page)

    visit = page_as(None, language, window)
    page = visit.open("/start/")
    page.goto(f"{visit.url}/start/5/")
    page.click("form#question button.primary")
    assert page.locator(".error-summary").is_visible()
    look(page)
    page.goto(f"{visit.url}/start/")
    number, code = send(page, look)
    page.click("main button.primary")
    look(page)
    page.fill("[name=number]", number)
    page.fill("[name=code]", code)
    page.click("main button.primary")
    for path in ("/follow/now/", "/follow/write/", "/follow/file/", "/follow/back/"):
        page.goto(f"{visit.url}{path}")
        look(page)
    problems = [each for each in visit.problems if "422" not in each]
    assert not problems, problems


def test_everything_can_be_read_at_twice_the_size_on_a_small_phone(page_as: Visitors) -> None:
    narrow = {"width": 180, "height": 370}  # 360 px at 200 %
    page = page_as(None, "ar", narrow, device_scale_factor=2, java_script_enabled=False).open("/start/")
    send(page, assert_fits)


@pytest.mark.parametrize("scripts", [True, False])
def test_leaving_quickly_leads_elsewhere_and_forgets(page_as: Visitors, scripts: bool) -> None:
    visit = page_as(None, "ar", PHONE, java_script_enabled=scripts)
    page = visit.open("/start/2/")
    page.context.route(f"{settings.PORTAL_EXIT}**", lambda route: route.fulfill(body="elsewhere"))
    page.fill("[name=request]", REQUEST)
    page.click("form#question button.primary")
    page.goto(f"{visit.url}/start/2/")
    assert REQUEST in page.input_value("[name=request]")
    page.click(".leave")
    page.wait_for_url(f"{settings.PORTAL_EXIT}**")
    page.goto(f"{visit.url}/start/2/")
    assert page.input_value("[name=request]") == ""
