"""A list shows what it holds, and is narrowed by its address alone."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from minbar.foundation.accounts.models import User
from minbar.foundation.screens.models import SavedView
from tests.builders.readers import in_english
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.foundation.screens.accounts_screens")]
LIST = "/sample/"


@pytest.fixture
def director(cast: Cast, client: Client) -> Client:
    return in_english(client, cast.director)


@pytest.fixture
def administrator(cast: Cast, client: Client) -> Client:
    return in_english(client, cast.administrator)


def names(client: Client, address: str = LIST) -> list[str]:
    return [row.name for row in client.get(address).context["listing"].page.object_list]


def test_the_title_says_what_is_listed_and_how_many(director: Client, cast: Cast) -> None:
    page = director.get(LIST).content.decode()
    title = page.partition("<title>")[2].partition("</title>")[0]
    assert title.split()[:2] == ["Accounts", f"({User.objects.count()})"]


def test_rows_outside_the_readers_sight_are_neither_shown_nor_counted(director: Client) -> None:
    User.objects.create_user("hidden@example.org", name="hidden")
    page = director.get(LIST).content.decode()
    assert "hidden@example.org" not in page
    assert f"({User.objects.count() - 1})" in page


def test_a_choice_narrows_and_can_be_taken_away_again(director: Client) -> None:
    User.objects.create_user("turkish@example.org", name="Turkish", language="tr")
    response = director.get(LIST + "?language=tr&sort=-name")
    assert names(director, LIST + "?language=tr") == ["Turkish"]
    [(chip, without)] = response.context["listing"].chips
    assert (chip.label, chip.value, without) == ("Language", "Turkish", "?sort=-name")


def test_a_day_that_does_not_exist_narrows_nothing(director: Client) -> None:
    assert len(names(director, LIST + "?made_from=2023-02-31")) == User.objects.count()


def test_a_period_includes_both_its_days(director: Client) -> None:
    User.objects.filter(name="stranger").update(created_at="2021-05-03T09:00:00Z")
    assert names(director, LIST + "?made_from=2021-05-03&made_to=2021-05-03") == ["stranger"]


def test_a_place_holds_what_lies_within_it_and_offers_the_places_inside(director: Client) -> None:
    User.objects.create_user("tr34x@example.org", name="in the district")
    User.objects.create_user("sy1@example.org", name="elsewhere")
    place = director.get(LIST + "?place=TR").context["listing"].filters[3]
    assert names(director, LIST + "?place=TR") == ["in the district"]
    assert [[option.value for option in level] for level in place.levels] == [["TR", "SY"], ["TR34", "TR27"]]


def test_a_district_of_another_country_is_forgotten_when_the_country_changes(director: Client) -> None:
    User.objects.create_user("sy1@example.org", name="elsewhere")
    assert names(director, LIST + "?place=SY&place=TR34") == ["elsewhere"]


def test_the_search_box_asks_the_table(director: Client) -> None:
    assert names(director, LIST + "?q=stran") == ["stranger"]


def test_a_column_orders_the_rows_both_ways(director: Client) -> None:
    assert names(director, LIST + "?sort=-name") == sorted(names(director), reverse=True)


def test_an_order_that_is_not_a_column_of_the_list_is_ignored(director: Client) -> None:
    assert names(director, LIST + "?sort=password") == names(director)


def test_chosen_columns_are_shown_with_the_one_that_leads_to_the_record(director: Client) -> None:
    listing = director.get(LIST + "?column=language").context["listing"]
    assert [header.key for header in listing.headers] == ["name", "language"]


def test_what_is_typed_into_a_record_is_escaped_in_its_cell(director: Client) -> None:
    User.objects.create_user("x@example.org", name="<script>alert(1)</script>")
    assert "<script>alert" not in director.get(LIST).content.decode()


def test_an_empty_result_says_what_to_do_next(director: Client) -> None:
    assert "Try fewer filters" in director.get(LIST + "?q=nobody-of-this-name").content.decode()


def test_a_page_beyond_the_last_shows_the_last(director: Client) -> None:
    User.objects.bulk_create(User(email=f"{n}@example.org", name=f"n{n:03}") for n in range(60))
    assert names(director, LIST + "?page=99") == names(director, LIST + "?page=2")


@pytest.mark.parametrize("rows", [1, 30, 60])
def test_a_list_takes_at_most_eight_queries_whatever_its_length(director: Client, cast: Cast, rows: int) -> None:
    User.objects.bulk_create(User(email=f"{n}@example.org", name=f"n{n}") for n in range(rows))
    SavedView.objects.create(user=cast.director, table="sample.accounts", name="mine", query="language=tr")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        director.get(LIST)
    assert len(queries) <= 8


def test_only_those_who_may_add_are_offered_to(director: Client, cast: Cast) -> None:
    assert "Add an account" not in director.get(LIST).content.decode()
    director.force_login(cast.administrator)
    assert "Add an account" in director.get(LIST).content.decode()


def test_a_bulk_action_reaches_the_picked_rows_only(administrator: Client, cast: Cast) -> None:
    administrator.post(LIST, {"operation": "deactivate", "uid": [str(cast.stranger.uid)]})
    assert list(User.objects.filter(is_active=False)) == [cast.stranger]


def test_a_bulk_action_on_everything_stays_within_the_filters(administrator: Client, cast: Cast) -> None:
    User.objects.create_user("turkish@example.org", name="Turkish", language="tr")
    administrator.post(LIST + "?language=tr", {"operation": "deactivate", "everything": "yes"})
    assert [user.name for user in User.objects.filter(is_active=False)] == ["Turkish"]


def test_a_bulk_action_is_not_for_those_who_may_only_look(director: Client, cast: Cast) -> None:
    director.post(LIST, {"operation": "deactivate", "uid": [str(cast.stranger.uid)]})
    assert not User.objects.filter(is_active=False).exists()


def test_a_view_is_kept_by_name_and_belongs_to_one_user(director: Client, cast: Cast) -> None:
    address = LIST + "?language=tr"
    director.post(
        "/screens/views/", {"table": "sample.accounts", "name": "Turks", "query": "language=tr", "next": address}
    )
    assert "Turks" in director.get(LIST).content.decode()
    director.force_login(cast.administrator)
    assert "Turks" not in director.get(LIST).content.decode()


def test_nobody_forgets_the_views_of_another(director: Client, cast: Cast) -> None:
    view = SavedView.objects.create(user=cast.administrator, table="sample.accounts", name="mine", query="")
    assert director.post(f"/screens/views/{view.uid}/forget/").status_code == 404
    assert SavedView.objects.filter(pk=view.pk).exists()


def test_the_way_back_leads_to_this_site_only(director: Client) -> None:
    response = director.post("/screens/reading/", {"language": "tr", "next": "https://elsewhere.example/"})
    assert response["Location"] == "/"
