"""The supervisor's dashboard over a million cases, beside the bare SQL behind it; and a protected figure's page.

    python -m benchmarks.dashboard [--quick] [--cases N]

Cases are spread over 1,200 days, so that the dashboard's longest period, twelve months, holds three in ten of them;
each has two actions. For each table of the page:

- sql: one statement written by hand, sent by psycopg as the cluster's owner, for whom there is no row security;
- query: what Minbar's query of that table takes, behind row security, to the rows that are shown.

Then the whole page, from the request to the last byte, with twelve months chosen, and the page of a figure of cases as
a supervisor reads it and as those read it to whom only what the public may know is told: the first time, and again.
Printed are medians of five rounds, ratios to sql, and how many queries a page takes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks._outcomes import outcome
from benchmarks.cases import fill, owner_of
from benchmarks.search import database

ROUNDS = 5
DAYS, PERIOD = 1_200, 360
SPREAD = (
    f"UPDATE casework_case SET opened_on = current_date - (id % {DAYS})::int",
    "UPDATE casework_caseaction a SET done_on = c.opened_on + (a.id % 40)::int FROM casework_case c "
    "WHERE c.id = a.case_id",
    "VACUUM FULL ANALYZE casework_case",
    "VACUUM FULL ANALYZE casework_caseaction",
    "VACUUM",
)
HAND = {
    "open by stage": """
        SELECT stage, count(*) FILTER (WHERE opened_on > current_date - 8), count(*) FILTER (WHERE opened_on BETWEEN
               current_date - 30 AND current_date - 8), count(*) FILTER (WHERE opened_on BETWEEN current_date - 90 AND
               current_date - 31), count(*) FILTER (WHERE opened_on BETWEEN current_date - 365 AND current_date - 91),
               count(*) FILTER (WHERE opened_on < current_date - 365)
          FROM casework_case WHERE stage <> 'closed' GROUP BY stage""",
    "load": """
        SELECT u.name, count(*), count(*) FILTER (WHERE c.urgency = 'high'), min(c.opened_on)
          FROM casework_case c LEFT JOIN accounts_user u ON u.id = c.assigned_to_id WHERE c.stage <> 'closed'
         GROUP BY u.id, u.name ORDER BY 2 DESC, 1""",
    "topics by month": """
        SELECT topic_id, place_id, date_trunc('month', opened_on), count(*) FROM casework_case
         WHERE opened_on >= date_trunc('month', current_date) - interval '13 months' GROUP BY 1, 2, 3""",
    "results by action": f"""
        SELECT a.kind, c.result, count(DISTINCT c.id) FROM casework_case c JOIN casework_caseaction a
            ON a.case_id = c.id WHERE c.opened_on >= current_date - {PERIOD} GROUP BY 1, 2""",
    "waiting times": f"""
        SELECT percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY greatest(first - opened_on, 0)), count(first),
               count(*) FILTER (WHERE first IS NULL AND stage <> 'closed'), min(opened_on) FILTER (WHERE first IS NULL
               AND stage <> 'closed')
          FROM (SELECT c.opened_on, c.stage, min(a.done_on) AS first
                  FROM casework_case c LEFT JOIN casework_caseaction a ON a.case_id = c.id
                 WHERE c.opened_on >= current_date - {PERIOD} GROUP BY c.id) each""",
}  # fmt: skip


def answered(owner: Any, statement: str) -> list[Any]:
    return list(owner.execute(statement).fetchall())


def spread(owner: Any) -> None:
    for statement in SPREAD:
        owner.execute(statement)


def queries(since: dt.date) -> dict[str, Callable[[], Any]]:
    from minbar.work.casework.dashboard import queries as dashboard

    return {
        "open by stage": dashboard.open_by_stage,
        "load": dashboard.load,
        "topics by month": dashboard.topics,
        "results by action": lambda: dashboard.outcomes(since),
        "waiting times": lambda: dashboard.waiting_times(since),
    }


def member(role: str) -> Any:
    """A signed-in reader of that role."""
    from allauth.mfa.models import Authenticator
    from django.test import Client

    from minbar.foundation.accounts.models import RoleAssignment, User

    user = User.objects.create_user(f"{role}@example.org", name=role)
    RoleAssignment.objects.create(user=user, role=role)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": ""})
    client = Client()
    client.force_login(user)
    return client


def figure() -> str:
    """The address of a figure of cases by result; nine others over cases stand beside it."""
    from minbar.foundation.figures.models import Figure

    for by in ("advice", "mediation", "court", "standing", "stage", "channel", "urgency", "topic_area", "province"):
        Figure(key=f"bench-{by}", labels={"en": by}, definition={"dataset": "cases", "by": [by]}).save()
    one = Figure(key="bench-result", labels={"en": "result"}, definition={"dataset": "cases", "by": ["result"]})
    one.save()
    from django.urls import reverse

    return reverse("figures:figure", args=[one.uid])


def median(run: Callable[[], Any], rounds: int) -> float:
    """Seconds; the first run warms caches."""
    run()
    took = []
    for _round in range(rounds):
        start = time.perf_counter()
        run()
        took.append(time.perf_counter() - start)
    return statistics.median(took)


def page(client: Any, address: str) -> tuple[Callable[[], Any], int]:
    """What fetches a page, and how many queries that takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def get() -> None:
        answer = client.get(address)
        assert answer.status_code == 200, answer.status_code
        answer.getvalue()

    get()
    with CaptureQueriesContext(connection) as caught:
        get()
    return get, len(caught)


def show(name: str, seconds: float, ratio: float | None = None, asked: int | None = None) -> None:
    told = "" if ratio is None else f"{ratio:.2f}"
    print(f"{name:44}{seconds * 1000:10.1f}{told:>9}{'' if asked is None else asked:>9}", flush=True)


def compare(owner: Any, rounds: int) -> float:
    """Each table; returns the seconds of all statements by hand."""
    from django.utils import timezone

    from minbar.work.casework.cases import wall

    together = 0.0
    for name, run in queries(timezone.localdate() - dt.timedelta(days=PERIOD)).items():
        by_hand = median(partial(answered, owner, HAND[name]), rounds)
        with wall.counting():
            own = median(run, rounds)
        together += by_hand
        show(f"{name}, sql", by_hand)
        show(f"{name}, query", own, own / by_hand)
    return together


def pages(by_hand: float, rounds: int) -> None:
    from django.urls import reverse

    supervisor, director = member("case_supervisor"), member("director")
    get, asked = page(supervisor, reverse("casework:dashboard") + "?months=12")
    seconds = median(get, rounds)
    show("the dashboard's page", seconds, seconds / by_hand, asked)
    outcome("the dashboard's page, to its SQL", f"{seconds / by_hand:.2f} ×")
    address = figure()
    for name, reader in (
        ("a figure's page, all of it", supervisor),
        ("a figure's page, as the public knows it", director),
    ):
        start = time.perf_counter()
        reader.get(address)
        show(f"{name}, the first time", time.perf_counter() - start)
        get, asked = page(reader, address)
        show(f"{name}, again", median(get, rounds), None, asked)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="20,000 cases, two rounds")
    parser.add_argument("--cases", type=int)
    given = parser.parse_args()
    count, rounds = given.cases or (20_000 if given.quick else 1_000_000), 2 if given.quick else ROUNDS
    with tempfile.TemporaryDirectory(prefix="minbar-dashboard-", dir="/tmp") as name:
        directory = Path(name)
        directory.chmod(0o755)
        os.environ |= {"MINBAR_DATA": str(directory), "DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": ""}
        with database(directory):
            from django.db import connection

            fill(count)
            owner = owner_of(directory)
            spread(owner)
            with connection.cursor() as cursor:
                cursor.execute("SHOW server_version")
                server = cursor.fetchone()[0]
            (within,) = owner.execute(
                f"SELECT count(*) FROM casework_case WHERE opened_on >= current_date - {PERIOD}"
            ).fetchone()
            print(
                f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
                f"PostgreSQL {server}, Django {version('django')}; {count:,} cases, {within:,} in the "
                f"period; load {os.getloadavg()[0]:.1f}"
            )
            print(f"{'':44}{'ms':>10}{'× sql':>9}{'queries':>9}")
            pages(compare(owner, rounds), rounds)
            owner.close()


if __name__ == "__main__":
    main()
