"""A follow-up from its beginning to its end, on a phone, in Arabic, by keyboard, without scripts."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from minbar.network.commitments.models import Commitment
from minbar.work.engagement.models import Meeting
from tests.browser.conftest import DESK, PHONE, House, Visitors, assert_accessible, assert_fits

pytestmark = pytest.mark.browser


@pytest.mark.scenario
def test_what_was_agreed_in_a_meeting_is_followed_to_its_end(house: House, page_as: Visitors) -> None:
    meeting = Meeting.objects.order_by("held_on", "pk")[0]
    page = page_as("secretariat_officer", "ar", PHONE, java_script_enabled=False).open(meeting.get_absolute_url())
    page.get_by_role("link", name="إضافة متابعة").click()
    page.get_by_label("المطلوب").fill("إرسال القائمة")
    page.get_by_label("الموعد النهائي").fill((timezone.localdate() + dt.timedelta(days=2)).isoformat())
    page.get_by_role("button", name="حفظ").click()
    assert page.url.endswith(meeting.get_absolute_url())
    page.get_by_role("link", name="إرسال القائمة").click()
    assert_fits(page)
    page.get_by_role("link", name="أُنجزت", exact=True).click()
    page.get_by_role("button", name="إغلاق المتابعة").click()
    assert page.get_by_role("alert").count() or page.locator(".error-summary").count()  # nothing shows it yet
    page.get_by_label("كيف أُنجزت").fill("أُرسلت بالبريد")
    page.get_by_role("button", name="إغلاق المتابعة").click()
    assert page.locator("h1 .badge").inner_text() == "منجزة"
    assert Commitment.objects.get(what="إرسال القائمة").closing_note == "أُرسلت بالبريد"


def test_a_cancellation_is_taken_back_by_keyboard(house: House, page_as: Visitors) -> None:
    made = Commitment.objects.filter(standing="open", owed_to_user=house.cast.secretariat_officer)[0]
    page = page_as("secretariat_officer", "tr", DESK).open(made.get_absolute_url())
    assert_accessible(page)
    page.locator(".page-actions summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("h1 .badge").inner_text() == "İptal edildi"
    page.locator(".message button").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("h1 .badge").inner_text() != "İptal edildi"


def test_the_keys_lead_from_the_month_to_a_deadline(page_as: Visitors) -> None:
    page = page_as("secretariat_officer", "ar", PHONE).open("/commitments/calendar/?whose=all")
    assert_accessible(page)
    # on a phone the days of the months beside are left out, and other rooms' due days stand among the follow-ups
    page.locator(".calendar td:not(.other-month) .task a[href^='/commitments/']").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/commitments/" in page.url and page.locator("#steps").count() == 1
