"""The screens of programmes, as a browser gets them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from minbar.foundation.accounts.models import User
from minbar.network.directory.enums import Sex
from minbar.network.directory.models import Organisation, Person
from minbar.work.programmes import actions
from minbar.work.programmes.enums import AgeBand, ParticipationRole, PartyRole
from minbar.work.programmes.models import Activity, ActivityKind, Programme, Track
from tests.cast import Cast

pytestmark = pytest.mark.django_db
LIST = "/programmes/activities/"
PARTICIPANT = ParticipationRole.PARTICIPANT


def signed_in(client: Client, user: User) -> Client:
    user.language = "en"
    user.save()
    client.force_login(user)
    return client


@pytest.fixture
def browser(client: Client, officer: User) -> Client:
    return signed_in(client, officer)


def posted(**changes: object) -> dict[str, object]:
    """A filled-in form of an activity."""
    values = {
        "kind": ActivityKind.objects.get(code="training").pk,
        "title": "Facilitation",
        "starts_on": "2023-05-12",
        "status": "done",
        "track": Track.objects.get(code="capacity").pk,
    }
    return values | changes


def test_the_form_records_an_activity_with_those_behind_it(
    browser: Client, person: Callable[..., Person], organisation: Callable[..., Organisation]
) -> None:
    person("أمل الحسن")
    organisation("جمعية الجسر")
    data = posted(hours="12", trainers="امل الحسن", partners="جمعيه الجسر", place="إسطنبول")
    answer = browser.post("/programmes/activities/add/", data)
    assert answer.status_code == 302, answer.context["form"].errors
    activity = Activity.objects.get()
    assert (activity.hours, activity.place.labels["tr"]) == (12, "İstanbul")
    assert [tie.role for tie in activity.involvements.all()] == [PartyRole.PARTNER]
    assert [line.role for line in activity.participation.all()] == [ParticipationRole.TRAINER]


def test_an_unknown_name_is_named_beside_its_field_and_nothing_typed_is_lost(
    browser: Client, person: Callable[..., Person]
) -> None:
    person("Khaled Darwish")
    answer = browser.post("/programmes/activities/add/", posted(trainers="Khaled Darwaza\nNobody Whatever"))
    errors = answer.context["form"].errors["trainers"]
    assert answer.status_code == 422
    assert "“Khaled Darwaza” can be more than one entry, or none." in errors[0]
    assert "Khaled Darwish" in answer.content.decode()
    assert "Nobody Whatever" in errors[1]
    assert "Nobody Whatever</textarea>" in answer.content.decode()
    assert not Activity.objects.exists()


def test_what_the_action_refuses_stands_beside_the_field(browser: Client) -> None:
    programme = Programme.objects.get(code="harmony")
    answer = browser.post("/programmes/activities/add/", posted(programme=programme.pk))
    assert "belongs to" in answer.context["form"].errors["track"][0]


def test_the_edit_form_shows_what_is_there_and_saves_it_unchanged(
    browser: Client, activity: Callable[..., Activity], person: Callable[..., Person]
) -> None:
    held = activity(hours=6, trainers=[person("Amal"), person("Ziad")])
    page = browser.get(f"{LIST}{held.uid}/edit/")
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    before = list(held.participation.values_list("pk", flat=True))
    assert browser.post(f"{LIST}{held.uid}/edit/", data).status_code == 302
    assert list(held.participation.values_list("pk", flat=True)) == before


def test_the_grid_records_heads_and_the_page_adds_them_up(browser: Client, activity: Callable[..., Activity]) -> None:
    held = activity()
    address = f"{LIST}{held.uid}/heads/participant/"
    answer = browser.post(address, {"female_from_18": "12", "male_from_18": "7", "unknown_unknown": "1"})
    assert answer.status_code == 302
    page = browser.get(f"{LIST}{held.uid}/")
    assert page.context["breakdowns"][PARTICIPANT].total == 20
    [foot] = re.findall(r"<tfoot>(.*?)</tfoot>", page.content.decode(), re.DOTALL)
    assert re.findall(r"<bdi>(\d+)</bdi>", foot) == ["12", "7", "1", "20"]
    assert browser.get(address).context["form"]["female_from_18"].value() == 12


def test_a_negative_count_is_refused_in_its_cell(browser: Client, activity: Callable[..., Activity]) -> None:
    answer = browser.post(f"{LIST}{activity().uid}/heads/participant/", {"female_from_18": "-1"})
    assert answer.status_code == 422
    assert "female_from_18" in answer.context["form"].errors


def test_names_are_for_those_whose_work_needs_them(
    client: Client, cast: Cast, activity: Callable[..., Activity], person: Callable[..., Person], officer: User
) -> None:
    held = activity()
    actions.add_people(activity=held, role=PARTICIPANT, people=[person("Canary Name", Sex.FEMALE)], by=officer)
    assert "Canary Name" in signed_in(client, cast.director).get(f"{LIST}{held.uid}/").content.decode()
    for user in (cast.editor, cast.secretariat_officer):
        page = signed_in(client, user).get(f"{LIST}{held.uid}/")
        assert "Canary Name" not in page.content.decode()
        assert page.context["breakdowns"][PARTICIPANT].of_age(AgeBand.UNKNOWN) == 1


def test_a_line_of_participation_leads_to_its_activity(
    browser: Client, activity: Callable[..., Activity], officer: User
) -> None:
    held = activity()
    actions.count_heads(activity=held, role=PARTICIPANT, cells={(Sex.FEMALE, AgeBand.FROM_18): 2}, by=officer)
    line = held.participation.get()
    answer = browser.get(f"/programmes/participation/{line.uid}/")
    assert answer["Location"] == f"{held.get_absolute_url()}#participation"


def test_the_list_is_narrowed_by_kind_place_and_period(browser: Client, activity: Callable[..., Activity]) -> None:
    activity(title="A")
    activity("workshop", title="B")
    answer = browser.get(f"{LIST}?kind=workshop&starts_on_from=2023-01-01&starts_on_to=2023-12-31")
    assert [row.title for row in answer.context["listing"].page.object_list] == ["B"]


def test_the_list_is_narrowed_by_line_of_work(
    browser: Client, activity: Callable[..., Activity], officer: User
) -> None:
    harmony = Programme.objects.get(code="harmony")
    season = actions.keep_project(by=officer, code="season", labels={"en": "Season"}, programme=harmony)
    activity(title="In season", track=None, project=season)
    activity(title="In programme", track=None, programme=harmony)
    activity(title="Elsewhere")
    for project_or_wider, titles in (
        (["relations"], ["In programme", "In season"]),
        (["relations", "relations/harmony"], ["In programme", "In season"]),
        (["relations", "relations/harmony", "relations/harmony/season"], ["In season"]),
    ):
        rows = browser.get(LIST, {"line": project_or_wider}).context["listing"].page.object_list
        assert sorted(row.title for row in rows) == titles


def test_an_activity_is_found_by_its_number_title_or_book(browser: Client, activity: Callable[..., Activity]) -> None:
    activity("reading_club", title="Session", code="R001", work_title="خبز وملح")
    activity(title="Other")
    for text in ("r001", "sess", "خُبز"):
        rows = browser.get(LIST, {"q": text}).context["listing"].page.object_list
        assert [row.title for row in rows] == ["Session"], text


@pytest.mark.parametrize("address", [LIST, "/programmes/programmes/", "/programmes/tracks/", "/programmes/kinds/"])
def test_a_list_takes_no_more_queries_for_more_rows(
    browser: Client, activity: Callable[..., Activity], address: str
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert browser.get(address).status_code == 200
        return len(captured)

    activity()
    browser.get(address)
    one = queries()
    for number in range(30):
        activity(title=f"T{number}", work_title="")
    assert queries() == one <= 8


@pytest.mark.parametrize("name", ["track", "programme", "project", "kind"])
def test_lines_of_work_are_added_and_edited_in_three_languages(browser: Client, name: str) -> None:
    track, programme = Track.objects.first(), Programme.objects.first()
    data = {
        "name_ar": "اسم", "name_tr": "Ad", "name_en": "Name", "code": "new-one", "position": 9,
        "track": track.pk, "programme": programme.pk, "counts": ["hours"],
    }  # fmt: skip
    answer = browser.post(f"/programmes/{name}s/add/", data)
    assert answer.status_code == 302, answer.context["form"].errors
    page = browser.get(answer["Location"])
    assert page.context["page"].title == "Name"
    edited = browser.post(f"{answer['Location']}edit/", data | {"name_en": "Renamed"})
    assert browser.get(edited["Location"]).context["page"].title == "Renamed"
