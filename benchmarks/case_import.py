"""Importing a case workbook: reading, checking, sealing, blind keys, full cases, the journal.

    python -m benchmarks.case_import [--quick] [--rows N]

Each row has an identity, a request, a note, and the steps of a case, as the demonstration's workbook has them; about
twelve records are written for it, of which three are sealed. Two sizes: the 1,700 cases of a network's years, in
rounds, each into emptied tables; and a large one, once.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import platform
import pstats
import random
import statistics
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks._outcomes import outcome
from config.postgres import EmbeddedServer

ROUNDS = 5
CASES = 1_700
SETTINGS = ("shared_buffers=512MB", "max_wal_size=4GB", "checkpoint_timeout=30min")
EMPTIED = "casework_case, casework_client, vault_subjectkey, sheets_import"


def write_workbook(path: Path, rows: int) -> None:
    """The demonstration's cases, over and over, each with a number, a name, a phone and a document of its own."""
    from minbar.doors.demonstration.case_rows import case_rows
    from minbar.doors.demonstration.office import Worksheet
    from minbar.doors.demonstration.office import write_workbook as write

    rng = random.Random(7)
    pattern = case_rows(rng)
    lines: list[dict[str, Any]] = []
    for number, row in enumerate(islice(cycle(pattern), rows)):
        own = {"رقم الحالة": f"B-{number}", "رقم وثيقة الحماية المؤقتة": str(99_000_000_000 + number)}
        if number >= len(pattern):
            own["رقم الهاتف"] = f"+1 {200 + number % 799} 555 01{number % 100:02}"
        lines.append({**row, **own})
    write(path, [Worksheet("الحالات", "سجل الحالات", list(lines[0]), lines)], rng)


def empty() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {EMPTIED} CASCADE")


def take(path: Path, rows: int) -> float:
    """Seconds of an import, all of it."""
    from minbar.foundation.sheets.files import Source, apply_file, prepare

    empty()
    start = time.perf_counter()
    result = apply_file(prepare(Source(path.name, path), {}), by=None)
    seconds = time.perf_counter() - start
    assert result.written and result.worksheets[0].created == rows, result.worksheets[0].problems[:3]
    return seconds


def records() -> int:
    """Rows in the tables of casework."""
    from django.apps import apps

    from minbar.work.casework.cases import wall

    with wall.system_access():
        return sum(model._default_manager.count() for model in apps.get_app_config("casework").get_models())


def where(path: Path, rows: int) -> None:
    """The functions in which the time goes."""
    profile = cProfile.Profile()
    profile.runcall(take, path, rows)
    pstats.Stats(profile).sort_stats("cumulative").print_stats(60)


def measure(many: int, *, profiled: bool) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    with tempfile.TemporaryDirectory() as directory:
        few_book, many_book = Path(directory) / "few.xlsx", Path(directory) / "many.xlsx"
        write_workbook(few_book, CASES)
        if profiled:
            where(few_book, CASES)
            return
        rounds = [take(few_book, CASES) for _ in range(ROUNDS)]
        few = statistics.median(rounds)
        written = records()
        write_workbook(many_book, many)
        seconds = take(many_book, many)
    print(f"\n{platform.platform()}, {os.cpu_count()} processors, Python {platform.python_version()}\n")
    print("| cases | seconds | cases a second |\n|---|---|---|")
    print(f"| {CASES:,} (median of {ROUNDS}) | {few:.1f} | {CASES / few:,.0f} |")
    print(f"| {many:,} (once) | {seconds:.1f} | {many / seconds:,.0f} |")
    print(f"\n{written / CASES:.1f} records for a case")
    outcome(f"{CASES:,} cases, a second", f"{CASES / few:,.0f}")
    outcome(f"{many:,} cases, a second", f"{many / seconds:,.0f}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rows", type=int)
    parser.add_argument("--profile", action="store_true", help="Only say where the time goes.")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="minbar-bench-", dir="/tmp") as directory:
        Path(directory).chmod(0o755)
        os.environ |= {"MINBAR_DATA": directory, "DJANGO_SETTINGS_MODULE": "config.settings"}
        os.environ.pop("DATABASE_URL", None)
        with EmbeddedServer(Path(directory)).running(settings=SETTINGS):
            measure(chosen.rows or (10_000 if chosen.quick else 100_000), profiled=chosen.profile)


if __name__ == "__main__":
    main()
