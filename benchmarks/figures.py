"""120 disaggregated figures over five million participations: Minbar, a query by hand, one query a figure.

    python -m benchmarks.figures [--quick] [--rows N]

The figures are counts, sums of hours and people counted once, of each of 24 places, 8 quarters, 6 age bands and
2 sexes, each split by the other three; each with its true total. Three ways to them, over the same rows:

- Minbar: ``evaluate()`` over the snapshot, from the definitions to the results in Python;
- by hand: the best of several single DuckDB queries that give the same numbers, over the same Parquet file, over its
  texts and days and over the small integers that it keeps for them (which the query leaves for others to decode);
- one PostgreSQL query a figure: plain SQL, and SQL that groups people twice so that they are hashed, not sorted; with
  parallel workers, memory to sort and hash in, statistics up to date, the columns of the slices indexed as foreign
  keys are, the quarter stored.

All answers are compared before anything is timed. Timings are medians of five rounds in which the ways take turns;
PostgreSQL takes its 120 queries once each way, but for --quick.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks._outcomes import outcome
from config.postgres import EmbeddedServer
from minbar.foundation.figures.codes import Codes, code_column
from minbar.foundation.figures.period import read_unit

ROUNDS = 5
BY_HAND = "DuckDB by hand:"
KEYS = ("sex", "age", "place", "quarter")
VALUES = {
    "sex": ["f", "m"],
    "age": ["0-5", "6-11", "12-17", "18-29", "30-59", "60+"],
    "place": [f"P{place:02}" for place in range(1, 25)],
    "quarter": [f"{year}-Q{quarter}" for year in (2022, 2023) for quarter in (1, 2, 3, 4)],
}
MEASURES = {"count": "count(*)", "hours": "sum(hours)", "people": "count(DISTINCT person)"}
SETTINGS = (
    "shared_buffers=2GB", "work_mem=512MB", "maintenance_work_mem=1GB", "max_parallel_workers_per_gather=4",
    "effective_cache_size=8GB", "random_page_cost=1.1", "jit=off", "fsync=off", "max_wal_size=8GB",
)  # fmt: skip
TABLE = """
CREATE TABLE participation AS
SELECT number AS id, gen_random_uuid() AS uid, now() AS changed, day, date_trunc('quarter', day)::date AS quarter,
       CASE WHEN person % 50 = 0 THEN NULL WHEN person % 9 < 5 THEN 'f' ELSE 'm' END AS sex,
       (ARRAY['0-5', '6-11', '12-17', '18-29', '30-59', '60+'])[1 + person % 6] AS age,
       'P' || lpad((1 + (CASE WHEN chance < 0.8 THEN person / 6 ELSE floor(chance * 1000)::int END) % 24)::text, 2, '0')
           AS place,
       1 + floor(random() * 8)::int AS hours, NULLIF(person, 1) AS person
FROM (SELECT number, date '2022-01-01' + floor(random() * 730)::int AS day, random() AS chance,
             1 + floor(random() * {people})::bigint AS person FROM generate_series(1, {rows}) AS number) AS drawn
"""

Numbers = dict[tuple[str, str | None, tuple[str | None, ...]], Any]


@dataclass(frozen=True)
class Asked:
    """One of the 120."""

    measure: str
    key: str
    value: str

    @property
    def by(self) -> list[str]:
        return [key for key in KEYS if key != self.key]

    @property
    def name(self) -> str:
        return f"{self.measure}-{self.key}-{self.value}"


ASKED = [Asked(measure, key, value) for measure in MEASURES for key, values in VALUES.items() for value in values]


@contextmanager
def django_on(directory: Path) -> Iterator[None]:
    """Django with a PostgreSQL server of its own."""
    directory.chmod(0o755)
    os.environ |= {"MINBAR_DATA": str(directory), "DJANGO_SETTINGS_MODULE": "config.settings"}
    os.environ.pop("DATABASE_URL", None)
    with EmbeddedServer(directory).running(settings=SETTINGS):
        import django

        django.setup()
        yield


def prepare(rows: int) -> None:
    """The table, and the dataset over it."""
    from django.db import connection, models

    from minbar.foundation.figures.declare import Count, Dataset, Dimension, Distinct, Sum, declare

    class Participation(models.Model):  # noqa: DJ008
        uid = models.UUIDField()
        changed = models.DateTimeField()
        day = models.DateField()
        sex, age, place = (models.TextField(null=True) for _column in range(3))
        hours = models.IntegerField()
        person = models.BigIntegerField(null=True)

        class Meta:
            app_label, db_table, managed = "benchmarks", "participation", False

    columns = ("id", "uid", "changed", "day", "sex", "age", "place", "hours", "person")
    declare(Dataset(
        key="bench_participation", label="Participation", rows=lambda: Participation.objects.values(*columns),
        period="day", dimensions=tuple(Dimension(key, key) for key in KEYS[:3]),
        measures=(Count(), Sum("hours", "Hours", column="hours"), Distinct("people", "People", column="person")),
    ))  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.5)")
        cursor.execute(TABLE.format(rows=rows, people=max(rows // 6, 1)))
        for key in KEYS:
            cursor.execute(f"CREATE INDEX ON participation ({key})")
        cursor.execute("VACUUM ANALYZE participation")


def by_minbar(engine: Any) -> dict[str, Any]:
    """From definitions to results: what an edition does."""
    from minbar.foundation.figures.evaluate import evaluate
    from minbar.foundation.figures.models import Figure

    figures = [
        Figure(key=one.name, definition={
            "dataset": "bench_participation", "measure": one.measure, "filters": {one.key: [one.value]}, "by": one.by,
        })
        for one in ASKED
    ]  # fmt: skip
    return evaluate(figures, engine=engine)


def numbers_of(results: dict[str, Any]) -> Numbers:
    """To compare with."""
    numbers: Numbers = {}
    for name, result in results.items():
        numbers[name, None, ()] = result.value
        numbers.update({(name, "part", row.values): row.value for row in result.rows})
    return numbers


def quarter_name(day: Any) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"


MEASURED = ", ".join(MEASURES.values())
#: The columns to group by, as texts and days or as codes.
TEXTS = {
    "sex": "sex", "age": "age", "place": "place", "quarter": "CAST(date_trunc('quarter', day) AS DATE)",
}  # fmt: skip
CODED = {key: f'"{code_column(key)}"' for key in KEYS}
KEYED = "SELECT {sex} AS sex, {age} AS age, {place} AS place, {quarter} AS quarter, person, hours FROM {rows}"
#: Single queries that give all numbers: the cells, and each slice's own total.
HANDWRITTEN = {
    "grouping sets": f"""SELECT sex, age, place, quarter, {MEASURED} FROM ({KEYED}) GROUP BY GROUPING SETS
        ((sex, age, place, quarter), (sex), (age), (place), (quarter))""",
    "union all": f"""SELECT sex, age, place, quarter, {MEASURED} FROM ({KEYED}) GROUP BY sex, age, place, quarter
        UNION ALL SELECT sex, NULL, NULL, NULL, {MEASURED} FROM ({KEYED}) GROUP BY sex
        UNION ALL SELECT NULL, age, NULL, NULL, {MEASURED} FROM ({KEYED}) GROUP BY age
        UNION ALL SELECT NULL, NULL, place, NULL, {MEASURED} FROM ({KEYED}) GROUP BY place
        UNION ALL SELECT NULL, NULL, NULL, quarter, {MEASURED} FROM ({KEYED}) GROUP BY quarter""",
    "people first": f"""WITH once AS MATERIALIZED
        (SELECT sex, age, place, quarter, person, count(*) AS n, sum(hours) AS h FROM ({KEYED}) GROUP BY ALL)
        SELECT sex, age, place, quarter, sum(n), sum(h), count(person) FROM once GROUP BY ALL
        UNION ALL SELECT sex, NULL, NULL, NULL, sum(n), sum(h), count(DISTINCT person) FROM once GROUP BY sex
        UNION ALL SELECT NULL, age, NULL, NULL, sum(n), sum(h), count(DISTINCT person) FROM once GROUP BY age
        UNION ALL SELECT NULL, NULL, place, NULL, sum(n), sum(h), count(DISTINCT person) FROM once GROUP BY place
        UNION ALL SELECT NULL, NULL, NULL, quarter, sum(n), sum(h), count(DISTINCT person) FROM once
        GROUP BY quarter""",
}
CELLS = f"SELECT sex, age, place, quarter, {MEASURED} FROM ({KEYED}) GROUP BY sex, age, place, quarter"


def by_hand(query: str, file: Path, columns: dict[str, str]) -> list[tuple[Any, ...]]:
    import duckdb

    with duckdb.connect(":memory:") as link:
        return link.execute(query.format(rows=f"read_parquet('{file}')", **columns)).fetchall()


#: Two ways to ask PostgreSQL for people counted once, in parts and in all; the second hashes where the first sorts.
PER_FIGURE = {
    "plain": "SELECT {by}, {what} FROM participation WHERE {key} = %s GROUP BY GROUPING SETS (({by}), ())",
    "hashed": """SELECT {by}, count(person) FROM (SELECT {by}, person FROM participation WHERE {key} = %s
        GROUP BY {by}, person) AS once GROUP BY {by} UNION ALL SELECT NULL, NULL, NULL, count(person)
        FROM (SELECT person FROM participation WHERE {key} = %s GROUP BY person) AS once""",
}


def per_figure(one: Asked, way: str) -> Numbers:
    """One figure by one PostgreSQL query."""
    from django.db import connection

    value: Any = read_unit("quarter", one.value).start if one.key == "quarter" else one.value
    way = way if one.measure == "people" else "plain"
    statement = PER_FIGURE[way].format(by=", ".join(one.by), what=MEASURES[one.measure], key=one.key)
    with connection.cursor() as cursor:
        cursor.execute(statement, [value] * statement.count("%s"))
        rows = cursor.fetchall()
    total = rows.pop(next(place for place, row in enumerate(rows) if not any(row[:3])))
    numbers: Numbers = {(one.name, None, ()): total[3]}
    for row in rows:
        keys = tuple(
            quarter_name(part) if key == "quarter" else part for key, part in zip(one.by, row[:3], strict=True)
        )
        numbers[one.name, "part", keys] = row[3]
    return numbers


def by_postgres(way: str) -> Numbers:
    numbers: Numbers = {}
    for one in ASKED:
        numbers |= per_figure(one, way)
    return numbers


def hand_total(rows: list[tuple[Any, ...]], one: Asked, codes: Codes) -> Any:
    place = KEYS.index(one.key)
    column = 4 + list(MEASURES).index(one.measure)
    if codes:
        value: Any = codes[one.key].index(one.value)
    else:
        value = read_unit("quarter", one.value).start if one.key == "quarter" else one.value
    alone = [other for other in range(4) if other != place]
    return next(row[column] for row in rows if row[place] == value and all(row[other] is None for other in alone))


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def compare(rows: int, *, quick: bool) -> None:
    from minbar.foundation.figures.declare import datasets
    from minbar.foundation.figures.manifest import snapshot_directory
    from minbar.foundation.figures.refresh import refresh
    from minbar.foundation.figures.snapshot import SnapshotEngine

    prepare(rows)
    dataset = datasets()["bench_participation"]
    taking, manifest = timed(lambda: refresh(only=[dataset]))
    again, _manifest = timed(lambda: refresh(only=[dataset]))
    file = snapshot_directory() / manifest.datasets[dataset.key].file
    print(f"snapshot of {rows:,} rows: {taking:.1f} s whole, {again:.1f} s to find that nothing changed")
    engine = SnapshotEngine(snapshot_directory())

    ours = numbers_of(by_minbar(engine))
    postgres: dict[str, list[float]] = {}
    for way in PER_FIGURE:
        seconds, theirs = timed(partial(by_postgres, way))
        assert ours == theirs, f"Minbar and PostgreSQL ({way}) differ"
        postgres[way] = [seconds]
    kinds = {"texts": (TEXTS, {}), "codes": (CODED, engine.codes(dataset))}
    for kind, (columns, codes) in kinds.items():
        for name, query in HANDWRITTEN.items():
            found = by_hand(query, file, columns)
            assert all(hand_total(found, one, codes) == ours[one.name, None, ()] for one in ASKED), (kind, name)
    print(f"{len(ASKED)} figures, {len(ours):,} numbers; the answers agree\n")

    ways: dict[str, Callable[[], Any]] = {"Minbar": lambda: by_minbar(engine)}
    for kind, (columns, _codes) in kinds.items():
        for name, query in HANDWRITTEN.items():
            ways[f"{BY_HAND} {kind}, {name}"] = partial(by_hand, query, file, columns)
    ways["DuckDB, codes, cells without totals"] = partial(by_hand, CELLS, file, CODED)
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _round in range(ROUNDS):
        for name, work in ways.items():
            times[name].append(timed(work)[0])
        for way in PER_FIGURE if quick else ():
            postgres[way].append(timed(partial(by_postgres, way))[0])
    report({name: statistics.median(taken) for name, taken in times.items()}, postgres)


def report(seconds: dict[str, float], postgres: dict[str, list[float]]) -> None:
    ours = seconds["Minbar"]
    print(f"{'':50}{'seconds':>9}{'of Minbar':>11}")
    for name, median in seconds.items():
        print(f"{name:50}{median:9.3f}{median / ours:11.2f}")
    for way, taken in postgres.items():
        rounds = f"median of {len(taken)}" if len(taken) > 1 else "once"
        named = f"PostgreSQL, a query a figure: {way}, {rounds}"
        print(f"{named:50}{statistics.median(taken):9.3f}{statistics.median(taken) / ours:11.2f}")
    best = min(median for name, median in seconds.items() if name.startswith(BY_HAND))
    plain, hashed = (statistics.median(postgres[way]) / ours for way in ("plain", "hashed"))
    print(f"\nMinbar takes {ours / best:.2f} x the best single query by hand (aim: at most 2)")
    print(f"and is {plain:.1f} x faster than a plain PostgreSQL query a figure (aim: at least 25)")
    print(f"({hashed:.1f} x than the hashed)")
    outcome("to the best single query by hand", f"{ours / best:.2f} ×", "at most 2 ×")
    outcome("faster than a PostgreSQL query a figure", f"{plain:.1f} ×", "at least 25 ×")
    outcome("faster than the hashed", f"{hashed:.1f} ×")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="200,000 rows")
    parser.add_argument("--rows", type=int, help="another number of rows")
    options = parser.parse_args()
    rows = options.rows or (200_000 if options.quick else 5_000_000)
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()},", end=" ")
    print(f"duckdb {version('duckdb')}, sqlglot {version('sqlglot')}", end=" ")
    with tempfile.TemporaryDirectory(prefix="minbar-bench-") as directory, django_on(Path(directory)):
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            print(f"PostgreSQL {cursor.fetchone()[0]}")
        compare(rows, quick=options.quick)
        connection.close()


if __name__ == "__main__":
    main()
