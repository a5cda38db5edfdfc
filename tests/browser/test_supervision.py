"""Emergency openings, the dashboard and testimonies as they are used, without scripts, on a phone and a desk."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from minbar.foundation.accounts.models import RoleAssignment, User
from minbar.work.casework.cases import actions, wall
from minbar.work.casework.cases.actions.consents import give_consent
from minbar.work.casework.cases.enums import ConsentKind
from minbar.work.casework.cases.models import Case, Topic
from minbar.work.casework.evidence_requests import actions as testimonies
from minbar.work.casework.evidence_requests.enums import CheckItem
from minbar.work.casework.evidence_requests.models import ReleasedTestimony
from minbar.work.casework.evidence_requests.queries import testimonies as reading
from minbar.work.casework.intake import actions as intake_actions
from tests.browser.conftest import DESK, PHONE, House, Visitors, assert_fits

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("MINBAR_PICTURES", "")
WITHOUT_SCRIPTS: dict[str, Any] = {"java_script_enabled": False}
QUESTION = "ما الأوراق التي طُلبت؟"
WORDS = "ذهبت المرأة ثلاث مرات، وفي كل مرة طُلبت منها ورقة أخرى، ولم يُعطَ لها سبب مكتوب."


def look(page: Any, name: str) -> None:
    """It fits the window; a picture of it where one is asked for."""
    assert_fits(page)
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def make_cases(house: House, count: int = 11) -> list[Case]:
    now = timezone.now()
    return [
        intake_actions.open_case(
            by=house.cast.case_worker,
            assign_to=house.cast.case_worker,
            number=f"S-{now:%H%M%S%f}-{number}",
            opened_on=dt.date(now.year, 1, 1),
            topic=Topic.objects.get(code="temporary_protection_document"),
            identity={"name": "خضر السوطري", "phone": "+905320000001"},
            content={"request": "رُفض طلب وثيقة الحماية المؤقتة مرتين."},
        )
        for number in range(count)
    ]


@pytest.mark.scenario
def test_a_limited_case_is_opened_by_its_number_and_the_director_reviews_it(house: House, page_as: Visitors) -> None:
    case = make_cases(house, 1)[0]
    actions.limit_case(by=house.cast.case_worker, case=case, limited=True)
    page = page_as("case_supervisor", "ar", PHONE, **WITHOUT_SCRIPTS).open(reverse("casework:emergency-access-add"))
    look(page, "emergency_access-add-ar-phone")
    page.fill("[name=number]", case.number)
    page.check("[name=category][value=deadline]")
    page.fill("[name=reason]", "تنتهي مهلة الاعتراض اليوم وعامل الحالات مريض.")
    page.locator("form.form button.primary").click()
    assert case.number not in page.url
    look(page, "emergency_access-own-ar-phone")
    page.get_by_role("link", name="إلى الحالة").click()
    assert str(case.uid) in page.url
    look(page, "emergency_access-case-ar-phone")
    page = page_as("director", "ar", DESK, **WITHOUT_SCRIPTS).open("/")
    assert page.get_by_text("حالة فتحًا طارئًا").count()
    page = page_as("director", "ar", DESK, **WITHOUT_SCRIPTS).open(reverse("casework:emergency-accesses"))
    look(page, "emergency-access-ar-desk")
    page.locator("table.rows tbody a").first.click()
    look(page, "emergency_access-ar-desk")
    assert case.number not in page.content()
    page.get_by_role("link", name="مراجعته").click()
    page.check("[name=verdict][value=justified]")
    page.fill("[name=words]", "كانت المهلة حقيقية.")
    look(page, "emergency_access-review-ar-desk")
    page.locator("form.form button.primary").click()
    assert page.get_by_text("كانت المهلة حقيقية.").count()


def row_of(page: Any, text: str) -> Any:
    """The row of a list that says this; the demonstration has others."""
    return page.locator("table.rows tbody tr").filter(has_text=text)


def ask_for_evidence(page: Any, topic: Topic) -> str:
    """The advocacy officer asks; returns the address of what she asked."""
    page.select_option("[name=topic]", str(topic.pk))
    page.fill("[name=question]", QUESTION)
    page.fill("[name=wanted_until]", f"{timezone.localdate() + dt.timedelta(days=9):%Y-%m-%d}")
    look(page, "evidence-add-ar-desk")
    page.locator("form.form button.primary").click()
    look(page, "evidence-ar-desk")
    return str(page.url)


def write_testimony(page: Any) -> None:
    """The adviser writes it with a name, is told, and writes it without."""
    row_of(page, QUESTION).locator("a").first.click()
    look(page, "asked-ar-phone")
    row_of(page, "S-").get_by_role("link", name="كتابة شهادة").click()
    page.fill("[name=text]", f"{WORDS} قالوا لخضر أن يعود.")
    page.locator("form.form button.primary").click()
    look(page, "testimony-found-ar-phone")
    assert page.get_by_text("اسم من الحالة").count()
    page.get_by_role("button", name="إرسالها للتدقيق").click()
    assert page.get_by_text("احذفه أولًا").count()
    page.get_by_role("link", name="إعادة كتابتها").click()
    page.fill("[name=text]", WORDS)
    page.locator("form.form button.primary").click()
    page.get_by_role("button", name="إرسالها للتدقيق").click()


def check_second() -> None:
    """Another adviser checks it too."""
    second = User.objects.create_user("second-checker@example.org", name="second")
    RoleAssignment.objects.create(user=second, role="case_worker")
    with wall.checking():
        waiting = reading.testimonies_to_check(second).get(request__question=QUESTION)
    testimonies.check_testimony(by=second, testimony=waiting, confirmed=CheckItem.values)


@pytest.mark.scenario
def test_what_happened_in_a_case_becomes_evidence(house: House, page_as: Visitors) -> None:
    case = make_cases(house)[0]
    give_consent(by=house.cast.case_worker, case=case, kind=ConsentKind.SHARING)
    page = page_as("advocacy_officer", "ar", DESK, **WITHOUT_SCRIPTS).open(reverse("casework:evidence-request-add"))
    asked = ask_for_evidence(page, case.topic)
    write_testimony(page_as("case_worker", "ar", PHONE, **WITHOUT_SCRIPTS).open(reverse("casework:asked-list")))
    page = page_as("case_supervisor", "ar", PHONE, **WITHOUT_SCRIPTS).open(reverse("casework:checks"))
    row_of(page, QUESTION).locator("a").first.click()
    for item in CheckItem.values:
        page.check(f"[name=confirmed][value={item}]")
    look(page, "check-ar-phone")
    page.locator("form.form button.primary").click()
    check_second()
    assert ReleasedTestimony.objects.filter(text=WORDS).exists()
    page = page_as("advocacy_officer", "ar", PHONE, **WITHOUT_SCRIPTS).open(asked.removeprefix(house.url))
    assert page.get_by_text("ثلاث مرات").count()
    look(page, "evidence-released-ar-phone")
