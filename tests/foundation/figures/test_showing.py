"""Figures of a protected dataset on screens: exact where its records are open, as the public's for others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from minbar.foundation.accounts.models import User
from minbar.foundation.figures import declare, kept, showing, tasks
from minbar.foundation.figures.actions import define_figure
from minbar.foundation.figures.audiences import Hidden
from minbar.foundation.figures.declare import Dataset, Sensitivity
from minbar.foundation.figures.models import Figure, PublicFigures
from minbar.foundation.figures.period import Period
from minbar.foundation.figures.showing import results_for
from tests.builders.attendance import attend, attendance_dataset
from tests.cast import Cast

IN_2022 = Period(date(2022, 1, 1), date(2022, 12, 31))


@pytest.fixture(autouse=True)
def protected(attendance: Dataset, monkeypatch: pytest.MonkeyPatch) -> Dataset:
    dataset = attendance_dataset(sensitivity=Sensitivity.PROTECTED)
    monkeypatch.setitem(declare._DATASETS, dataset.key, dataset)
    monkeypatch.setattr(showing, "_PERIODS", [])
    attend(*[{"sex": "m", "day": date(2022, 5, 5)}] * 5003, *[{"sex": "f", "day": date(2023, 5, 5)}] * 4)
    return dataset


def define(key: str, **definition: Any) -> Figure:
    names = dict.fromkeys(("ar", "tr", "en"), key)
    return define_figure(by=None, key=key, labels=names, definition={"dataset": "attendance", **definition})


def hidden(user: User, *figures: Figure, period: Period | None = None) -> dict[str, Hidden | None]:
    return {key: result.hidden for key, result in results_for(user, figures, period).items()}


def test_each_is_protected_from_all_others_that_somebody_could_open(cast: Cast) -> None:
    """The men alone give nothing away, until there is a figure of everybody."""
    men = define("men", filters={"sex": ["m"]})
    assert hidden(cast.director, men) == {"men": None}
    everybody = define("everybody")
    assert sorted(map(str, hidden(cast.director, men, everybody).values())) == ["None", "withheld"]
    assert hidden(cast.director, men) == {"men": Hidden.WITHHELD}
    assert hidden(cast.programme_officer, men, everybody) == {"men": None, "everybody": None}


def test_periods_are_protected_from_each_other_and_others_are_not_told(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody = define("everybody", period="edition")
    assert hidden(cast.director, everybody, period=IN_2022) == {"everybody": Hidden.WITHHELD}

    def offered() -> Iterator[Period]:
        yield IN_2022

    showing.offer_periods(offered)
    shown = [hidden(cast.director, everybody, period=period)["everybody"] for period in (None, IN_2022)]
    assert sorted(map(str, shown)) == ["None", "withheld"]


def test_a_figure_that_is_not_kept_or_split_otherwise_is_not_told(cast: Cast) -> None:
    kept = define("kept")
    other = Figure(key="kept", definition={"dataset": "attendance", "by": ["sex"]})
    assert hidden(cast.director, kept) == {"kept": None}
    result = results_for(cast.director, [other], None)["kept"]
    assert (result.hidden, result.value, result.records, result.rows) == (Hidden.WITHHELD, None, None, ())


def test_declared_figures_and_those_that_no_longer_fit_do_not_stand_in_the_way(cast: Cast) -> None:
    kept, stale = define("kept"), define("stale", filters={"sex": ["f"]})
    Figure.objects.filter(pk=stale.pk).update(definition={"dataset": "attendance", "filters": {"gone": ["x"]}})
    assert hidden(cast.director, kept, Figure(key="said", kind="declared", value=5)) == {"kept": None, "said": None}


def page(client: Client, user: User, figure: Figure, route: str = "figure") -> str:
    User.objects.filter(pk=user.pk).update(language="en")
    client.force_login(user)
    html: str = client.get(reverse(f"figures:{route}", args=[figure.uid])).content.decode()
    return " ".join(html.split())  # as a browser sees its spaces


def test_the_page_says_in_words_what_it_hides(client: Client, cast: Cast) -> None:
    figure = define("split", by=["sex"])
    html = page(client, cast.director, figure)
    assert "5,007" in html and "fewer than 11" in html and "withheld" in html
    assert "5,003" not in html and "Small numbers are not shown" in html
    exact = page(client, cast.programme_officer, figure)
    assert "5,003" in exact and "Small numbers are not shown" not in exact


def test_the_page_of_a_hidden_figure_has_no_number_at_all(client: Client, cast: Cast) -> None:
    define("everybody")
    html = page(client, cast.director, define("men", filters={"sex": ["m"]}))
    assert re.search(r"<h2[^>]*> ?withheld ?</h2>", html) and "5,003" not in html and "5003" not in html


def test_the_records_of_a_protected_figure_are_not_even_counted_for_others(client: Client, cast: Cast) -> None:
    html = page(client, cast.director, define("men", filters={"sex": ["m"]}), "records")
    assert "These records are not open to you." in html
    assert "5,003" not in html and "5003" not in html
    assert "5,003" in page(client, cast.programme_officer, Figure.objects.get(key="men"), "records")


@pytest.fixture
def always_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "FROM_RECORDS", 0)


def counted(user: User, figure: Figure) -> Any:
    return results_for(user, [figure], None)[figure.key]


@pytest.mark.usefixtures("always_kept")
def test_what_may_be_told_is_kept_with_its_moment(cast: Cast) -> None:
    figure = define("split", by=["sex"])
    first = counted(cast.director, figure)
    attend(*[{"sex": "m", "day": date(2022, 5, 5)}] * 20)
    again = counted(cast.director, figure)
    assert (again.value, again.rows, again.by, again.engine) == (first.value, first.rows, first.by, "kept")
    assert counted(cast.programme_officer, figure).value == 5027  # to whom the records are open


@pytest.mark.usefixtures("always_kept")
def test_nothing_that_is_hidden_is_kept(cast: Cast) -> None:
    women = define("women", filters={"sex": ["f"]})
    assert counted(cast.director, women).hidden is Hidden.FEW
    (one,) = PublicFigures.objects.get().results
    assert (one["value"], one["records"], one["hidden"]) == (None, None, "few")


@pytest.mark.usefixtures("always_kept")
def test_another_figure_or_another_period_is_counted_at_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    men = define("men", filters={"sex": ["m"]})
    assert counted(cast.director, men).hidden is None
    everybody = define("everybody")
    assert counted(cast.director, men).hidden is Hidden.WITHHELD
    everybody.delete()
    assert counted(cast.director, men).hidden is None
    showing.offer_periods(lambda: [IN_2022])
    assert results_for(cast.director, [men], IN_2022)["men"].engine == "live"


@pytest.mark.usefixtures("always_kept")
def test_it_is_counted_anew_by_the_job_or_when_it_is_old(cast: Cast) -> None:
    figure = define("everybody")
    assert counted(cast.director, figure).value == 5007
    attend(*[{"sex": "m", "day": date(2022, 5, 5)}] * 20)
    tasks.tell_anew()
    assert counted(cast.director, figure).value == 5027
    attend(*[{"sex": "m", "day": date(2022, 5, 5)}] * 20)
    PublicFigures.objects.update(as_of=timezone.now() - kept.OLDEST)
    assert counted(cast.director, figure).value == 5047


@pytest.mark.usefixtures("always_kept")
def test_the_page_tells_when_it_was_counted(client: Client, cast: Cast) -> None:
    figure = define("everybody")
    assert "Counted now" in page(client, cast.director, figure)
    assert "it is counted anew within the hour" in page(client, cast.director, figure)


def test_little_is_counted_for_every_page(cast: Cast) -> None:
    figure = define("everybody")
    assert counted(cast.director, figure).engine == "live"
    assert not PublicFigures.objects.exists()
