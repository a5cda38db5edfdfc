"""An adviser's queue and the page of one case among a million, beside the bare SQL behind them.

    python -m benchmarks.cases [--quick]

- sql: the statements that such a page needs, written by hand and sent by psycopg as the cluster's owner, for whom there
  is neither row security nor a table of who reads what; what is sealed is opened with the vault's own functions;
- page: Minbar's page from the request to the last byte, read behind row security, with its menu, filters, what is due,
  timeline and opened texts.

Also told is how much of the page is its database: the page's own statements, sent again as they were, behind row
security. Printed are medians of five rounds, ratios to sql, and how many queries a page takes.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.search import database

ROUNDS = 5
REPEATS = 10  # pages a round
LIMIT_RATIO, LIMIT_QUERIES = 3, 12
ADVISERS = 200
#: One case in so many is open, as in the annual report's years.
ONE_OPEN_IN = 8

CASES = """
INSERT INTO casework_case (uid, created_at, updated_at, number, secret, subject, channel, opened_on, topic_id, place_id,
    urgency, risk, vulnerabilities, languages, sex, age_band, functioning, stage, advice, mediation, court_orientation,
    result, closed_on, assigned_to_id, is_limited)
SELECT gen_random_uuid(), now(), now(), 'B-' || n, '', s.subject, 'office', date '2015-01-01' + (n %% 4000),
    t.ids[1 + n %% array_length(t.ids, 1)], p.ids[1 + n %% array_length(p.ids, 1)],
    (ARRAY['high', 'medium', 'low'])[1 + n %% 3], '', '{{}}', '{{ar}}', '', '', '{{}}',
    CASE WHEN n %% {open} = 0 THEN 'in_progress' ELSE 'closed' END, 'advice_available_procedure', '', '', '',
    CASE WHEN n %% {open} = 0 THEN NULL ELSE date '2026-01-01' END, a.ids[1 + n %% array_length(a.ids, 1)], false
  FROM generate_series(1, %s) n,
       (SELECT array_agg(id) AS ids FROM casework_topic) t,
       (SELECT array_agg(id) AS ids FROM directory_place WHERE level = 1) p,
       (SELECT array_agg(id ORDER BY id) AS ids FROM accounts_user WHERE email LIKE 'adviser%%') a,
       (SELECT %s::uuid AS subject) s
"""
ACCESS = """
INSERT INTO casework_caseaccess (uid, created_at, updated_at, case_id, user_id, way, identity)
SELECT gen_random_uuid(), now(), now(), id, assigned_to_id, 'assigned', true FROM casework_case
"""
ACTIONS = """
INSERT INTO casework_caseaction (uid, created_at, updated_at, case_id, kind, done_on, done_by_id, advice, result)
SELECT gen_random_uuid(), now(), now(), c.id, k.kind, c.opened_on, c.assigned_to_id, k.advice, ''
  FROM casework_case c, (VALUES ('advice', 'advice_available_procedure'), ('counselling', '')) k (kind, advice)
"""
CONTENT = """
INSERT INTO casework_casecontent (uid, created_at, updated_at, case_id, subject)
SELECT gen_random_uuid(), now(), now(), id, subject FROM casework_case
"""


def fill(count: int) -> tuple[Any, Any]:
    """``count`` cases of two hundred advisers, two actions each; returns an adviser and an open case of theirs.

    The cases share a subject: their texts are not read here.
    """
    from django.db import connection

    from minbar.foundation.accounts.models import RoleAssignment, User
    from minbar.foundation.vault.subjects import new_subject
    from minbar.work.casework import wall
    from minbar.work.casework.models import Case, CaseContent, CaseNote

    users = User.objects.bulk_create(
        User(email=f"adviser{number}@example.org", name=f"adviser {number}") for number in range(ADVISERS)
    )
    RoleAssignment.objects.bulk_create(RoleAssignment(user=user, role="case_worker") for user in users)
    with wall.keeping(), connection.cursor() as cursor:
        cursor.execute(CASES.format(open=ONE_OPEN_IN), [count, str(new_subject())])
        for statement in (ACCESS, ACTIONS, CONTENT):
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    with wall.keeping():
        case = Case.objects.exclude(stage="closed").select_related("assigned_to").order_by("-opened_on", "id")[0]
        content = CaseContent.objects.get(case=case)
        content.seal(request="طلب مساعدة " * 40, plan="خطة " * 40)
        content.save()
        for action in case.actions.all():
            note = CaseNote(case=case, subject=case.subject, action=action, written_by=case.assigned_to)
            note.seal(text="ملاحظة " * 40)
            note.save()
    return case.assigned_to, case


def by_hand(directory: Path, user: Any, case: Any) -> dict[str, Callable[[], Any]]:
    """The bare statements of both pages."""
    import psycopg

    from config import roles
    from config.postgres import EmbeddedServer
    from minbar.foundation.vault.records import reveal_many
    from minbar.work.casework.models import CaseContent, CaseNote

    socket = str(EmbeddedServer(directory).socket_directory)
    owner = psycopg.connect(host=socket, user=roles.OWNER_OF_THE_CLUSTER, dbname="minbar", autocommit=True)

    def rows(statement: str, *values: Any) -> list[Any]:
        return owner.execute(statement, values).fetchall()

    def queue() -> None:
        rows(
            "SELECT c.*, t.labels, p.labels FROM casework_case c LEFT JOIN casework_topic t ON t.id = c.topic_id "
            "LEFT JOIN directory_place p ON p.id = c.place_id WHERE c.assigned_to_id = %s AND c.stage <> 'closed' "
            "ORDER BY CASE c.urgency WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END, c.opened_on, c.id LIMIT 50",
            user.pk,
        )
        rows("SELECT count(*) FROM casework_case WHERE assigned_to_id = %s AND stage <> 'closed'", user.pk)

    def page() -> None:
        rows("SELECT * FROM accounts_user WHERE id = %s", user.pk)
        rows(
            "SELECT c.*, t.labels, p.labels FROM casework_case c LEFT JOIN casework_topic t ON t.id = c.topic_id "
            "LEFT JOIN directory_place p ON p.id = c.place_id WHERE c.uid = %s",
            case.uid,
        )
        rows("SELECT * FROM casework_caseaction WHERE case_id = %s ORDER BY done_on DESC, id DESC", case.pk)
        rows("SELECT * FROM casework_consent WHERE case_id = %s", case.pk)
        rows("SELECT * FROM casework_caseaccess WHERE case_id = %s AND ended_at IS NULL", case.pk)
        rows("SELECT * FROM casework_casemessage WHERE case_id = %s", case.pk)
        rows("SELECT * FROM casework_casedocument WHERE case_id = %s", case.pk)
        rows("SELECT * FROM commitments_commitment WHERE source_uid = %s", case.uid)
        content = owner.execute(
            "SELECT uid, subject, request, plan FROM casework_casecontent WHERE case_id = %s", [case.pk]
        )
        notes = owner.execute("SELECT uid, subject, text FROM casework_casenote WHERE case_id = %s", [case.pk])
        sealed = [CaseContent(uid=u, subject=s, request=r, plan=p) for u, s, r, p in content]
        reveal_many(sealed, "request", "plan")
        reveal_many([CaseNote(uid=u, subject=s, text=t) for u, s, t in notes], "text")

    return {"queue": queue, "case": page}


def pages(user: Any, case: Any) -> dict[str, Callable[[], Any]]:
    from django.test import Client
    from django.urls import reverse

    client = Client()
    client.force_login(user)

    def get(address: str) -> Any:
        answer = client.get(address)
        assert answer.status_code == 200, answer.status_code
        return answer

    return {
        "queue": lambda: get(reverse("casework:cases")),
        "case": lambda: get(reverse("casework:case", args=[case.uid])),
    }


def again(run: Callable[[], Any], user: Any) -> tuple[Callable[[], Any], int]:
    """The statements of a page, to be sent once more as they were, and their number."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from minbar.work.casework import wall

    with CaptureQueriesContext(connection) as caught:
        run()
    statements = [one["sql"] for one in caught.captured_queries]

    def send() -> None:
        with wall.reading_as(user), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                if cursor.description:
                    cursor.fetchall()

    return send, len(statements)


def measure(told: dict[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    seconds: dict[str, list[float]] = {way: [] for way in told}
    for run in told.values():  # the first of each warms caches
        run()
    for _round in range(rounds):
        for way, run in told.items():
            start = time.perf_counter()
            for _repeat in range(REPEATS):
                run()
            seconds[way].append((time.perf_counter() - start) / REPEATS)
    return {way: statistics.median(took) for way, took in seconds.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="20,000 cases, two rounds")
    given = parser.parse_args()
    count = 20_000 if given.quick else 1_000_000
    with tempfile.TemporaryDirectory(prefix="minbar-cases-", dir="/tmp") as name:
        directory = Path(name)
        directory.chmod(0o755)
        os.environ |= {"MINBAR_DATA": str(directory), "DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": ""}
        with database(directory):
            from allauth.mfa.models import Authenticator
            from django.db import connection

            start = time.perf_counter()
            user, case = fill(count)
            Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": ""})
            with connection.cursor() as cursor:
                cursor.execute("SHOW server_version")
                server = cursor.fetchone()[0]
            print(
                f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
                f"PostgreSQL {server}, Django {version('django')}; {count:,} cases of {ADVISERS} advisers, filled in "
                f"{time.perf_counter() - start:.0f} s"
            )
            hand, page = by_hand(directory, user, case), pages(user, case)
            print(f"{'':22}{'ms':>9}{'× sql':>9}{'queries':>9}")
            for which, run in page.items():
                run()
                statements, queries = again(run, user)
                took = measure(
                    {"sql": hand[which], "its statements": statements, "page": run}, 2 if given.quick else ROUNDS
                )
                for way, seconds in took.items():
                    shown = queries if way == "page" else ""
                    print(f"{which + ', ' + way:22}{seconds * 1000:9.2f}{seconds / took['sql']:9.2f}{shown:>9}")
            print(f"asked: at most {LIMIT_RATIO} × sql and at most {LIMIT_QUERIES} queries")


if __name__ == "__main__":
    main()
