"""The figures' screens: what each reader sees, and that nothing more is told."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from minbar.foundation.accounts.models import User
from minbar.foundation.figures.actions import define_figure
from minbar.foundation.figures.models import Figure
from tests.builders.attendance import attend
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("attendance")
NAMES = {"ar": "حضور النساء", "tr": "Kadın katılımı", "en": "Women who came"}


def define(key: str = "women", **definition: Any) -> Figure:
    return define_figure(by=None, key=key, labels=NAMES, definition={"dataset": "attendance", **definition})


def page(client: Client, user: User, address: str, *, status: int = 200, language: str = "en") -> str:
    User.objects.filter(pk=user.pk).update(language=language)
    client.force_login(user)
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def address(figure: Figure, route: str = "figure") -> str:
    return reverse(f"figures:{route}", args=[figure.uid])


def test_a_figure_s_page_says_its_value_its_definition_and_its_parts(client: Client, cast: Cast) -> None:
    attend({"sex": "f", "province": "Ankara"}, {"sex": "f", "province": None}, {"sex": "m"})
    html = page(client, cast.programme_officer, address(define(filters={"sex": ["f"]}, by=["province"])))
    assert re.search(r'<data\s+value="2"\s*>', html)
    assert "Female" in html
    assert "Ankara" in html
    assert "Unknown" in html
    assert "2 records behind it" in html


def test_a_figure_leads_to_its_records_and_a_part_to_its_own(client: Client, cast: Cast) -> None:
    rows = attend({"sex": "f", "day": date(2022, 5, 1)}, {"sex": "f"}, {"sex": "m"})
    figure = define(by=["sex"])
    html = page(client, cast.programme_officer, address(figure, "records") + "?part=sex:f")
    assert str(rows[0].pk) in html
    assert html.count("<tr>") == 3
    assert "May" in html


def test_the_records_keep_to_the_edition_s_period_of_the_address(client: Client, cast: Cast) -> None:
    attend({"day": date(2021, 5, 1)}, {"day": date(2022, 5, 1)})
    figure = define(period="edition")
    html = page(client, cast.programme_officer, address(figure, "records") + "?from=2022-01-01&to=2022-12-31")
    assert "2022" in html
    assert "2021" not in html


def test_records_that_are_not_open_are_counted_and_not_shown(client: Client, cast: Cast) -> None:
    attend({"sex": "f", "province": "CANARY"}, {"sex": "f"})
    html = page(client, cast.editor, address(define(), "records"))
    assert "not open to you" in html
    assert "<bdi>2</bdi>" in html
    assert "CANARY" not in html


@pytest.mark.parametrize("route", ["figures:figures", "figures:figure-add", "figures:figure-declare"])
def test_those_without_the_permission_are_kept_out(client: Client, cast: Cast, route: str) -> None:
    page(client, cast.stranger, reverse(route), status=403)
    page(client, cast.delegate, reverse(route), status=403)


def test_a_part_of_no_dimension_is_not_found(client: Client, cast: Cast) -> None:
    page(client, cast.programme_officer, address(define(), "records") + "?part=colour:red", status=404)


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_takes_few_queries_whatever_its_length(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for place in range(number):
        define(f"figure-{place}")
    page(client, cast.director, reverse("figures:figures"))
    with django_assert_max_num_queries(8):
        client.get(reverse("figures:figures"))


@pytest.mark.parametrize("number", [1, 30])
def test_a_page_of_records_takes_few_queries_whatever_its_length(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    attend(*({"sex": "f"} for _number in range(number)))
    where = address(define(), "records")
    page(client, cast.programme_officer, where)
    with django_assert_max_num_queries(9):
        assert client.get(where).content.count(b"<tr>") == number + 1


def test_records_are_shown_in_pages(client: Client, cast: Cast) -> None:
    attend(*({"sex": "f"} for _number in range(60)))
    where = address(define(), "records") + "?part=sex:f"
    first = page(client, cast.programme_officer, where)
    assert "1–50" in first
    assert "?part=sex%3Af&amp;page=2" in first
    assert page(client, cast.programme_officer, where + "&page=2").count("<tr>") == 11


FORM = {"key": "women", "labels_ar": "نساء", "labels_tr": "Kadınlar", "labels_en": "Women", "measure": "people",
        "period": "dates", "start": "1.5.2022", "filter_sex": ["f", ""], "filter_age": "18..30",
        "by": ["province"]}  # fmt: skip


def test_a_figure_is_defined_by_the_form(client: Client, cast: Cast) -> None:
    client.force_login(cast.director)
    response = client.post(reverse("figures:figure-define", args=["attendance"]), FORM)
    figure = Figure.objects.get()
    assert response["Location"] == address(figure)
    assert figure.definition == {
        "dataset": "attendance", "measure": "people",
        "filters": {"sex": ["f", None], "age": {"from": "18", "to": "30"}},
        "period": {"from": "2022-05-01"}, "by": ["province"],
    }  # fmt: skip


def test_a_figure_that_is_opened_and_saved_stays_as_it_is(client: Client, cast: Cast) -> None:
    definition = {"dataset": "attendance", "measure": "people", "filters": {"sex": ["f", None], "quarter": ["2022-Q1"]},
                  "period": {"from": "2022-05-01", "to": "2022-05-31"}, "by": ["province", "sex"]}  # fmt: skip
    figure = define_figure(by=None, key="f", labels=NAMES, definition=definition)
    client.force_login(cast.director)
    form = client.get(address(figure, "figure-edit")).context["form"]
    data = {name: form[name].value() for name in form.fields}
    data = {name: str(value) if name == "filter_quarter" else value for name, value in data.items() if value}
    assert client.post(address(figure, "figure-edit"), data).status_code == 302
    figure.refresh_from_db()
    assert figure.definition == definition


@pytest.mark.parametrize(
    ("field", "value"),
    [("filter_quarter", "2022-5"), ("filter_age", "young..old"), ("start", "soon"), ("key", "a b"), ("labels_ar", "")],
)
def test_the_field_that_is_wrong_is_named_and_nothing_typed_is_lost(
    client: Client, cast: Cast, field: str, value: str
) -> None:
    client.force_login(cast.director)
    response = client.post(reverse("figures:figure-define", args=["attendance"]), FORM | {field: value})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "Kadınlar" in response.content.decode()
    assert not Figure.objects.exists()


def test_a_declared_figure_shows_its_source(client: Client, cast: Cast) -> None:
    client.force_login(cast.director)
    names = {name: FORM[name] for name in ("key", "labels_ar", "labels_tr", "labels_en")}
    response = client.post(reverse("figures:figure-declare"), names | {"value": "12500", "source_en": "The platform"})
    html = page(client, cast.editor, response["Location"])
    assert "The platform" in html
    assert "12,500" in html
    page(client, cast.editor, address(Figure.objects.get(), "records"), status=404)


@pytest.mark.parametrize("language", ["ar", "tr"])
def test_a_figure_s_page_reads_in_the_reader_s_language(client: Client, cast: Cast, language: str) -> None:
    attend({"sex": "f", "day": date(2022, 5, 1)})
    html = page(client, cast.director, address(define(by=["sex", "month"])), language=language)
    assert NAMES[language] in html
    for english in ("Unknown", "Definition", "What is counted", "records behind", "Split by", "Total"):
        assert english not in html
