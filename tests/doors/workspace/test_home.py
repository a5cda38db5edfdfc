"""The first page shows what its reader may see, and what waits for them."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from minbar.evidence.editions.models import Edition
from minbar.foundation.accounts.models import User
from minbar.foundation.figures import declare
from minbar.foundation.figures.declare import Dataset, Sensitivity
from minbar.foundation.figures.enums import FigureKind
from minbar.foundation.figures.models import Figure
from minbar.foundation.screens import searching, waiting
from minbar.foundation.screens.searching import Hit, Searcher
from minbar.foundation.screens.waiting import Task, Waiting
from tests.builders.attendance import attend, attendance_dataset
from tests.cast import Cast
from tests.foundation.figures.conftest import attendance
from tests.foundation.screens.accounts_screens import SamplePermission

pytestmark = pytest.mark.django_db
__all__ = ["attendance"]


@pytest.fixture
def followers(settings: object) -> Figure:
    settings.HOME_FIGURES = ["followers"]  # type: ignore[attr-defined]
    return Figure.objects.create(
        key="followers",
        kind=FigureKind.DECLARED,
        labels={"en": "Followers", "ar": "المتابعون", "tr": "Takipçiler"},
        value=34567,
        source={"en": "the channel itself"},
        as_of=date(2024, 12, 31),
    )


def page(client: Client, user: User, address: str = "/") -> str:
    User.objects.filter(pk=user.pk).update(language="en")
    client.force_login(user)
    return client.get(address).content.decode()


def test_a_director_sees_the_chosen_figures(client: Client, cast: Cast, followers: Figure) -> None:
    assert "34,567" in page(client, cast.director)


def test_figures_are_not_for_those_without_a_role(client: Client, cast: Cast, followers: Figure) -> None:
    assert "34,567" not in page(client, cast.stranger)


def test_where_there_are_no_figures_the_page_says_how_to_get_some(client: Client, cast: Cast) -> None:
    assert "Import the workbooks" in page(client, cast.director)


def test_what_waits_is_for_those_who_can_do_it(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    declared = (Waiting(SamplePermission.EDIT, lambda user: [Task("Two rows were rejected", "/imports/")]),)
    monkeypatch.setattr(waiting, "_declarations", lambda: declared)
    assert "Two rows were rejected" in page(client, cast.administrator)
    assert "Two rows were rejected" not in page(client, cast.director)


def test_what_is_due_sooner_stands_first(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    today = timezone.localdate()
    tasks = [Task("some day", "/a/"), Task("later", "/b/", today.replace(year=2999)), Task("now", "/c/", today)]
    monkeypatch.setattr(waiting, "_declarations", lambda: (Waiting(None, lambda user: tasks),))
    assert [task.text for task in waiting.waiting_for(cast.stranger)] == ["now", "later", "some day"]


@pytest.fixture
def searcher(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Searcher(
        title="Bodies",
        permission=SamplePermission.VIEW,
        find=lambda user, text, limit: [Hit(f"{text} {number}", "/x/") for number in range(limit)],
        more=lambda text: f"/all/?q={text}",
    )
    monkeypatch.setattr(searching, "searchers", lambda: (found,))


def test_the_search_shows_the_best_and_leads_to_the_rest(client: Client, cast: Cast, searcher: None) -> None:
    shown = page(client, cast.director, "/search/?q=halab")
    assert "halab 7" in shown
    assert "halab 8" not in shown
    assert "/all/?q=halab" in shown


def test_a_searcher_is_asked_only_for_those_who_may_see_its_records(client: Client, cast: Cast, searcher: None) -> None:
    assert "halab 0" not in page(client, cast.stranger, "/search/?q=halab")


def test_one_letter_is_too_little_to_search_by(cast: Cast, searcher: None) -> None:
    assert searching.search_everything(cast.director, "h") == []


@pytest.fixture
def cases(attendance: Dataset, monkeypatch: pytest.MonkeyPatch, settings: object) -> None:
    """A protected dataset with four women among 5,007 people, and its figures on the first page."""
    dataset = attendance_dataset(sensitivity=Sensitivity.PROTECTED)
    monkeypatch.setitem(declare._DATASETS, dataset.key, dataset)
    settings.HOME_FIGURES = ["men", "everybody"]  # type: ignore[attr-defined]
    attend(*[{"sex": "m", "day": date(2022, 5, 5)}] * 5003, *[{"sex": "f", "day": date(2023, 5, 5)}] * 4)
    for key, filters in (("men", {"sex": ["m"]}), ("everybody", {})):
        Figure.objects.create(key=key, labels={"en": key}, definition={"dataset": dataset.key, "filters": filters})
    Edition.objects.create(slug="e", titles={}, period_from=date(2022, 1, 1), period_to=date(2023, 12, 31))


def test_small_numbers_of_protected_figures_do_not_follow_from_the_first_page(
    client: Client, cast: Cast, cases: None
) -> None:
    html = page(client, cast.director)
    assert ("5,003" in html) != ("5,007" in html)
    assert "withheld" in html and "2023</dt>" not in html
    exact = page(client, cast.programme_officer)
    assert "5,003" in exact and "5,007" in exact and "2023</dt>" in exact
