"""An adviser's queue and the page of one case among a million, beside the bare SQL behind them.

    python -m benchmarks.cases [--quick]

- sql: what such a page shows, read by statements that are written by hand, prepared, and sent by psycopg as the
  cluster's owner, for whom there is no row security; what is sealed is opened with the vault's own functions. Nothing
  is written of it;
- page: Minbar's page from the request to the last byte, as its server answers it, read behind row security, with its
  menu, filters, what is due, timeline and opened texts.

Also told is how much of the page is its database: the page's own statements, sent again as they were, behind row
security. All are asked in turn, one after the other, so that what the machine does meanwhile weighs on all alike;
printed are medians of three hundred rounds, ratios to sql, and how many queries a page takes. Beside them a page sends
two or four settings of its connection, which tell the database who reads.
"""

from __future__ import annotations

import argparse
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
from benchmarks.search import database

ROUNDS, WARM = 300, 20
LIMIT_RATIO, LIMIT_QUERIES = 3, 12
ADVISERS = 200
#: One case in so many is open, of every adviser's alike.
ONE_OPEN_IN = 8
OPEN_STAGES = ["new", "assessment", "plan", "in_progress", "reopened"]

CASES = """
INSERT INTO casework_case (uid, created_at, updated_at, number, secret, subject, channel, opened_on, topic_id, place_id,
    urgency, risk, vulnerabilities, languages, sex, age_band, functioning, stage, advice, mediation, court_orientation,
    result, closed_on, assigned_to_id, is_limited)
SELECT gen_random_uuid(), now(), now(), 'B-' || n, '', s.subject, 'office', date '2015-01-01' + (n %% 4000),
    t.ids[1 + n %% array_length(t.ids, 1)], p.ids[1 + n %% array_length(p.ids, 1)],
    (ARRAY['high', 'medium', 'low'])[1 + n %% 3], '', '{{}}', '{{ar}}', '', '', '{{}}',
    CASE WHEN n / {advisers} %% {open} = 0 THEN 'in_progress' ELSE 'closed' END,
    'advice_available_procedure', '', '', '',
    CASE WHEN n / {advisers} %% {open} = 0 THEN NULL ELSE date '2026-01-01' END,
    a.ids[1 + n %% array_length(a.ids, 1)], false
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
    from minbar.work.casework.cases import wall
    from minbar.work.casework.cases.models import Case, CaseContent, CaseNote

    users = User.objects.bulk_create(
        User(email=f"adviser{number}@example.org", name=f"adviser {number}") for number in range(ADVISERS)
    )
    RoleAssignment.objects.bulk_create(RoleAssignment(user=user, role="case_worker") for user in users)
    with wall.system_access(), connection.cursor() as cursor:
        cursor.execute(CASES.format(open=ONE_OPEN_IN, advisers=ADVISERS), [count, str(new_subject())])
        for statement in (ACCESS, ACTIONS, CONTENT):
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    with wall.system_access():
        case = Case.objects.exclude(stage="closed").select_related("assigned_to").order_by("-opened_on", "id")[0]
        content = CaseContent.objects.get(case=case)
        content.seal(request="طلب مساعدة " * 40, plan="خطة " * 40)
        content.save()
        for service in case.services.all():
            note = CaseNote(case=case, subject=case.subject, service=service, written_by=case.assigned_to)
            note.seal(text="ملاحظة " * 40)
            note.save()
    return case.assigned_to, case


#: Who is asking, as every page must know: the session, the account, its roles, whether it has a second factor.
WHO = (
    "SELECT session_data FROM django_session WHERE session_key = %(session)s AND expire_date > now()",
    "SELECT u.*, array(SELECT json_build_object('role', r.role, 'scope', r.scope) FROM accounts_roleassignment r "
    "WHERE r.user_id = u.id AND (r.ends_at IS NULL OR r.ends_at > now()) ORDER BY r.role, r.scope), "
    "EXISTS (SELECT FROM mfa_authenticator m WHERE m.user_id = u.id AND m.type <> 'recovery_codes') "
    "FROM accounts_user u WHERE u.id = %(user)s AND u.is_active",
)
LIVE = "a.ended_at IS NULL AND (a.until IS NULL OR a.until > now())"
OPEN = "c.erased_on IS NULL AND c.stage = ANY(%(open)s) AND (c.assigned_to_id = %(user)s OR c.id = ANY(%(shared)s))"
DUE = (
    "(SELECT d.due_at FROM commitments_commitment d WHERE d.source_key = 'casework.case' AND d.source_uid = c.uid "
    "AND d.standing = 'open' ORDER BY d.due_at LIMIT 1)"
)
QUEUE = (
    *WHO,
    "SELECT * FROM casework_topic ORDER BY position, code",
    "SELECT * FROM screens_savedview WHERE \"table\" = 'casework.cases' AND user_id = %(user)s ORDER BY name",
    f"SELECT count(*) FROM casework_case c WHERE {OPEN}",
    f"SELECT c.*, t.labels, p.labels, u.name, {DUE} AS due_at FROM casework_case c "
    "LEFT JOIN casework_topic t ON t.id = c.topic_id LEFT JOIN directory_place p ON p.id = c.place_id "
    f"LEFT JOIN accounts_user u ON u.id = c.assigned_to_id WHERE {OPEN} ORDER BY due_at NULLS LAST, "
    "CASE c.urgency WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END, c.opened_on, c.id LIMIT 50",
)
CASE = (
    *WHO,
    "SELECT c.*, t.labels, tp.labels, p.labels, u.name, array(SELECT json_build_object('kind', k.kind, 'given_at', "
    "k.given_at, 'given_by', k.given_by, 'form', k.form, 'withdrawn_at', k.withdrawn_at) FROM casework_consent k "
    "WHERE k.case_id = c.id ORDER BY k.given_at, k.id) FROM casework_case c "
    "LEFT JOIN casework_topic t ON t.id = c.topic_id LEFT JOIN casework_topic tp ON tp.id = t.parent_id "
    "LEFT JOIN directory_place p ON p.id = c.place_id LEFT JOIN accounts_user u ON u.id = c.assigned_to_id "
    "WHERE c.uid = %(uid)s AND c.erased_on IS NULL AND EXISTS (SELECT FROM casework_caseaccess a "
    f"WHERE a.case_id = c.id AND a.user_id = %(user)s AND a.way <> 'break_glass' AND {LIVE})",
    "SELECT a.*, u.name, g.name FROM casework_caseaccess a JOIN accounts_user u ON u.id = a.user_id "
    f"LEFT JOIN accounts_user g ON g.id = a.given_by_id WHERE a.case_id = %(case)s AND {LIVE} ORDER BY a.way, u.name",
    "SELECT k.case_id, k.side, k.kind, k.token FROM casework_partykey k JOIN casework_case c ON c.id = k.case_id "
    "WHERE k.token IN (SELECT token FROM casework_partykey WHERE case_id = %(case)s) "
    "AND (c.stage <> 'closed' OR c.id = %(case)s) LIMIT 2000",
    "SELECT a.*, u.name, m.*, mo.labels, mu.name, o.*, r.*, ro.labels, g.*, p.labels, "
    "array(SELECT s.held_on FROM casework_mediationsession s WHERE s.mediation_id = m.id ORDER BY s.held_on) "
    "FROM casework_caseaction a LEFT JOIN accounts_user u ON u.id = a.done_by_id "
    "LEFT JOIN casework_mediation m ON m.action_id = a.id "
    "LEFT JOIN directory_party mo ON mo.id = m.organisation_id LEFT JOIN accounts_user mu ON mu.id = m.mediator_id "
    "LEFT JOIN casework_courtproceeding o ON o.action_id = a.id LEFT JOIN casework_referral r ON r.action_id = a.id "
    "LEFT JOIN directory_party ro ON ro.id = r.organisation_id "
    "LEFT JOIN casework_groupsession g ON g.id = a.session_id LEFT JOIN directory_place p ON p.id = g.place_id "
    "WHERE a.case_id = %(case)s ORDER BY a.done_on DESC, a.id DESC LIMIT 101",
    "SELECT d.* FROM commitments_commitment d WHERE d.source_key = 'casework.case' AND d.source_uid = %(uid)s "
    "AND d.standing = 'open' ORDER BY d.due_at",
    "SELECT m.*, u.name FROM casework_casemessage m LEFT JOIN accounts_user u ON u.id = m.written_by_id "
    "WHERE m.case_id = %(case)s ORDER BY m.created_at DESC, m.id DESC LIMIT 101",
    "SELECT d.uid, d.subject, d.name, d.kind, d.size, d.from_client, d.created_at, u.name FROM casework_casedocument d "
    "LEFT JOIN accounts_user u ON u.id = d.added_by_id WHERE d.case_id = %(case)s "
    "ORDER BY d.created_at DESC, d.id DESC",
)


def owner_of(directory: Path) -> Any:
    """A connection as the cluster's owner, for whom there is no row security."""
    import psycopg

    from config import roles
    from config.postgres import EmbeddedServer

    socket = str(EmbeddedServer(directory).socket_directory)
    return psycopg.connect(host=socket, user=roles.OWNER_OF_THE_CLUSTER, dbname="minbar", autocommit=True)


def by_hand(directory: Path, user: Any, case: Any, session: str) -> dict[str, Callable[[], Any]]:
    """The bare statements of both pages: all that they show, read as somebody would who writes SQL and no more."""
    from minbar.foundation.vault.records import reveal_many
    from minbar.work.casework.cases.models import CaseContent, CaseNote

    owner = owner_of(directory)
    owner.prepare_threshold = 1
    values = {"session": session, "user": user.pk, "uid": case.uid, "case": case.pk}

    def rows(statement: str, **more: Any) -> list[Any]:
        return owner.execute(statement, values | more).fetchall()

    def queue() -> None:
        shared = rows(
            "SELECT a.case_id FROM casework_caseaccess a WHERE a.user_id = %(user)s AND a.way = 'co_worker' AND " + LIVE
        )
        for statement in QUEUE:
            rows(statement, open=OPEN_STAGES, shared=[each for (each,) in shared])

    def page() -> None:
        for statement in CASE:
            rows(statement)
        content = rows("SELECT uid, subject, request, plan FROM casework_casecontent WHERE case_id = %(case)s")
        notes = rows(
            "SELECT n.uid, n.subject, n.text, n.created_at, u.name FROM casework_casenote n "
            "LEFT JOIN accounts_user u ON u.id = n.written_by_id WHERE n.case_id = %(case)s "
            "ORDER BY n.created_at DESC, n.id DESC LIMIT 101"
        )
        reveal_many([CaseContent(uid=u, subject=s, request=r, plan=p) for u, s, r, p in content], "request", "plan")
        reveal_many([CaseNote(uid=u, subject=s, text=t) for u, s, t, *_said in notes], "text")

    return {"queue": queue, "case": page}


def pages(user: Any, case: Any) -> tuple[dict[str, Callable[[], Any]], str]:
    """Both pages as the server answers a browser that has been there before, and the session in which it asks."""
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.test import Client, RequestFactory
    from django.test.utils import teardown_test_environment
    from django.urls import reverse

    teardown_test_environment()  # templates that tell tests of themselves take longer
    settings.ALLOWED_HOSTS = ["testserver"]
    client, application = Client(), get_wsgi_application()
    client.force_login(user)
    client.get("/")  # the cookies that a browser keeps
    cookies = {"Cookie": client.cookies.output(attrs=[], header="", sep=";")}

    def get(asked: dict[str, Any]) -> bytes:
        statuses: list[str] = []
        answer = application(dict(asked), lambda status, _headers, _failed=None: statuses.append(status))
        told = b"".join(answer)
        answer.close()
        assert statuses == ["200 OK"], statuses
        return told

    addresses = {"queue": reverse("casework:cases"), "case": reverse("casework:case", args=[case.uid])}
    requests = {name: RequestFactory(headers=cookies).get(address).environ for name, address in addresses.items()}
    return {name: partial(get, request) for name, request in requests.items()}, client.session.session_key


def again(run: Callable[[], Any], user: Any) -> tuple[Callable[[], Any], int]:
    """The statements of a page, to be sent once more as they were, and their number."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from minbar.work.casework.cases import wall

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
    for turn in range(WARM + rounds):
        for way, run in told.items():
            start = time.perf_counter()
            run()
            if turn >= WARM:
                seconds[way].append(time.perf_counter() - start)
    return {way: statistics.median(took) for way, took in seconds.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="20,000 cases, twenty rounds")
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
            page, session = pages(user, case)
            hand = by_hand(directory, user, case, session)
            print(f"{'':22}{'ms':>9}{'× sql':>9}{'queries':>9}")
            for which, run in page.items():
                run()
                statements, queries = again(run, user)
                took = measure(
                    {"sql": hand[which], "its statements": statements, "page": run}, 20 if given.quick else ROUNDS
                )
                for way, seconds in took.items():
                    shown = queries if way == "page" else ""
                    print(f"{which + ', ' + way:22}{seconds * 1000:9.2f}{seconds / took['sql']:9.2f}{shown:>9}")
                outcome(f"{which}, to its SQL", f"{took['page'] / took['sql']:.2f} ×", f"at most {LIMIT_RATIO} ×")
                outcome(f"{which}, queries", queries, f"at most {LIMIT_QUERIES}")
            print(f"asked: at most {LIMIT_RATIO} × sql and at most {LIMIT_QUERIES} queries")


if __name__ == "__main__":
    main()
