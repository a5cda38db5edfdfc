"""Figures as they are defined, laid side by side: an attacker who knows the definitions finds no small number."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any

import pytest

from minbar.foundation.figures import declare
from minbar.foundation.figures.audiences import Hidden
from minbar.foundation.figures.declare import Dataset, Sensitivity
from minbar.foundation.figures.evaluate import evaluate
from minbar.foundation.figures.masks import Counted, Mask, mask_of, state
from minbar.foundation.figures.models import Figure
from minbar.foundation.figures.publication import Publication
from minbar.foundation.figures.reading import read_definition
from minbar.foundation.figures.suppression import Cell, Outcome
from tests.builders.attendance import Attendance, attend, attendance_dataset
from tests.foundation.figures.attacker import Attacker, interesting

PUBLIC = 11
DAYS = (None, date(2022, 3, 1), date(2022, 8, 15), date(2023, 3, 1))
SEXES = ("f", "m", None)
AGES = (15, 25, 70, None)
TOWNS = (("p1", "t1"), ("p1", "t2"), ("p2", "t3"))
KEYS = ("day", "sex", "age", "place")


@pytest.fixture
def protected(attendance: Dataset, monkeypatch: pytest.MonkeyPatch) -> Dataset:
    dataset = attendance_dataset(sensitivity=Sensitivity.PROTECTED)
    monkeypatch.setitem(declare._DATASETS, dataset.key, dataset)
    return dataset


def people(chance: random.Random) -> None:
    """Rows of few and of many in each combination; every value occurs."""
    Attendance.objects.all().delete()
    rows = []
    for day, sex, age, (province, town) in product(DAYS, SEXES, AGES, TOWNS):
        row = {"day": day, "sex": sex, "age": age, "province": province, "district": town}
        rows += [row] * chance.choice([0, 0, 1, chance.randint(0, 9)])
    attend(*rows)


FILTERS: Mapping[str, Sequence[Any]] = {
    "sex": (["f"], ["f", "m"], [None], ["f", None]),
    "age": ([15], [15, 70], {"from": 18, "to": 30}, {"from": 20}, {"to": 25}),
    "province": (["p1"], ["p2"]),
    "town": (["t1"], ["t1", "t3"]),
    "year": (["2022"], ["2022", "2023"], [None]),
    "month": (["2022-03"],),
}
PERIODS = (None, "edition", {"from": "2022-01-01", "to": "2022-12-31"}, {"from": "2022-06-01"})
EDITION = (date(2022, 1, 1), date(2023, 12, 31))


def definition(chance: random.Random) -> dict[str, Any]:
    dimensions = chance.sample(list(FILTERS), chance.randint(0, 2))
    by = chance.choice([[], [], ["sex"], ["town"], ["year"], ["sex", "province"]])
    filters = {key: chance.choice(FILTERS[key]) for key in dimensions}
    return {"dataset": "attendance", "filters": filters, "period": chance.choice(PERIODS), "by": by}


def holds(key: str, allowed: Any, person: Mapping[str, Any]) -> bool:
    """Whether somebody is within a filter; written apart from the engine."""
    value = value_of(key, person)
    if isinstance(allowed, Mapping):
        return value is not None and allowed.get("from", 0) <= value <= allowed.get("to", 999)
    return value in allowed


def value_of(key: str, person: Mapping[str, Any]) -> Any:
    day = person["day"]
    if key in ("year", "month"):
        return None if day is None else f"{day.year}" if key == "year" else f"{day:%Y-%m}"
    if key in ("province", "town"):
        return person["place"][key == "town"]
    return person[key]


def within(period: Any, day: date | None) -> bool:
    if period is None:
        return True
    first, last = EDITION if period == "edition" else (period.get("from"), period.get("to"))
    return day is not None and str(first) <= str(day) <= str(last or "9999")


def counted(name: str, data: dict[str, Any], dataset: Dataset) -> Counted:
    read = read_definition(data)
    result = evaluate([Figure(key=name, definition=data)], period=EDITION)[name]
    from minbar.foundation.figures.period import Period

    rows = [(row.values, row.records or 0) for row in result.rows]
    return Counted(name, read.conditions_in(Period(*EDITION)), result.records or 0, read.by, rows)


def cells_of(one: Counted, data: dict[str, Any], mask: Mask) -> tuple[list[Cell], dict[Any, Hidden]]:
    """What is printed of a figure, to somebody who lists all kinds of people that there can be."""
    everybody = [dict(zip(KEYS, values, strict=True)) for values in product(DAYS, SEXES, AGES, TOWNS)]
    inside = {
        place for place, person in enumerate(everybody)
        if within(data["period"], person["day"]) and all(holds(k, v, person) for k, v in data["filters"].items())
    }  # fmt: skip
    cells = [Cell((one.name, None), one.records, ((1, {"kind": frozenset(inside)}),))]
    hidden = {(one.name, None): mask.total}
    for (values, records), how in zip(one.rows, mask.rows or (), strict=False):
        part = {
            place for place in inside
            if [str(value_of(key, everybody[place])) for key in one.by] == [str(value) for value in values]
        }  # fmt: skip
        cells.append(Cell((one.name, values), records, ((1, {"kind": frozenset(part)}),)))
        hidden[one.name, values] = how
    if len(cells) > 1:
        whole, *parts = (cell.parts[0] for cell in cells)
        cells.append(Cell((one.name, "="), 0, (whole, *((-1, box) for _factor, box in parts)), known=(0, 0)))
    return cells, {name: how for name, how in hidden.items() if how}


@pytest.mark.parametrize("seed", range(8))
def test_nothing_small_follows_from_figures_with_filters_periods_and_parts(protected: Dataset, seed: int) -> None:
    chance = random.Random(seed)
    people(chance)
    definitions = {f"f{number}": definition(chance) for number in range(chance.randint(2, 6))}
    published = {name: counted(name, data, protected) for name, data in definitions.items()}
    publication = Publication(protected)
    for one in published.values():
        state(publication, one, threshold=PUBLIC)
    outcome = publication.suppress(PUBLIC)
    cells: list[Cell] = []
    hidden: dict[Any, Hidden] = {}
    for name, one in published.items():
        mask = mask_of(one, outcome.hidden, PUBLIC)
        more_cells, more_hidden = cells_of(one, definitions[name], mask)
        cells += more_cells
        hidden |= more_hidden
    attacker = Attacker(cells, {"kind": len(DAYS) * len(SEXES) * len(AGES) * len(TOWNS)}, hidden, PUBLIC)
    assert not [places for places in interesting(attacker, cells) if attacker.finds(places)]


def number(name: str, dataset: Dataset, **data: Any) -> Counted:
    return counted(name, {"dataset": "attendance", "filters": {}, "period": None, "by": [], **data}, dataset)


def hidden_of(dataset: Dataset, *published: Counted, **more: Any) -> Outcome:
    publication = Publication(dataset)
    for one in published:
        state(publication, one, threshold=PUBLIC, **more)
    return publication.suppress(PUBLIC)


def test_the_parts_of_a_small_figure_are_not_even_named(protected: Dataset) -> None:
    attend(*[{"sex": "f"}] * 3, *[{"sex": "m"}] * 2)
    one = number("f", protected, by=["sex"])
    outcome = hidden_of(protected, one)
    assert mask_of(one, outcome.hidden, PUBLIC) == Mask(Hidden.FEW, None)


def test_a_province_is_known_to_hold_its_towns(protected: Dataset) -> None:
    """54 in the province, 50 of them in one town: nobody needs to say that the town lies there."""
    attend(*[{"province": "p1", "district": "t1"}] * 50, *[{"province": "p1", "district": "t2"}] * 4)
    attend(*[{"province": "p2", "district": "t3"}] * 90)
    province = number("province", protected, filters={"province": ["p1"]})
    town = number("town", protected, filters={"town": ["t1"]})
    assert len(hidden_of(protected, province, town).hidden) == 1


def test_a_year_less_its_first_months_is_the_rest_of_it(protected: Dataset) -> None:
    attend(*[{"day": date(2022, 2, 1)}] * 50, *[{"day": date(2022, 9, 30)}] * 4, {"day": None})
    year = number("year", protected, filters={"year": ["2022"]})
    spring = number("spring", protected, period={"from": "2022-01-01", "to": "2022-06-15"})
    assert len(hidden_of(protected, year, spring).hidden) == 1


def test_a_number_of_which_no_record_is_left_is_still_what_it_was(protected: Dataset) -> None:
    """What was told of records that were changed since can be taken off no longer; it makes no trouble either."""
    attend(*[{"sex": "m", "day": date(2022, 5, 5), "age": 40, "province": "p1", "district": "t1"}] * 60)
    shapes: list[dict[str, Any]] = [
        {"filters": {"sex": ["f"]}}, {"filters": {"sex": [None]}}, {"filters": {"age": {"from": 60}}},
        {"filters": {"age": {"to": 20}}}, {"period": {"from": "2020-01-01", "to": "2020-12-31"}},
        {"period": {"from": None, "to": "2019-12-31"}}, {"filters": {"year": ["2021"]}}, {"filters": {"year": [None]}},
        {"filters": {"province": ["p9"], "town": ["t9"]}},
    ]  # fmt: skip
    publication = Publication(protected, turn=1)
    for place, shape in enumerate(shapes):
        gone = number(f"gone {place}", protected, **shape)
        assert gone.records == 0
        before = Counted(gone.name, gone.conditions, 30)
        state(publication, before, turn=0, threshold=PUBLIC, known=Mask(None, ()))
    state(publication, number("all", protected), turn=1, threshold=PUBLIC)
    assert publication.suppress(PUBLIC) == Outcome({})


def test_what_was_added_since_an_earlier_publication_is_a_number_too(protected: Dataset) -> None:
    attend(*[{"sex": "m"}] * 60)
    then = number("then", protected)
    attend(*[{"sex": "f"}] * 3)
    publication = Publication(protected, turn=1)
    state(publication, then, turn=0, threshold=PUBLIC, known=Mask(None, ()))
    now = number("now", protected)
    state(publication, now, turn=1, threshold=PUBLIC)
    assert publication.suppress(PUBLIC).hidden == {("now", None): Hidden.WITHHELD}


def test_a_whole_that_its_parts_do_not_make_is_no_equation(protected: Dataset) -> None:
    attend(*[{"sex": "m"}] * 60, *[{"sex": "f"}] * 40)
    publication = Publication(protected)
    for one in (number("all", protected), number("men", protected, filters={"sex": ["m"]})):
        state(publication, one, threshold=PUBLIC)
    publication.wholes.append((("all", None), (("men", None),)))
    assert publication.suppress(PUBLIC) == Outcome({})
