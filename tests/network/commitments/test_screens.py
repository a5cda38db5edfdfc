"""The list, the page, the forms, the month, and what waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from minbar.foundation.accounts.models import User
from minbar.foundation.figures.evaluate import evaluate
from minbar.foundation.figures.models import Figure
from minbar.foundation.screens.waiting import waiting_for
from minbar.foundation.sheets.exporting import export
from minbar.foundation.text.weeks import first_weekday, weekdays
from minbar.network.commitments import rules, sources
from minbar.network.commitments.access import CommitmentPermission
from minbar.network.commitments.actions import cancel_commitment, close_commitment
from minbar.network.commitments.enums import Standing
from minbar.network.commitments.models import Commitment
from minbar.network.commitments.months import month_named, month_of
from minbar.network.commitments.sources import Source, SourceView
from minbar.network.commitments.status import left
from minbar.network.directory.models import Organisation
from tests.cast import Cast
from tests.network.commitments.conftest import RESOLUTION, RESOLVED

Make = Callable[..., Commitment]


@pytest.fixture
def office(cast: Cast) -> Client:
    """The secretariat at work, in English."""
    cast.secretariat_officer.language = "en"
    cast.secretariat_officer.save()
    client = Client()
    client.force_login(cast.secretariat_officer)
    return client


def shown(response: Any) -> str:
    return str(response.content.decode())


def titles(response: Any) -> list[str]:
    return [str(row) for row in response.context["listing"].page.object_list]


def test_the_list_puts_what_is_open_and_nearest_first(office: Client, errand: Make, cast: Cast) -> None:
    errand(what="Later", due_at=dt.date(2032, 1, 1))
    errand(what="Sooner", due_at=dt.date(2031, 1, 1))
    done = errand(what="Done", due_at=dt.date(2030, 1, 1))
    close_commitment(commitment=done, by=cast.programme_officer, note="Sent")
    assert titles(office.get("/commitments/")) == ["Sooner", "Later", "Done"]


def test_filters_stay_in_the_address(office: Client, errand: Make, cast: Cast, resolution: Any) -> None:
    me = cast.secretariat_officer
    errand(what="Mine", owed_by=me, owed_to=None)
    errand(what="Theirs")
    errand(what="Late", owed_to=None, due_at=timezone.localdate() - dt.timedelta(days=2))
    errand(what="Of a resolution", owed_to=None, source_key=RESOLUTION, source_uid=RESOLVED)
    asked = {
        "whose=mine": ["Mine"],
        "whose=owed": ["Theirs"],
        "whose=mine&whose=owed": ["Mine", "Theirs"],
        "standing=overdue": ["Late"],
        f"about={RESOLUTION}": ["Of a resolution"],
        "about=alone&whose=mine": ["Mine"],
        "due_from=2031-03-05&due_to=2031-03-05&whose=mine": ["Mine"],
        "due_from=2031-03-06": [],
        "q=resol": ["Of a resolution"],
    }
    for query, expected in asked.items():
        assert sorted(titles(office.get(f"/commitments/?{query}"))) == sorted(expected), query


def test_an_officer_of_another_room_sees_what_is_theirs_and_what_stands_alone(
    errand: Make, cast: Cast, case: Any
) -> None:
    errand(what="Of the office")
    errand(what="For the worker", owed_by=cast.case_worker)
    client = Client()
    client.force_login(cast.case_worker)
    assert titles(client.get("/commitments/")) == ["For the worker"]
    client.force_login(cast.editor)
    assert sorted(titles(client.get("/commitments/"))) == ["For the worker", "Of the office"]


@pytest.mark.parametrize("address", ["/commitments/", "/commitments/calendar/?whose=all&month=2031-03", "/"])
def test_a_page_asks_the_database_as_often_for_thirty_as_for_one(
    office: Client, errand: Make, resolution: Any, cast: Cast, address: str
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert office.get(address).status_code == 200
        return len(queries)

    body = Organisation.objects.create(labels={"ar": "جهة"})
    soon = timezone.localdate() + dt.timedelta(days=3)
    due = soon if address == "/" else dt.date(2031, 3, 5)
    common = {"source_key": RESOLUTION, "source_uid": RESOLVED, "due_at": due}
    errand(owed_by=cast.secretariat_officer, **common)
    office.get(address)
    one = asked()
    for number in range(29):
        errand(owed_by=body if number % 2 else cast.secretariat_officer, **common)
    assert asked() <= one
    if address == "/commitments/":
        assert one <= 9


def test_a_follow_up_is_added_for_somebody_of_the_directory_by_the_hour(office: Client, cast: Cast) -> None:
    from minbar.network.directory.naming import NameGiven, name_of
    from minbar.network.directory.naming import shown as named

    body = Organisation.objects.create()
    given = NameGiven("Göç İdaresi", "tr", preferred=True)
    body.labels = named([given])
    body.save()
    name_of(body.pk, given).save()
    response = office.post(
        "/commitments/add/",
        {
            "what": "Answer our letter", "owed_by_user": cast.secretariat_officer.pk, "owed_by_party": "goc idaresi",
            "due_on": "2031-03-05", "due_time": "14:30", "owed_to_user": cast.director.pk,
            "escalate_to": cast.director.pk, "escalate_after_days": "2",
        },
    )  # fmt: skip
    made = Commitment.objects.get()
    assert response.status_code == 302 and response.url == made.get_absolute_url()
    assert made.owed_by.pk == body.pk and made.owed_to == cast.director
    assert timezone.localtime(made.due_at).isoformat() == "2031-03-05T14:30:00+03:00"
    assert (made.escalate_to, made.escalate_after_days) == (cast.director, 2)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"due_on": "2001-01-01"}, "due_on"), ({"what": ""}, "what"), ({"due_on": "soon"}, "due_on"),
     ({"owed_by_user": ""}, "owed_by_user"), ({"owed_by_party": "Nobody at all"}, "owed_by_party")],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(
    office: Client, cast: Cast, wrong: dict[str, str], field: str
) -> None:
    given = {"what": "Answer our letter", "owed_by_user": cast.director.pk, "due_on": "2031-03-05"} | wrong
    response = office.post("/commitments/add/", given)
    assert response.status_code == 422
    assert response.context["form"].errors[field]
    if field != "what":
        assert "Answer our letter" in shown(response)
    assert not Commitment.objects.exists()


def test_the_form_of_a_walled_record_asks_for_a_kind_and_has_no_field_for_text(hearing: Make, worker: User) -> None:
    client = Client()
    client.force_login(worker)
    made = hearing()
    form = client.get(f"/commitments/add/?source=test.case&of={UUID(int=11)}").context["form"]
    assert {"what", "owed_by_party", "owed_to_party"}.isdisjoint(form.fields) and form.fields["kind"].required
    for what in ("close", "move", "reassign", "reopen"):
        fields = client.get(f"{made.get_absolute_url()}{what}/").context["form"].fields
        assert {"note", "link", "reason", "owed_by_party"}.isdisjoint(fields)


def test_a_follow_up_is_closed_with_what_shows_it_and_reopened(office: Client, errand: Make) -> None:
    made = errand()
    address = made.get_absolute_url()
    assert office.post(f"{address}close/", {"note": ""}).status_code == 422
    office.post(f"{address}close/", {"note": "Sent by courier", "link": "https://example.org/receipt"})
    page = shown(office.get(address))
    assert "Sent by courier" in page and 'href="https://example.org/receipt"' in page
    office.post(f"{address}reopen/", {"due_on": "2031-04-01", "due_time": "", "reason": "It came back"})
    made.refresh_from_db()
    assert (made.standing, made.due_on) == (Standing.OPEN, dt.date(2031, 4, 1))
    page = shown(office.get(address))
    assert "It came back" in page and "Sent by courier" in page  # among what happened


def test_a_walled_one_is_closed_by_a_record_of_its_source(hearing: Make, worker: User) -> None:
    client = Client()
    client.force_login(worker)
    made = hearing()
    client.post(f"{made.get_absolute_url()}close/", {"evidence": str(UUID(int=31))})
    made.refresh_from_db()
    assert (made.standing, made.evidence_uid) == (Standing.DONE, UUID(int=31))
    assert "Ruling" in shown(client.get(made.get_absolute_url()))


def test_cancelling_is_taken_back_in_one_step(office: Client, errand: Make) -> None:
    made = errand()
    page = shown(office.post(f"{made.get_absolute_url()}cancel/", follow=True))
    undo = f"{made.get_absolute_url()}resume/"
    assert f'action="{undo}"' in page
    office.post(undo)
    made.refresh_from_db()
    assert made.standing == Standing.OPEN


def test_moving_and_reassigning_stand_among_what_happened(office: Client, errand: Make, cast: Cast) -> None:
    made = errand()
    office.post(f"{made.get_absolute_url()}move/", {"due_on": "2031-05-06", "reason": "They are away"})
    office.post(f"{made.get_absolute_url()}reassign/", {"owed_by_user": cast.editor.pk})
    page = shown(office.get(made.get_absolute_url()))
    assert "6 May 2031" in page and "They are away" in page and "editor" in page


def test_no_field_of_the_record_is_set_by_posting_it(office: Client, errand: Make) -> None:
    made = errand()
    before = Commitment.objects.values().get(pk=made.pk)
    names = [field.attname for field in Commitment._meta.concrete_fields]
    extra = dict.fromkeys(names, "1") | {"what": made.what, "escalate_to": "", "escalate_after_days": "0"}
    extra |= {"owed_to_user": made.owed_to_user_id, "owed_to_party": ""}
    office.post(f"{made.get_absolute_url()}edit/", extra)
    after = Commitment.objects.values().get(pk=made.pk)
    assert {name for name in before if before[name] != after[name]} <= {"updated_at"}


def test_the_month_begins_its_weeks_as_the_reader_does() -> None:
    assert (first_weekday(language="ar"), first_weekday(language="tr"), first_weekday(language="en")) == (5, 0, 0)
    assert weekdays(language="ar")[0][0] == "السبت" and weekdays(language="tr")[0][0] == "Pazartesi"
    with translation.override("ar"):
        month = month_of(month_named("2031-03"), [])
    assert month.title == "آذار 2031"
    assert {week[0].on.weekday() for week in month.weeks} == {5}
    assert (month.before, month.after) == ("2031-02", "2031-04")


@pytest.mark.parametrize("asked", ["", "nonsense", "2031-13", "99999-01", "0000-00", "0001-01", "9999-12"])
def test_an_address_of_no_month_shows_the_present_one(office: Client, asked: str) -> None:
    month = office.get("/commitments/calendar/", {"month": asked}).context["month"]
    assert month.first == timezone.localdate().replace(day=1)


def test_a_deadline_stands_on_its_day_where_the_network_is(office: Client, errand: Make) -> None:
    errand(what="Past midnight there", due_at=dt.datetime(2031, 3, 5, 22, 30, tzinfo=dt.UTC))
    month = office.get("/commitments/calendar/?month=2031-03&whose=all").context["month"]
    days = {day.on.day: day for week in month.weeks for day in week if day.entries}
    assert list(days) == [6] and days[6].entries[0].hour == "01:30"


def test_what_is_late_says_so_in_the_month(office: Client, errand: Make) -> None:
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    errand(due_at=yesterday)
    page = shown(office.get(f"/commitments/calendar/?month={yesterday:%Y-%m}"))
    assert '<span class="badge badge-bad">Overdue</span>' in page


@pytest.mark.parametrize("ended", [False, True])
def test_a_page_asks_once_for_the_record_that_it_is_about(
    office: Client, errand: Make, cast: Cast, resolution: Source, monkeypatch: pytest.MonkeyPatch, ended: bool
) -> None:
    made = errand(source_key=RESOLUTION, source_uid=RESOLVED, owed_to=None, owed_by=cast.editor)
    Commitment.objects.filter(pk=made.pk).update(made_by=cast.director)
    if ended:
        Commitment.objects.filter(pk=made.pk).update(standing="done", closed_at=timezone.now(), evidence_uid=RESOLVED)
    asked: list[str] = []

    def resolve(user: User, uid: UUID) -> SourceView:
        asked.append("what it is")
        return SourceView("Resolution 3", "/resolutions/3/")

    def may_keep(user: User, uid: UUID) -> bool:
        asked.append("who keeps it")
        return True

    own = replace(resolution, resolve=resolve, may_keep=may_keep, by_its_record=True)
    monkeypatch.setitem(sources._SOURCES, RESOLUTION, own)
    monkeypatch.setattr(rules, "decide", lambda user, permission: permission != CommitmentPermission.KEEP)
    page = shown(office.get(made.get_absolute_url()))
    assert "/resolutions/3/" in page and ("Reassign" in page) is not ended
    assert sorted(asked) == ["what it is", "who keeps it"]


def test_cancelled_ones_and_those_of_others_are_left_out_of_ones_month(
    office: Client, errand: Make, cast: Cast
) -> None:
    errand(what="For me")
    errand(what="For others", owed_to=None)
    cancel_commitment(commitment=errand(what="Cancelled"), by=cast.secretariat_officer)
    page = shown(office.get("/commitments/calendar/?month=2031-03"))
    assert "For me" in page and "For others" not in page and "Cancelled" not in page


def test_what_waits_is_told_with_the_time_that_is_left(errand: Make, cast: Cast, clock: Any) -> None:
    clock(dt.datetime(2031, 3, 1, 9, tzinfo=dt.UTC))
    doer = cast.programme_officer
    errand(what="Soon", due_at=dt.date(2031, 3, 4))
    errand(what="Late", due_at=dt.date(2031, 2, 27))
    errand(what="Far", due_at=dt.date(2031, 9, 1))
    with translation.override("en"):
        waiting = [task.text.replace("\u2068", "").replace("\u2069", "") for task in waiting_for(doer)]
        owed = [task.text.replace("\u2068", "").replace("\u2069", "") for task in waiting_for(cast.secretariat_officer)]
    assert waiting == ["Late: 2 days late", "Soon: 3 days left"]
    assert owed == ["Late, owed by programme officer: 2 days late"]


@pytest.mark.parametrize(
    ("hours", "english", "arabic"),
    [(1, "1 hour left", "بقيت ساعة واحدة"), (2, "2 hours left", "بقيت ساعتان"), (5, "5 hours left", "بقيت 5 ساعات"),
     (-3, "3 hours late", "متأخرة 3 ساعات"), (71, "71 hours left", "بقيت 71 ساعة"),
     (24 * 11 + 1, "11 days left", "بقي 11 يومًا")],
)  # fmt: skip
def test_hours_are_counted_near_a_moment_and_days_further_off(
    errand: Make, clock: Any, hours: int, english: str, arabic: str
) -> None:
    now = dt.datetime(2031, 3, 1, 9, tzinfo=dt.UTC)
    clock(now)
    made = errand(due_at=now + dt.timedelta(hours=hours, seconds=1 if hours > 0 else -1))
    with translation.override("en"):
        assert left(made) == english
    with translation.override("ar"):
        assert left(made) == arabic


def test_the_export_has_what_the_reader_may_see_in_words(errand: Make, cast: Cast) -> None:
    close_commitment(commitment=errand(), by=cast.programme_officer, note="=HYPERLINK(1)")
    with translation.override("en"):
        written = export("commitments", by=cast.secretariat_officer, reason="A test", form="csv").decode("utf-8-sig")
    assert "Send the minutes" in written and "Done" in written and "programme officer" in written
    assert ",=HYPERLINK" not in written


def test_figures_count_by_standing_subject_and_lateness(errand: Make, cast: Cast, resolution: Any) -> None:
    errand(due_at=timezone.localdate() - dt.timedelta(days=2))
    errand(source_key=RESOLUTION, source_uid=RESOLVED)
    late = errand(due_at=timezone.localdate() - dt.timedelta(days=2))
    close_commitment(commitment=late, by=cast.programme_officer, note="Sent")
    counted = {}
    for dimension in ("standing", "source", "kept"):
        figure = Figure(key=dimension, definition={"dataset": "commitments", "measure": "count", "by": [dimension]})
        counted[dimension] = {row.values[0]: row.value for row in evaluate([figure])[dimension].rows}
    assert counted == {
        "standing": {"overdue": 1, "open": 1, "done": 1},
        "source": {"alone": 2, RESOLUTION: 1},
        "kept": {"late": 1, "not_done": 2},
    }
