"""A meeting with an organisation and a person whom nobody knew before: by mouse, by keyboard, without scripts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from minbar.network.directory.models import Affiliation, Organisation, Party, Person
from minbar.work.engagement.models import Meeting
from tests.browser.conftest import DESK, PHONE, House, Visitors, assert_accessible, assert_fits

pytestmark = pytest.mark.browser
MEETINGS, ADD = "/engagement/meetings/", "/engagement/meetings/add/"
#: What a person does with a finger or a mouse; keys that press a button are not counted by the browser as such.
COUNT = """addEventListener("click", (event) => {
  if (event.detail) localStorage.setItem("clicks", 1 + Number(localStorage.getItem("clicks")));
}, true)"""
BODY, PERSON = "وقف السنديان", "ربى العنزي"


def look(page: Any, name: str) -> None:
    """Keep a picture where LOOK names a directory."""
    if folder := os.environ.get("LOOK"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


def known_people() -> list[Person]:
    """Two whose names are nobody else's."""
    return list(Person.objects.order_by("pk")[:2])


def written_down(subject: str) -> None:
    """The meeting is there with all four, and the new person belongs to the new organisation."""
    meeting = Meeting.objects.get(subject=subject)
    names = {str(tie.party) for tie in meeting.counterparts.select_related("party")}
    assert {BODY, PERSON, *map(str, known_people())} == names
    tie = Affiliation.objects.get(person__names__text=PERSON)
    assert (str(tie.organisation), tie.title) == (BODY, "مديرة")


@pytest.fixture(autouse=True)
def nobody_new(house: House) -> Iterator[None]:
    """The house is shared: what a test adds goes with it."""
    yield
    Meeting.objects.filter(subject__startswith="Trial").delete()
    Party.objects.filter(names__text__in=[BODY, PERSON]).delete()


def test_a_meeting_with_somebody_new_takes_ten_clicks_at_most(page_as: Visitors, house: House) -> None:
    visit = page_as("secretariat_officer", "en", DESK)
    page = visit.open(MEETINGS)
    page.context.add_init_script(COUNT)
    page.reload()
    page.evaluate("localStorage.setItem('clicks', 0)")
    page.get_by_role("link", name="Add a meeting").click()
    page.get_by_label("Date").click(position={"x": 16, "y": 18})  # on its month
    page.keyboard.type("05122023")
    box = page.get_by_role("combobox", name="Counterparts")
    box.click()
    page.keyboard.type(BODY)
    page.get_by_role("option", name="as a new organisation").click()
    page.get_by_role("button", name="Add to the directory").click()
    page.locator(".party-chip", has_text="السنديان").wait_for()
    for known in known_people():
        page.keyboard.type(str(known))
        page.get_by_role("option", name=str(known)).first.wait_for()
        page.keyboard.press("Enter")
    page.keyboard.type(PERSON)
    page.get_by_role("option", name="as a new person").click()
    page.get_by_label("Title").wait_for()
    look(page, "parties-panel")
    page.keyboard.type("مديرة")  # the organisation is that of the meeting, and says so
    page.get_by_role("button", name="Add to the directory").click()
    page.locator(".party-chip", has_text="ربى").wait_for()
    assert page.locator(".party-chip").count() == 4
    page.get_by_label("Category").select_option(index=1)
    page.get_by_label("Subject").click()
    page.keyboard.type("Trial by mouse")
    page.get_by_role("button", name="Save").click()
    page.wait_for_load_state()
    clicks = int(page.evaluate("localStorage.getItem('clicks')")) + 1  # choosing in a list is one that no page sees
    written_down("Trial by mouse")
    assert clicks <= 10
    assert not visit.problems


def test_the_same_by_keyboard_alone(page_as: Visitors, house: House) -> None:
    visit = page_as("secretariat_officer", "ar", DESK)
    page = visit.open(ADD)
    page.locator("#id_held_on").focus()
    page.keyboard.type("05122023")
    while page.evaluate("document.activeElement.id") != "id_counterparts":
        page.keyboard.press("Tab")
    page.keyboard.type(BODY)
    page.locator("[data-new=organisation]").wait_for()
    while not page.locator("[aria-selected=true][data-new=organisation]").count():
        page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.getAttribute('aria-activedescendant')")
    page.keyboard.press("Enter")
    page.locator("[data-new-party]").wait_for()
    page.keyboard.press("Enter")
    page.locator(".party-chip").wait_for()
    for known in known_people():
        page.keyboard.type(str(known))
        page.locator("[role=option][data-text]").first.wait_for()
        page.keyboard.press("Enter")
    page.keyboard.type(PERSON)
    page.locator("[data-new=person]").wait_for()
    while not page.locator("[aria-selected=true][data-new=person]").count():
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("[name=new-title]").wait_for()
    page.keyboard.type("مديرة")
    page.keyboard.press("Enter")
    page.locator(".party-chip", has_text="ربى").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Trial by keyboard")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    written_down("Trial by keyboard")
    assert not visit.problems


def test_the_same_without_scripts(page_as: Visitors, house: House) -> None:
    page = page_as("secretariat_officer", "ar", PHONE, java_script_enabled=False).open(ADD)
    page.locator("#id_held_on").fill("2023-12-05")
    names = [PERSON, *map(str, known_people()), BODY]
    page.locator("#id_counterparts").fill("\n".join(names))
    page.locator("#id_category").select_option(index=1)
    page.locator("#id_subject").fill("Trial without scripts")
    page.locator(".form-end button").click()
    first, second = page.locator(".party-question").all()
    first.locator("[value=person]").check()
    first.locator("[name$=-organisation]").fill(BODY)
    first.locator("[name$=-title]").fill("مديرة")
    second.locator("[value=organisation]").check()
    look(page, "parties-plain")
    assert_fits(page)
    assert page.locator("#id_subject").input_value() == "Trial without scripts"
    page.locator(".form-end button").click()
    written_down("Trial without scripts")


@pytest.mark.parametrize(
    ("language", "window", "scheme"),
    [("ar", DESK, "light"), ("ar", PHONE, "dark"), ("tr", PHONE, "light"), ("en", DESK, "dark")],
)
def test_box_list_panel_and_questions_are_accessible_and_fit(
    page_as: Visitors, language: str, window: dict[str, int], scheme: str
) -> None:
    visit = page_as("secretariat_officer", language, window, color_scheme=scheme)
    page = visit.open(ADD)

    def examine(name: str) -> None:
        look(page, f"parties-{name}-{language}-{window['width']}-{scheme}")
        assert_fits(page)
        assert_accessible(page)

    box = page.locator("#id_counterparts")
    box.click()
    page.keyboard.type(str(Organisation.objects.order_by("pk")[0])[:9])
    page.locator("[role=option][data-text]").first.wait_for()
    examine("list")
    page.keyboard.press("Enter")
    page.locator(".party-chip").wait_for()
    page.keyboard.type("ليلى المجهولة")
    page.locator("[data-new=person]").click()
    page.locator("[data-new-party]").wait_for()
    examine("panel")
    page.keyboard.press("Escape")
    assert box.input_value() == "ليلى المجهولة"
    page.locator(".form-end button").first.click()
    page.locator(".party-question").wait_for()
    examine("question")
    page.locator(".party-chip.is-open button").click()
    assert page.locator(".party-question").count() == 0


def test_the_keys_of_the_box(page_as: Visitors) -> None:
    page = page_as("secretariat_officer", "en", DESK).open(ADD)
    box, options = page.get_by_role("combobox", name="Counterparts"), page.locator(".party-list > *")
    box.focus()
    page.keyboard.type(str(known_people()[0]))
    options.first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert (box.get_attribute("aria-expanded"), options.count()) == ("false", 0)
    page.keyboard.press("ArrowDown")
    options.first.wait_for()
    page.keyboard.press("Enter")
    assert page.locator(".party-chip").count() == 1
    page.keyboard.press("Backspace")
    assert page.locator(".party-chip").count() == 0
    page.keyboard.type("zzzz qqqq")
    page.keyboard.press("Enter")
    page.locator("[data-new]").first.wait_for()
    assert page.url.endswith(ADD)  # Enter did not send the form


def test_names_of_people_stand_in_no_address(page_as: Visitors) -> None:
    page = page_as("secretariat_officer", "en", DESK).open(ADD)
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    page.get_by_role("combobox", name="Counterparts").focus()
    page.keyboard.type("Leyla")
    page.locator(".party-list > *").first.wait_for()
    assert addresses
    assert not any("Leyla" in address for address in addresses)


def test_a_list_is_narrowed_to_somebody_and_the_address_holds_no_name(page_as: Visitors) -> None:
    meeting = Meeting.objects.order_by("pk")[0]
    party = meeting.parties.order_by("pk")[0]
    for scripts in (True, False):
        page = page_as("secretariat_officer", "ar", PHONE, java_script_enabled=scripts).open(MEETINGS)
        page.locator("details.filter summary", has_text="الطرف المقابل").click()
        if scripts:
            page.locator("#f-counterpart").fill(str(party))
            option = page.locator(f"[data-uid='{party.uid}']")
            option.wait_for()
            look(page, "parties-filter")
            assert_fits(page)
            assert_accessible(page)
            option.click()
        else:
            page.locator("noscript #f-counterpart, #f-counterpart").fill(f"{party} #{party.uid.hex[:8]}")
            page.locator("button[form=narrow-counterpart]").click()
        page.wait_for_url(f"**counterpart={party.uid}**")
        assert page.locator(".chips .chip", has_text=str(party)).count() == 1
