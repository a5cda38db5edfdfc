"""A page of a list: the meetings as the browser gets them, beside the bare queries and a minimal template.

    python -m benchmarks.lists [--quick]

- bare: what a minimal Django view costs, without its request: the query for fifty rows with the same columns, the query
  for their number, and a template that loops over both (dates formatted by Django);
- view: the same as a view, from the request to the last byte, behind the middleware that every page has;
- page: Minbar's list from the request to the last byte: menu, seven filters with their choices, saved views, columns.

Both are taken as the list opens, and narrowed to a category and a period and ordered by subject. Printed are medians of
five rounds, their ratios to bare, and how many queries a page takes.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks._outcomes import outcome
from benchmarks.search import database

ROUNDS = 5
REPEATS = 10  # pages a round
LIMIT_RATIO, LIMIT_QUERIES = 3, 8
TEMPLATE = """<!doctype html><title>{{ count }}</title><table>{% for row in rows %}<tr><td><a href="/{{ row.uid }}/">
{{ row.subject }}</a></td><td>{{ row.held_on|date }}</td><td>{{ row.parties_labels|join:", " }}</td><td>
{{ row.category.labels.ar }}</td><td>{{ row.place.labels.ar }}</td><td>{{ row.track.labels.ar }}</td></tr>
{% endfor %}</table>"""


def fill(count: int) -> None:
    """Meetings over three years with bodies in provinces, from a fixed seed; a thousand bodies."""
    from minbar.network.directory.bulk import BulkEntry, create_entries
    from minbar.network.directory.enums import Nature
    from minbar.network.directory.models import EngagementCategory, Place
    from minbar.network.directory.naming import NameGiven
    from minbar.work.engagement.models import Counterpart, Meeting

    draw = random.Random(1)
    bodies = [
        BulkEntry(names=[NameGiven(f"مؤسسة {number}")], own={"registration_number": ""}) for number in range(1000)
    ]
    create_entries(bodies, Nature.ORGANISATION)
    categories, places = list(EngagementCategory.objects.all()), list(Place.objects.filter(level=1))
    meetings = Meeting.objects.bulk_create(
        [
            Meeting(
                held_on=date(2022, 1, 1) + timedelta(days=draw.randrange(1096)),
                subject=f"لقاء {number}",
                category=draw.choice(categories),
                place=draw.choice(places),
            )
            for number in range(count)
        ],
        batch_size=5000,
    )
    Counterpart.objects.bulk_create(
        [Counterpart(meeting=meeting, party_id=draw.choice(bodies).pk) for meeting in meetings], batch_size=5000
    )


def bare_renderings() -> tuple[Callable[[], str], Callable[[], str]]:
    """The list by hand, whole and narrowed: a query and a template, and nothing else."""
    from django.template import engines

    from minbar.foundation.screens.presentations import presentation_of
    from minbar.work.engagement.models import Meeting

    template = engines["django"].from_string(TEMPLATE)

    names = presentation_of(Meeting, "parties").annotations

    def bare() -> str:
        rows = Meeting.objects.select_related("category", "place", "track").annotate(**names)
        return str(template.render({"rows": rows[:50], "count": Meeting.objects.count()}))

    def bare_narrowed() -> str:
        meetings = Meeting.objects.filter(category__code="syrian_institutions", held_on__gte="2023-01-01")
        rows = meetings.select_related("category", "place", "track").annotate(**names).order_by("-subject")
        return str(template.render({"rows": rows[:50], "count": meetings.count()}))

    return bare, bare_narrowed


def ways(user: Any) -> dict[str, Callable[[], Any]]:
    from django.http import HttpRequest, HttpResponse
    from django.test import Client
    from django.urls import path, reverse

    from config import urls
    from minbar.foundation.access.routes import signed_in

    bare, bare_narrowed = bare_renderings()

    @signed_in("for the benchmark")
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(bare())

    urls.urlpatterns.append(path("bare/", view))
    client = Client()
    client.force_login(user)
    address = reverse("engagement:meetings")

    def get(where: str) -> Any:
        answer = client.get(where)
        assert answer.status_code == 200, answer.status_code
        return answer

    return {
        "bare": bare,
        "view": lambda: get("/bare/"),
        "page": lambda: get(address),
        "bare, narrowed": bare_narrowed,
        "page, narrowed": lambda: get(f"{address}?category=syrian_institutions&held_on_from=2023-01-01&sort=-subject"),
    }


def measure(told: dict[str, Callable[[], Any]], rounds: int) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    queries = {}
    for way, run in told.items():  # the first of each warms caches
        run()
        with CaptureQueriesContext(connection) as caught:
            run()
        queries[way] = len(caught)
    seconds: dict[str, list[float]] = {way: [] for way in told}
    for _round in range(rounds):
        for way, run in told.items():
            start = time.perf_counter()
            for _repeat in range(REPEATS):
                run()
            seconds[way].append((time.perf_counter() - start) / REPEATS)
    print(f"{'':18}{'ms':>9}{'× bare':>9}{'queries':>9}")
    for way, took in seconds.items():
        median = statistics.median(took)
        base = statistics.median(seconds["bare, narrowed" if way.endswith("narrowed") else "bare"])
        print(f"{way:18}{median * 1000:9.1f}{median / base:9.2f}{queries[way]:9}")
        if not way.startswith("bare"):
            outcome(f"{way}, to bare", f"{median / base:.2f} ×", f"at most {LIMIT_RATIO} ×")
            outcome(f"{way}, queries", queries[way], f"at most {LIMIT_QUERIES}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="2,000 meetings, two rounds")
    given = parser.parse_args()
    count = 2_000 if given.quick else 50_000
    with tempfile.TemporaryDirectory(prefix="minbar-lists-", dir="/tmp") as name:
        directory = Path(name)
        directory.chmod(0o755)
        os.environ |= {"MINBAR_DATA": str(directory), "DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": ""}
        with database(directory):
            from django.db import connection

            from tests.cast import Cast

            fill(count)
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
                cursor.execute("SHOW server_version")
                server = cursor.fetchone()[0]
            print(
                f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
                f"PostgreSQL {server}, Django {version('django')}; {count:,} meetings, pages of 50 rows"
            )
            measure(ways(Cast.create().director), 2 if given.quick else ROUNDS)
            print(f"asked: a page at most {LIMIT_RATIO} × bare and at most {LIMIT_QUERIES} queries")


if __name__ == "__main__":
    main()
