"""All engines give the same answers as counting by hand, people counted once included."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
import sqlglot
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlglot import exp

from minbar.foundation.figures import plan
from minbar.foundation.figures.declare import Dataset
from minbar.foundation.figures.definition import Between, During, OneOf
from minbar.foundation.figures.engines import Engine, ExternalEngine, LiveEngine, default_engine
from minbar.foundation.figures.evaluate import evaluate
from minbar.foundation.figures.manifest import Manifest
from minbar.foundation.figures.models import Figure
from minbar.foundation.figures.period import Period, unit_of, write_unit
from minbar.foundation.figures.refresh import refresh
from minbar.foundation.figures.snapshot import SnapshotEngine
from minbar.foundation.figures.tree import grouped_query
from tests.builders.attendance import Attendance, attend

DAYS = [date(2022, 1, 1), date(2022, 3, 31), date(2022, 4, 1), date(2023, 6, 30), date(2023, 12, 31)]
EDITION = Period(date(2022, 1, 15), date(2023, 6, 30))


def maybe(values: Iterable[Any]) -> st.SearchStrategy[Any]:
    return st.sampled_from([None, *values])


ROWS = st.lists(
    st.fixed_dictionaries({
        "day": maybe(DAYS), "sex": maybe("mf"), "age": maybe([5, 17, 18, 60]), "province": maybe(["a", "b", "é'"]),
        "district": maybe(["a1", "a2", "b1"]), "online": maybe([True, False]), "hours": maybe([0, 1, -2, 40]),
        "cost": maybe([Decimal("0.10"), Decimal("19.99")]), "person": maybe([1, 2, 3]),
    }),
    max_size=20,
)  # fmt: skip
COLUMNS = {"sex": "sex", "age": "age", "province": "province", "town": "district", "online": "online"}
FILTERS = st.fixed_dictionaries({}, optional={
    "sex": st.lists(maybe("mf"), min_size=1, unique=True),
    "province": st.lists(maybe(["a", "b", "é'", "none"]), min_size=1, unique=True),
    "online": st.lists(maybe([True, False]), min_size=1, unique=True),
    "age": st.just({"from": 17, "to": 18}) | st.lists(maybe([5, 18]), min_size=1, unique=True),
    "year": st.lists(maybe(["2022", "2023"]), min_size=1, unique=True),
    "quarter": st.lists(maybe(["2022-Q1", "2022-Q2"]), min_size=1, unique=True),
})  # fmt: skip
PERIODS = st.sampled_from([
    None, "edition", {"from": "2022-04-01"}, {"from": "2022-01-01", "to": "2022-12-31"},
    {"from": "2023-01-01", "to": "2023-12-31"}, {"from": "2022-01-01", "to": "2022-03-31"}, {"to": "2022-01-01"},
])  # fmt: skip
DEFINITIONS = st.lists(
    st.fixed_dictionaries({
        "dataset": st.just("attendance"),
        "measure": st.sampled_from(["count", "hours", "cost", "people", "hours_each"]),
        "filters": FILTERS,
        "period": PERIODS,
        "by": st.lists(st.sampled_from([*COLUMNS, "year", "quarter", "month"]), max_size=3, unique=True),
    }),
    min_size=1, max_size=8,
)  # fmt: skip


def text(value: Any) -> str | None:
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def value_of(row: dict[str, Any], dimension: str) -> str | None:
    if dimension in COLUMNS:
        return text(row[COLUMNS[dimension]])
    return write_unit(dimension, row["day"]) if row["day"] else None


def wanted(row: dict[str, Any], definition: dict[str, Any]) -> bool:
    for dimension, values in definition["filters"].items():
        if isinstance(values, dict):
            if row[dimension] is None or not values["from"] <= row[dimension] <= values["to"]:
                return False
        elif value_of(row, dimension) not in [text(value) for value in values]:
            return False
    period = definition["period"]
    if period is None:
        return True
    if period == "edition":
        period = {"from": EDITION.start.isoformat(), "to": EDITION.end.isoformat()}  # type: ignore[union-attr]
    day = row["day"] and row["day"].isoformat()
    return bool(day) and period.get("from", "0") <= day <= period.get("to", "9")


def measured(rows: list[dict[str, Any]], measure: str) -> Any:
    if measure == "count":
        return len(rows)
    if measure == "people":
        return len({row["person"] for row in rows} - {None})
    if measure == "hours_each":
        people = measured(rows, "people")
        return Decimal(measured(rows, "hours")) / people if people else None
    return sum((row[measure] or 0 for row in rows), start=Decimal(0))


def by_hand(rows: list[dict[str, Any]], definition: dict[str, Any]) -> tuple[Any, dict[Any, Any]]:
    rows = [row for row in rows if wanted(row, definition)]
    parts = defaultdict(list)
    for row in rows:
        parts[tuple(value_of(row, dimension) for dimension in definition["by"])].append(row)
    if not definition["by"]:
        parts.clear()
    split = {keys: (measured(part, definition["measure"]), len(part)) for keys, part in parts.items()}
    return (measured(rows, definition["measure"]), len(rows)), split


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, definitions=DEFINITIONS)
def test_every_engine_counts_as_one_would_by_hand(
    attendance: Dataset, rows: list[dict[str, Any]], definitions: list[dict[str, Any]]
) -> None:
    Attendance.objects.all().delete()
    attend(*rows)
    figures = [Figure(key=str(place), definition=one) for place, one in enumerate(definitions)]
    expected = {str(place): by_hand(rows, one) for place, one in enumerate(definitions)}
    with tempfile.TemporaryDirectory() as directory:
        refresh(Path(directory), only=[attendance])
        for engine in (LiveEngine(), SnapshotEngine(Path(directory))):
            results = evaluate(figures, period=EDITION, engine=engine)
            found = {
                key: ((one.value, one.records), {row.values: (row.value, row.records) for row in one.rows})
                for key, one in results.items()
            }
            assert found == expected, engine.name


def connect_to_warehouse() -> Any:
    return duckdb.connect(WAREHOUSE)


WAREHOUSE = ""


def test_another_engine_is_a_matter_of_configuration(
    attendance: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attend({"person": 1, "sex": "f"}, {"person": 1, "sex": "m"})
    manifest = refresh(tmp_path / "snapshot", only=[attendance])
    monkeypatch.setattr(f"{__name__}.WAREHOUSE", str(tmp_path / "warehouse.duckdb"))
    with duckdb.connect(WAREHOUSE) as link:
        link.execute("CREATE SCHEMA lake")
        file = tmp_path / "snapshot" / manifest.datasets["attendance"].file
        link.execute(f"CREATE TABLE lake.attendance AS FROM read_parquet('{file}')")
    with override_settings(FIGURES={
        "engine": "external", "dialect": "duckdb", "table": "lake.{dataset}",
        "connect": f"{__name__}.connect_to_warehouse",
    }):  # fmt: skip
        engine = default_engine()
        definition = {"dataset": "attendance", "measure": "people", "by": ["sex"]}
        result = evaluate([Figure(key="f", definition=definition)])["f"]
    assert isinstance(engine, ExternalEngine)
    assert (result.value, [row.value for row in result.rows], result.engine) == (1, [1, 1], "duckdb")


@pytest.mark.parametrize("dialect", ["spark", "trino", "clickhouse", "duckdb", "postgres", "bigquery", "snowflake"])
def test_the_tree_is_written_and_read_again_in_other_dialects(attendance: Dataset, dialect: str) -> None:
    conditions = (
        During(EDITION),
        OneOf("sex", frozenset(["f", None])),
        OneOf("quarter", frozenset(["2022-Q1"])),
        Between("age", Decimal(18), None),
    )
    slices = [plan.additive(conditions, ("province", "month")), plan.distinct(conditions, ("province",), "person")]
    groupings = list(plan.groupings(slices).values())
    engine: Engine = ExternalEngine(dialect=dialect, connect="", table="minbar.{dataset}")
    tree = grouped_query(attendance, engine.relation(attendance), groupings, ["cost"])
    written = tree.sql(dialect, unsupported_level=sqlglot.ErrorLevel.RAISE)
    assert sqlglot.parse_one(written, dialect=dialect).sql(dialect) == written


def test_the_relation_says_the_same_after_it_was_parsed(attendance: Dataset) -> None:
    attend({"province": "50%", "hours": 1}, {"province": "b", "hours": 2}, {"province": "60%\\'", "hours": 2})
    narrowed = attendance.rows().filter(province__contains="0%", hours__in=[1, 2], day__isnull=True)
    dataset = Dataset(key="narrowed", label="", rows=lambda: narrowed, dimensions=())
    found = LiveEngine().fetch(exp.select("uid").from_(LiveEngine().relation(dataset)))
    assert {row[0] for row in found} == {row["uid"] for row in narrowed}
    assert len(found) == 2


def test_the_installation_takes_its_first_snapshot_when_it_is_needed(attendance: Dataset, tmp_path: Path) -> None:
    attend({"sex": "f"})
    with override_settings(FIGURES={"engine": "snapshot"}, DATA_DIR=tmp_path):
        result = evaluate([Figure(key="f", definition={"dataset": "attendance"})])["f"]
    manifest = Manifest.read(tmp_path / "snapshots")
    assert manifest
    assert (result.value, result.engine, result.as_of) == (1, "snapshot", manifest.as_of)


def test_units_of_the_calendar_cover_their_days() -> None:
    assert unit_of("quarter", date(2024, 2, 29)) == Period(date(2024, 1, 1), date(2024, 3, 31))
