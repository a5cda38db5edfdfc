"""Importing a workbook: Minbar, the floor of what reading, checking and COPY cost, and django-import-export.

    python -m benchmarks.imports [--quick] [--rows N]

The same rows of published content (title, kind, date, channel, language, words, pages, address) in four ways:

- the floor: python-calamine, a check of each cell by hand, COPY; no journal, no matching, no undo;
- Minbar: ``prepare`` and ``apply_file``, all that an import does: reading in a process of its own, recognising,
  checking, matching against records, COPY, what undoing needs, the journal's chain of hashes;
- django-import-export with its defaults, on fewer rows (its rate does not rise with more of them);
- Minbar, with each new title held against the names of 100,000 people for resemblance, the directory's own way.

Timings are medians of five rounds in which the ways take turns, each into an emptied table. The memory is the peak of a
process that does nothing else, and that of the process in which it reads.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks._outcomes import outcome
from config.postgres import EmbeddedServer

ROUNDS = 5
SETTINGS = ("shared_buffers=512MB", "max_wal_size=4GB", "checkpoint_timeout=30min")
HEADERS = ["عنوان المحتوى", "نوع المحتوى", "تاريخ النشر", "القناة", "اللغة", "عدد الكلمات", "عدد الصفحات", "الرابط"]
FIRST = (
    "أحمد", "محمد", "خالد", "سمير", "ليلى", "هدى", "نور", "رنا",
    "عمر", "يوسف", "فاطمة", "مريم", "حسن", "علي", "زينب", "سلمى",
)  # fmt: skip
FAMILY = (
    "الحلبي", "الشامي", "الحمصي", "الخطيب", "العلي", "الأحمد", "النجار",
    "الحداد", "القاسم", "درويش", "السيد", "حمود", "عيسى", "موسى",
)  # fmt: skip


def name(rng: random.Random) -> str:
    return f"{rng.choice(FIRST)} {rng.choice(FIRST)} {rng.choice(FAMILY)}{rng.choice(['', 'ي', 'ان', 'ة'])}"


def write_workbook(path: Path, rows: int, kinds: list[str], channels: list[str]) -> None:
    """Titles are a person's name and a number: no two rows are the same, and each can resemble a person."""
    import xlsxwriter

    rng = random.Random(7)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("المحتوى")
    sheet.write_string(0, 0, "سجل المحتوى المنشور")
    for place, header in enumerate(HEADERS):
        sheet.write_string(2, place, header)
    first = dt.date(2022, 1, 1)
    for number in range(rows):
        row = number + 3
        sheet.write_string(row, 0, f"{name(rng)} {number}")
        sheet.write_string(row, 1, rng.choice(kinds))
        sheet.write_datetime(row, 2, first + dt.timedelta(days=rng.randrange(1000)))
        sheet.write_string(row, 3, rng.choice(channels))
        sheet.write_string(row, 4, "العربية")
        sheet.write_number(row, 5, rng.randrange(200, 3000))
        sheet.write_number(row, 6, rng.randrange(1, 40))
        sheet.write_string(row, 7, f"https://example.org/{number}")
    book.close()


def empty() -> None:
    """No content, and no rows of earlier imports."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE publishing_contentitem, sheets_import CASCADE")


def floor(path: Path) -> None:
    """What nobody can do without: read, check, COPY."""
    from django.db import connection, transaction
    from django.utils import timezone
    from python_calamine import CalamineWorkbook

    from minbar.foundation.text.keys import search_key
    from minbar.voice.publishing.models import Channel, ContentKind

    kinds = {labels["ar"]: pk for pk, labels in ContentKind.objects.values_list("pk", "labels")}
    channels = {labels["ar"]: pk for pk, labels in Channel.objects.values_list("pk", "labels")}
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[3:]
    now = timezone.now()
    sql = (
        "COPY publishing_contentitem (uid, created_at, updated_at, title, title_key, kind_id, published_on, channel_id,"
        " language, words, pages, programme_code, url) FROM STDIN"
    )
    with transaction.atomic(), connection.cursor() as cursor, cursor.copy(sql) as copy:
        for title, kind, day, channel, _language, words, pages, url in rows:
            assert isinstance(title, str) and 0 < len(title.strip()) <= 300
            assert isinstance(day, dt.date)
            assert isinstance(words, float) and words.is_integer() and words >= 0
            assert isinstance(pages, float) and pages.is_integer() and pages >= 0
            assert isinstance(url, str) and url.startswith("https://") and len(url) <= 500
            copy.write_row(
                (uuid.uuid4(), now, now, title, search_key(title), kinds[kind], day, channels[channel], "ar",
                 int(words), int(pages), "", url)
            )  # fmt: skip


def minbar(path: Path, rows: int) -> None:
    """All of an import."""
    from minbar.foundation.sheets.files import Source, apply_file, prepare

    result = apply_file(prepare(Source(path.name, path), {}), by=None)
    assert result.written and result.worksheets[0].created == rows, result.worksheets[0].problems[:3]


def with_resemblance(path: Path, rows: int) -> None:
    """The same, with the directory's search for people of the same name over each new row."""
    from dataclasses import replace

    from minbar.foundation.sheets import declare

    plain = declare.sheets()["content"]
    people = declare.sheets()["people"].possible_duplicates
    assert people
    declare._SHEETS["content"] = replace(
        plain, possible_duplicates=lambda batch: people([{"name": row["title"].rpartition(" ")[0]} for row in batch])
    )
    try:
        minbar(path, rows)
    finally:
        declare._SHEETS["content"] = plain


def import_export(path: Path) -> None:
    """django-import-export as its documentation begins: a ModelResource, a Dataset of the file, import_data."""
    import tablib
    from import_export import fields, resources
    from import_export.widgets import ForeignKeyWidget

    from minbar.voice.publishing.models import Channel, ContentItem, ContentKind

    class ByLabel(ForeignKeyWidget):  # type: ignore[type-arg]  # no class takes arguments when it runs
        def get_queryset(self, value: Any, row: Any, *args: Any, **kwargs: Any) -> Any:
            return self.model.objects.filter(labels__ar=value)

        def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
            return self.get_queryset(value, row).get()

    class ContentResource(resources.ModelResource):
        title = fields.Field("title", HEADERS[0])
        kind = fields.Field("kind", HEADERS[1], widget=ByLabel(ContentKind, "code"))
        published_on = fields.Field("published_on", HEADERS[2])
        channel = fields.Field("channel", HEADERS[3], widget=ByLabel(Channel, "code"))
        words = fields.Field("words", HEADERS[5])
        pages = fields.Field("pages", HEADERS[6])
        url = fields.Field("url", HEADERS[7])

        class Meta:
            model = ContentItem
            fields = ("title", "kind", "published_on", "channel", "words", "pages", "url")
            import_id_fields = ("title", "published_on")

    sheet = tablib.Dataset().load(path.read_bytes(), format="xlsx", headers=False)
    data = tablib.Dataset(*sheet[3:], headers=HEADERS)  # below the title and the header
    result = ContentResource().import_data(data, dry_run=False, raise_errors=True)
    assert not result.has_errors()


def make_people(count: int) -> None:
    """People with names to be resembled, made through the directory's own sheet."""
    from minbar.foundation.sheets.declare import sheets
    from minbar.foundation.sheets.rows import batches

    rng = random.Random(11)
    handler = sheets()["people"].handler
    assert handler
    for batch in batches([{"name": f"{name(rng)} {chr(0x628 + number % 20)}"} for number in range(count)]):
        handler.create(batch, by=None)


def timed(run: Callable[[], None]) -> float:
    empty()
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def memory(path: Path, rows: int) -> tuple[int, int]:
    """Peak MB of an import in a process of its own, and of the process in which that reads."""
    command = [sys.executable, "-m", "benchmarks.imports", "--alone", str(path), "--rows", str(rows)]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    own, reader = json.loads(out.splitlines()[-1])
    return own, reader


def alone(path: Path, rows: int) -> None:
    import django

    django.setup()
    empty()
    minbar(path, rows)
    peaks = [resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps(peaks))


def measure(rows: int, people: int, few: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    from minbar.voice.publishing.models import Channel, ContentKind

    kinds = [labels["ar"] for labels in ContentKind.objects.values_list("labels", flat=True)]
    channels = [labels["ar"] for labels in Channel.objects.values_list("labels", flat=True)]
    make_people(people)
    with tempfile.TemporaryDirectory() as directory:
        book, small = Path(directory) / "book.xlsx", Path(directory) / "small.xlsx"
        write_workbook(book, rows, kinds, channels)
        write_workbook(small, few, kinds, channels)
        ways: dict[str, tuple[Callable[[], None], int]] = {
            "floor": (lambda: floor(book), rows),
            "minbar": (lambda: minbar(book, rows), rows),
            "resemblance": (lambda: with_resemblance(book, rows), rows),
            "import-export": (lambda: import_export(small), few),
        }
        rates: dict[str, list[float]] = {way: [] for way in ways}
        for number in range(ROUNDS):
            for way, (run, count) in ways.items():
                rates[way].append(count / timed(run))
            print(f"round {number + 1}: " + ", ".join(f"{way} {rates[way][-1]:,.0f}/s" for way in ways), flush=True)
        report({way: statistics.median(found) for way, found in rates.items()}, memory(book, rows), rows, people, few)


def report(rates: dict[str, float], peaks: tuple[int, int], rows: int, people: int, few: int) -> None:
    packages = ", ".join(f"{name} {version(name)}" for name in ("django", "python-calamine", "django-import-export"))
    print(f"\n{platform.platform()}, {os.cpu_count()} processors, Python {platform.python_version()}, {packages}")
    print(f"{rows:,} rows (django-import-export: {few:,}); {people:,} people; medians of {ROUNDS} rounds\n")
    print("| way | rows a second |\n|---|---|")
    for way, rate in rates.items():
        print(f"| {way} | {rate:,.0f} |")
    print("\n| ratio | measured | wanted |\n|---|---|---|")
    print(f"| Minbar to the floor | {rates['minbar'] / rates['floor']:.2f} | 0.25 |")
    print(f"| Minbar to django-import-export | {rates['minbar'] / rates['import-export']:.1f} | 10 |")
    print(f"| with resemblance to without | {rates['resemblance'] / rates['minbar']:.2f} | 0.5 |")
    outcome("to reading, checks and COPY", f"{rates['minbar'] / rates['floor']:.2f} of its rate", "at least 0.25")
    outcome("to django-import-export", f"{rates['minbar'] / rates['import-export']:.1f} ×", "at least 10 ×")
    outcome("with possible duplicates, to without", f"{rates['resemblance'] / rates['minbar']:.2f}", "at least 0.5")
    outcome("memory", f"{peaks[0]} + {peaks[1]} MB", "under 600 MB")
    print(f"| memory, MB (importing + reading process) | {peaks[0]} + {peaks[1]} | 600 |")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rows", type=int)
    parser.add_argument("--alone", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    rows = chosen.rows or (10_000 if chosen.quick else 100_000)
    if chosen.alone:
        alone(chosen.alone, rows)
        return
    with tempfile.TemporaryDirectory(prefix="minbar-bench-", dir="/tmp") as directory:
        Path(directory).chmod(0o755)
        os.environ |= {"MINBAR_DATA": directory, "DJANGO_SETTINGS_MODULE": "config.settings"}
        os.environ.pop("DATABASE_URL", None)
        with EmbeddedServer(Path(directory)).running(settings=SETTINGS):
            measure(rows, people=rows, few=500 if chosen.quick else 2_000)


if __name__ == "__main__":
    main()
