"""A woman asks for help on her phone about a refused document; it is triaged, mediated, followed up, closed; she reads
what came of it with her code. Nobody else gets anything of it, and the annual report's cases move by exactly one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from minbar.evidence.editions.models import Edition
from minbar.foundation.accounts.models import RoleAssignment, User
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.models import Case
from tests.browser.conftest import DESK, PHONE, Visit, Visitors, assert_accessible, assert_fits, session_of
from tests.cast import TOTP_SECRET

pytestmark = [pytest.mark.browser, pytest.mark.scenario]

REPORT = "annual-report-2022-2024"
WORDS = "رفضت دائرة الهجرة تجديد وثيقة الحماية المؤقتة ولا أعرف ماذا أفعل"
NAME = "رغد المجرّبة"
PHONE_NUMBER = "+90 555 010 77 31"
ANSWER = "جُدّدت الوثيقة ويمكنك استلامها"
#: What a case that was advised, mediated with the migration directorate and closed adds to; each by one.
MOVES = {"cases", "cases_available_procedure", "mediations", "mediations_migration"}


@pytest.fixture
def this_year(house: Any) -> Iterator[None]:
    """The report's period reaches to today: what is done in the test falls into it."""
    edition = Edition.objects.get(slug=REPORT)
    until = edition.period_to
    Edition.objects.filter(pk=edition.pk).update(period_to=timezone.localdate())
    yield
    Edition.objects.filter(pk=edition.pk).update(period_to=until)


@pytest.fixture
def second_adviser(house: Any) -> User:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.utils import encrypt

    user = User.objects.create_user("second-adviser@example.org", name="مرشد ثانٍ", language="ar")
    RoleAssignment.objects.create(user=user, role="case_worker")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(TOTP_SECRET)})
    return user


def report(page_as: Visitors) -> dict[str, Any]:
    """The report's figures by key, as its reader takes them out."""
    visit = page_as("director", "ar")
    answer = visit.page.request.get(f"{visit.url}{reverse('rendering:file', args=[REPORT, 'ar', 'json'])}")
    return {key: figure["value"] for key, figure in json.loads(answer.body())["figures"].items()}


def looked_at(page: Any) -> Any:
    assert_fits(page)
    return page


def press(page: Any, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).last.click()


def asks_on_her_phone(page_as: Visitors) -> tuple[Visit, str, str]:
    """Without scripts; returns the number and the code that she writes down."""
    visit = page_as(None, "ar", PHONE, java_script_enabled=False)
    page = visit.open(reverse("portal:start"))
    page.get_by_role("link", name="ابدأ").click()
    page.get_by_label("الوضع القانوني").check()
    press(page, "متابعة")
    page.locator("textarea").fill(WORDS)
    press(page, "متابعة")
    page.locator("select").select_option(label="إسطنبول")
    press(page, "متابعة")
    page.get_by_label("لنفسي").check()
    press(page, "متابعة")
    page.get_by_label("بالهاتف").check()
    press(page, "متابعة")  # she forgot the number: the page says so and keeps what she chose
    assert page.locator("[role=alert]").inner_text()
    assert page.get_by_label("بالهاتف").is_checked()
    page.locator("input[name=phone]").fill(PHONE_NUMBER)
    press(page, "متابعة")
    page.locator("input[name=name]").fill(NAME)
    press(page, "متابعة")
    press(page, "متابعة")  # no paper
    page.locator("input[name=service][value=yes]").check()
    press(page, "متابعة")
    page.locator("input[name=sharing][value=no]").check()
    press(page, "متابعة")
    assert WORDS in page.locator("main").inner_text()
    press(page, "أرسل طلبي")
    number, code = (each.inner_text() for each in page.locator("dl.keep dd bdi").all())
    press(page, "كتبتُ الرقم والرمز")
    return visit, number, code


def follows(visit: Visit, number: str, code: str) -> str:
    """What she reads with her number and her code."""
    page = visit.open(reverse("portal:enter"))
    page.locator("input[name=number]").fill(number)
    page.locator("input[name=code]").fill(code)
    page.locator("main form button").last.click()
    page.wait_for_url(re.compile("/follow/now/"))
    return str(looked_at(page).locator("body").inner_text())


def newest_case() -> Case:
    with wall.system_access():
        return Case.objects.order_by("-pk")[0]


def is_triaged(page_as: Visitors, case: Case) -> None:
    page = page_as("case_supervisor", "ar").open(reverse("casework:triage"))
    card = page.locator("section", has_text=WORDS)
    assert NAME not in page.locator("body").inner_text()
    assert_accessible(page)
    card.locator("select").select_option(
        label=next(label for label in card.locator("option").all_inner_texts() if label.startswith("case worker"))
    )
    card.get_by_role("button").click()


def is_worked_on(page_as: Visitors, case: Case) -> None:
    """Advice, mediation with the migration directorate and its follow-up, a positive result, closed."""
    visit = page_as("case_worker", "ar", DESK)
    page = visit.open(reverse("casework:cases"))
    page.locator(f"main a[href='{case.get_absolute_url()}']").click()
    assert WORDS in looked_at(page).locator("main").inner_text()
    assert_accessible(page)

    page = visit.open(reverse("casework:advice-add", args=[case.uid]))
    page.locator("input[name=advice][value=advice_available_procedure]").check()
    page.locator("main form button.primary").last.click()

    page = visit.open(reverse("casework:mediation-add", args=[case.uid]))
    page.locator("input[name=body][value=migration_directorate]").check()
    page.locator("textarea[name=note]").fill("كتاب إلى الدائرة")
    page.locator("select[name=next_kind]").select_option("contact_directorate")
    page.locator("[name=next_on]").fill((timezone.localdate() + timedelta(days=7)).isoformat())
    page.locator("main form button.primary").last.click()
    assert page.url.endswith(case.get_absolute_url())

    page = visit.open(reverse("casework:result-add", args=[case.uid]))
    page.locator("input[name=result][value=result_positive]").check()
    page.locator("select[name=fulfils]").select_option(index=1)
    page.locator("main form button.primary").last.click()

    page = visit.open(reverse("casework:case-close", args=[case.uid]))
    page.locator("textarea[name=answer]").fill(ANSWER)
    page.locator("main form button.primary").last.click()
    assert page.url.endswith(case.get_absolute_url())
    assert "مغلقة" in looked_at(page).locator("main").inner_text()


def doors(case: Case) -> list[str]:
    addresses = [reverse(f"casework:{name}", args=[case.uid]) for name in ("case", "case-identity", "case-history")]
    return [*addresses, reverse("casework:cases"), reverse("workspace:search") + f"?q={NAME}"]


def try_every_door(visit: Visit, case: Case, number: str) -> None:
    """Pages, search and export: nothing there."""
    for address in [*doors(case), reverse("exchange:export", args=["cases"])]:
        page = visit.page
        page.goto(f"{visit.url}{address}")
        seen = page.content()
        for secret in (WORDS, ANSWER, number, number.replace(" ", "")):
            assert secret not in seen, address
        assert NAME not in seen.replace(f'value="{NAME}"', "") or "search" in address, address


def test_from_asking_to_the_outcome(page_as: Visitors, this_year: None, second_adviser: User) -> None:
    before = report(page_as)
    woman, number, code = asks_on_her_phone(page_as)
    case = newest_case()
    said = follows(woman, number, code)
    assert NAME not in said and "7731" not in said.replace(" ", "")

    is_triaged(page_as, case)
    is_worked_on(page_as, case)

    said = follows(woman, number, code)
    assert ANSWER in said
    assert NAME not in said and WORDS not in woman.page.title()

    for role in ("director", "administrator"):
        try_every_door(page_as(role, "ar"), case, number)
    other = page_as("stranger", "ar")
    other.page.context.clear_cookies(name="sessionid")
    window = page_as.browser.new_context(viewport=DESK, locale="ar")
    window.add_cookies([{"name": "sessionid", "value": session_of(second_adviser), "url": other.url}])
    try_every_door(Visit.begin(window.new_page(), other.url), case, number)
    window.close()

    after = report(page_as)
    moved = {key: (before[key], after[key]) for key in before if before[key] != after[key]}
    assert set(moved) == MOVES
    assert all(now - then == 1 for then, now in moved.values())
