"""A record's page: what it is and where it stands, what can be done with it, and what it is tied to."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from minbar.foundation.accounts.models import User
from minbar.foundation.screens import related as related_panels
from minbar.foundation.screens.related import Panel, related
from tests.builders.readers import in_english
from tests.cast import Cast
from tests.foundation.screens.accounts_screens import AccountTable, SamplePermission

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.foundation.screens.accounts_screens")]


@pytest.fixture
def administrator(cast: Cast, client: Client) -> Client:
    return in_english(client, cast.administrator)


def address(user: User, what: str = "account") -> str:
    return reverse(f"sample:{what}", args=[user.uid])


def test_datasets_that_nobody_knows_leave_no_empty_lines(administrator: Client, cast: Cast) -> None:
    page = administrator.get(address(cast.stranger)).content.decode()
    assert "stranger@example.org" in page
    assert "Last seen" not in page
    assert "Nothing known" not in page


def test_a_record_out_of_sight_is_not_found(administrator: Client) -> None:
    hidden = User.objects.create_user("hidden@example.org", name="hidden")
    assert administrator.get(address(hidden)).status_code == 404
    assert administrator.get(address(hidden, "account-edit")).status_code == 404


def test_a_refusal_is_told_in_its_own_words(administrator: Client, cast: Cast) -> None:
    response = administrator.post(address(cast.administrator, "account-stop"), follow=True)
    assert "You can&#x27;t stop yourself." in response.content.decode()


@pytest.fixture
def neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A panel that another room would show: the other accounts."""
    monkeypatch.setattr(related_panels, "_PANELS", {"accounts.user": []})
    related(
        "accounts.user",
        Panel(
            title="Neighbours",
            table=AccountTable,
            rows=lambda record, user: User.objects.filter(name__startswith="n").exclude(pk=record.pk),
            permission=SamplePermission.EDIT,
            more=lambda record: "/sample/?q=n",
            limit=2,
        ),
    )


def test_another_room_shows_its_records_on_the_page(administrator: Client, cast: Cast, neighbours: None) -> None:
    User.objects.bulk_create(User(email=f"{number}@example.org", name=f"n{number}") for number in range(3))
    page = administrator.get(address(cast.stranger)).content.decode()
    assert "Neighbours" in page
    assert ">n1<" in page
    assert ">n2<" not in page
    assert "/sample/?q=n" in page


def test_a_panel_is_only_for_those_who_may_see_its_records(client: Client, cast: Cast, neighbours: None) -> None:
    User.objects.create_user("n@example.org", name="n")
    page = in_english(client, cast.director).get(address(cast.stranger)).content.decode()
    assert "Neighbours" not in page


def test_a_panel_without_records_takes_no_room(administrator: Client, cast: Cast, neighbours: None) -> None:
    assert "Neighbours" not in administrator.get(address(cast.stranger)).content.decode()


FORM: dict[str, Any] = {"note": "kept as typed", "languages": ["ar"]}


def test_a_form_that_an_action_refuses_keeps_what_was_typed(administrator: Client) -> None:
    response = administrator.post("/sample/add/", FORM | {"name": "forbidden"})
    page = response.content.decode()
    assert response.status_code == 403
    assert "Only the board may add this one." in page
    assert "kept as typed" in page


def test_what_an_action_finds_wrong_stands_beside_its_field(administrator: Client) -> None:
    response = administrator.post("/sample/add/", FORM | {"name": "taken"})
    assert response.status_code == 422
    assert response.context["form"].errors["name"] == ["Somebody has this name."]


def test_a_form_leads_to_what_it_made(administrator: Client) -> None:
    response = administrator.post("/sample/add/", FORM | {"name": "newcomer"})
    assert response["Location"] == address(User.objects.get(name="newcomer"))
