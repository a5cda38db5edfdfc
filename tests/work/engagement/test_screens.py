"""The screens of engagement, as a browser gets them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from minbar.foundation.accounts.models import User
from minbar.foundation.screens.register_views import table_of
from minbar.foundation.screens.related import shown_panels
from minbar.foundation.screens.waiting import waiting_for
from minbar.network.directory.models import EngagementCategory, Organisation, Person, Place
from minbar.work.engagement.models import (
    Delegation,
    Meeting,
    Offer,
    Partnership,
    PlannedVisit,
    SolutionPartner,
    VisitPlan,
)
from minbar.work.engagement.registers import (
    DELEGATIONS,
    MEETINGS,
    PARTNERSHIPS,
    SOLUTION_PARTNERS,
    VISIT_PLANS,
    VISITS,
)

pytestmark = pytest.mark.django_db
LIST = "/engagement/meetings/"


@pytest.fixture
def browser(client: Client, secretary: User) -> Client:
    secretary.language = "en"
    secretary.save()
    client.force_login(secretary)
    return client


def posted(browser: Client, address: str, **data: Any) -> Any:
    answer = browser.post(address, data)
    assert answer.status_code == 302, answer.context["form"].errors
    return answer


def subjects(browser: Client, **narrowed: Any) -> list[str]:
    return sorted(row.subject for row in browser.get(LIST, narrowed).context["listing"].page.object_list)


def test_the_form_records_a_meeting_and_the_page_shows_it(
    browser: Client, organisation: Callable[..., Organisation], person: Callable[..., Person]
) -> None:
    organisation("بلدية الفاتح")
    person("Mehmet Yılmaz")
    category = EngagementCategory.objects.get(code="turkish_public_bodies")
    answer = posted(
        browser, LIST + "add/", held_on="12 أيار 2023", counterparts="بلديه الفاتح\nMehmet Yilmaz",
        category=category.pk, subject="Permits", is_official="on", place="Fatih, İstanbul",
    )  # fmt: skip
    held = Meeting.objects.get()
    assert (held.held_on, held.is_official, held.counterparts.count()) == (datetime.date(2023, 5, 12), True, 2)
    page = browser.get(answer["Location"])
    assert "بلدية الفاتح" in page.content.decode()
    assert "Official government meeting" in page.content.decode()


def test_words_keep_their_own_direction_while_they_are_typed_and_days_the_pages(browser: Client) -> None:
    form = browser.get(LIST + "add/").context["form"]
    assert all('dir="auto"' in str(form[name]) for name in ("subject", "notes"))
    assert "dir=" not in str(form["held_on"])


def test_no_choice_is_a_row_of_dashes_that_is_read_aloud(browser: Client) -> None:
    assert "-----" not in browser.get(LIST + "add/").content.decode()


def test_editing_keeps_what_is_not_touched(browser: Client, meeting: Callable[..., Meeting]) -> None:
    held = meeting()
    form = browser.get(f"{LIST}{held.uid}/edit/").context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    posted(browser, f"{LIST}{held.uid}/edit/", **data | {"subject": "Renamed"})
    fresh = Meeting.objects.get()
    assert (fresh.subject, fresh.held_on, fresh.counterparts.count()) == ("Renamed", held.held_on, 1)


def test_the_list_is_narrowed_by_category_period_and_counterpart(
    browser: Client, meeting: Callable[..., Meeting], organisation: Callable[..., Organisation]
) -> None:
    ministry = organisation("وزارة الداخلية")
    meeting(subject="A", counterparts=[ministry])
    meeting("syrian_institutions", subject="B", held_on=datetime.date(2024, 1, 1))
    assert subjects(browser, category="syrian_institutions") == ["B"]
    assert subjects(browser, held_on_to="2023-12-31") == ["A"]
    assert subjects(browser, counterpart=str(ministry.uid)) == ["A"]
    assert subjects(browser, counterpart="وزارة الداخلية") == []  # names stand in no address


def test_a_meeting_is_found_by_its_counterpart_however_it_is_spelled(
    browser: Client, meeting: Callable[..., Meeting], organisation: Callable[..., Organisation]
) -> None:
    meeting(subject="A", counterparts=[organisation("مؤسسة الأمل")])
    meeting(subject="B")
    assert subjects(browser, q="موسسه الامل") == ["A"]


def test_meetings_stand_on_the_page_of_the_organisation(
    meeting: Callable[..., Meeting], organisation: Callable[..., Organisation], secretary: User
) -> None:
    ministry = organisation("Ministry")
    meeting(subject="A", counterparts=[ministry])
    meeting(subject="B")
    panel = next(
        each for each in shown_panels(ministry, secretary) if isinstance(each.listing.table, table_of(MEETINGS))
    )
    assert panel.listing.count == 1
    assert str(ministry.uid) in panel.more_url


def test_a_visit_is_planned_paid_and_shown_on_its_plan(
    browser: Client, organisation: Callable[..., Organisation]
) -> None:
    ministry = organisation("Ministry")
    posted(browser, "/engagement/visit-plans/add/", title="Spring", starts_on="2023-05-01", ends_on="2023-06-30")
    plan = VisitPlan.objects.get()
    posted(
        browser, f"/engagement/visit-plans/{plan.uid}/visits/add/", party="Ministry", purpose="Permits",
        due_on="2023-05-20",
    )  # fmt: skip
    visit = PlannedVisit.objects.get()
    category = EngagementCategory.objects.get(code="turkish_public_bodies")
    posted(
        browser, LIST + "add/", held_on="2023-05-18", counterparts="Ministry", category=category.pk, subject="Permits"
    )
    held = Meeting.objects.get()
    posted(browser, f"/engagement/visits/{visit.uid}/done/", meeting=held.pk)
    assert browser.get(f"/engagement/visits/{visit.uid}/").context["page"].status.label == "Done"
    assert [row.pk for row in held.planned_visits.all()] == [visit.pk]
    assert "Ministry" in browser.get(f"/engagement/visit-plans/{plan.uid}/").content.decode()
    assert ministry.planned_visits.count() == 1


def test_dropping_a_visit_offers_to_take_it_back(
    browser: Client, secretary: User, organisation: Callable[..., Organisation]
) -> None:
    today = timezone.localdate()
    plan = VISIT_PLANS.create_or_update(by=secretary, title="Now", starts_on=today, ends_on=today)
    visit = VISITS.create_or_update(by=secretary, plan=plan, party=organisation("O"), purpose="P", due_on=today)
    page = browser.post(f"/engagement/visits/{visit.uid}/drop/", follow=True)
    assert f"/engagement/visits/{visit.uid}/resume/" in page.content.decode()
    browser.post(f"/engagement/visits/{visit.uid}/resume/")
    visit.refresh_from_db()
    assert visit.dropped_on is None


def test_visits_due_and_partnerships_that_end_wait_for_the_secretariat(
    secretary: User, organisation: Callable[..., Organisation]
) -> None:
    today = timezone.localdate()
    plan = VISIT_PLANS.create_or_update(by=secretary, title="Now", starts_on=today, ends_on=today)
    VISITS.create_or_update(by=secretary, plan=plan, party=organisation("O"), purpose="P", due_on=today)
    partner = organisation("Partner")
    PARTNERSHIPS.create_or_update(by=secretary, organisation=partner, kind="syrian", starts_on=today, ends_on=today)
    PARTNERSHIPS.create_or_update(by=secretary, organisation=organisation("Q"), kind="syrian", starts_on=today)
    urls = {task.url for task in waiting_for(secretary)}
    assert {PlannedVisit.objects.get().get_absolute_url(), partner.partnerships.get().get_absolute_url()} <= urls
    assert len([url for url in urls if "/partnerships/" in url]) == 1


def test_visits_due_and_partnerships_that_end_stand_in_the_month(
    secretary: User, browser: Client, organisation: Callable[..., Organisation]
) -> None:
    plan = VISIT_PLANS.create_or_update(
        by=secretary, title="Spring", starts_on=datetime.date(2031, 3, 1), ends_on=datetime.date(2031, 3, 31)
    )
    for day in (5, 20):
        due = datetime.date(2031, 3, day)
        VISITS.create_or_update(by=secretary, plan=plan, party=organisation(f"O{day}"), purpose="P", due_on=due)
    ends = datetime.date(2031, 3, 30)
    partner = organisation("Partner")
    starts = datetime.date(2030, 1, 1)
    PARTNERSHIPS.create_or_update(by=secretary, organisation=partner, kind="syrian", starts_on=starts, ends_on=ends)
    march = browser.get("/commitments/calendar/?month=2031-03").content.decode()
    may = browser.get("/commitments/calendar/?month=2031-05").content.decode()
    for record in (*PlannedVisit.objects.all(), partner.partnerships.get()):
        assert (march.count(record.get_absolute_url()), may.count(record.get_absolute_url())) == (1, 0)


def test_delegations_partnerships_and_solution_partners_are_recorded_and_edited(
    browser: Client, organisation: Callable[..., Organisation]
) -> None:
    organisation("Partner")
    hall = Offer.objects.get(code="exhibition_halls")
    forms = (
        ("delegations", Delegation, {"received_on": "2023-05-12", "name": "Envoys", "sender": "Partner", "size": "4"}),
        ("partnerships", Partnership, {"organisation": "Partner", "kind": "turkish", "starts_on": "2023-05-12"}),
        ("solution-partners", SolutionPartner, {"organisation": "Partner", "offers": [hall.pk]}),
    )
    for address, model, data in forms:
        answer = posted(browser, f"/engagement/{address}/add/", **data)
        page = browser.get(answer["Location"])
        assert page.status_code == 200
        posted(browser, f"{answer['Location']}edit/", **data | {"notes": "Changed"})
        assert model.objects.get().notes == "Changed"  # type: ignore[attr-defined]


def test_a_partnership_that_is_there_already_is_refused_in_words(
    browser: Client, secretary: User, organisation: Callable[..., Organisation]
) -> None:
    day = datetime.date(2023, 5, 12)
    PARTNERSHIPS.create_or_update(by=secretary, organisation=organisation("Partner"), kind="turkish", starts_on=day)
    data = {"organisation": "Partner", "kind": "turkish", "starts_on": "2023-05-12"}
    answer = browser.post("/engagement/partnerships/add/", data)
    assert answer.status_code == 422
    assert "This partnership is already here." in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["meetings", "visit-plans", "visits", "delegations", "partnerships", "solution-partners"]
)
def test_a_list_takes_no_more_queries_for_more_rows(
    browser: Client, meeting: Callable[..., Meeting], organisation: Callable[..., Organisation], secretary: User,
    address: str,
) -> None:  # fmt: skip
    day, hall = datetime.date(2023, 5, 12), Offer.objects.first()

    def fill(number: int) -> None:
        body = organisation(f"Counterpart {number}")
        meeting(counterparts=[body])
        plan = VISIT_PLANS.create_or_update(by=secretary, title=f"P{number}", starts_on=day, ends_on=day)
        VISITS.create_or_update(by=secretary, plan=plan, party=body, purpose="P", due_on=day)
        DELEGATIONS.create_or_update(by=secretary, received_on=day, name="D", sender=body)
        PARTNERSHIPS.create_or_update(by=secretary, organisation=body, kind="syrian", starts_on=day)
        SOLUTION_PARTNERS.create_or_update(by=secretary, organisation=body, offers=[hall])

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(f"/engagement/{address}/").status_code == 200
        return len(captured)

    fill(0)
    queries()
    one = queries()
    for number in range(1, 31):
        fill(number)
    assert queries() == one <= 8


@pytest.mark.parametrize(
    ("language", "comma"), [("ar", "الأولى، الثانية"), ("tr", "الأولى, الثانية"), ("en", "الأولى, الثانية")]
)
def test_names_are_listed_with_the_comma_of_the_readers_language(
    browser: Client, secretary: User, meeting: Callable[..., Meeting], organisation: Callable[..., Organisation],
    language: str, comma: str,
) -> None:  # fmt: skip
    User.objects.filter(pk=secretary.pk).update(language=language)
    meeting(counterparts=[organisation("الأولى"), organisation("الثانية")])
    assert comma in browser.get(LIST).content.decode()


def test_a_district_stands_in_the_form_as_it_is_taken_back(browser: Client, meeting: Callable[..., Meeting]) -> None:
    held = meeting(place=Place.objects.get(labels__tr="Fatih", level=2))
    form = browser.get(f"{LIST}{held.uid}/edit/").context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    posted(browser, f"{LIST}{held.uid}/edit/", **data)
    assert Meeting.objects.get().place == held.place


def test_a_choice_stands_in_the_form_as_it_was_made(browser: Client, meeting: Callable[..., Meeting]) -> None:
    held = meeting(form="hosted")
    form = browser.get(f"{LIST}{held.uid}/edit/").context["form"]
    assert form["form"].value() == "hosted"
