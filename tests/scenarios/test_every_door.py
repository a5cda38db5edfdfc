"""Nobody but those who have a case gets anything of it, by whichever door: pages, posts, search, exports, figures,
feeds, e-mails, the database role, a copy of the database, logs (S4, S5, S33)."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from config.logs import WithoutValues
from minbar.foundation.access.permissions import Permission, roles_with
from minbar.foundation.access.routes import Door
from minbar.foundation.accounts.models import RoleAssignment, User
from minbar.foundation.figures.declare import datasets
from minbar.foundation.journal.models import Entry
from minbar.foundation.notifications.delivery import send_waiting
from minbar.foundation.sheets.declare import sheets
from minbar.work.casework.cases import wall
from tests.architecture.routes import Mounted, mounted_routes
from tests.cast import Cast
from tests.scenarios.canaries import (
    CANARY,
    NUMBER,
    Planted,
    models_of_the_room,
    plant,
    rows_of_the_room,
    tables_as_the_application_reads_them,
)

pytestmark = [pytest.mark.django_db, pytest.mark.scenario]

OUTSIDERS = ["second_adviser", "director", "administrator", "advocacy_officer", "stranger", "nobody"]
#: These end or interrupt the session of whoever asks.
LEAVING = {"account_logout"}


def kinds(mounted: Mounted) -> dict[str, str]:
    return {name: type(kind).__name__ for name, kind in mounted.parameters.items()}


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """All that would be written to the log, at every level."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(WithoutValues())
    root, django = logging.getLogger(), logging.getLogger("django")
    levels = root.level, django.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    django.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(levels[0])
    django.setLevel(levels[1])


@pytest.fixture
def planted(cast: Cast) -> Planted:
    return plant(cast.case_worker)


def visitor(cast: Cast, who: str) -> Client:
    client = Client(raise_request_exception=False)
    if who == "second_adviser":
        user = User.objects.create_user("second@example.org", name="second adviser")
        RoleAssignment.objects.create(user=user, role="case_worker")
        _second_factor_like(cast.case_worker, user)
        client.force_login(user)
    elif who != "nobody":
        client.force_login(getattr(cast, who))
    return client


def _second_factor_like(one: User, other: User) -> None:
    from allauth.mfa.models import Authenticator

    for factor in Authenticator.objects.filter(user=one):
        Authenticator.objects.create(user=other, type=factor.type, data=factor.data)


def leaks(text: str, planted: Planted) -> list[str]:
    return [word for word in (CANARY, NUMBER) if word.lower() in text.lower()]


def seen(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{answer.headers.items()}{body.decode(errors='replace')}"


def addresses(planted: Planted, roles: set[str]) -> Iterator[tuple[Mounted, str]]:
    """Every route of the site that takes an identifier, with the case's; one that these roles may enter, with one of
    every table of the room."""
    for mounted in mounted_routes():
        by_name = kinds(mounted)
        places = [name for name, kind in by_name.items() if kind == "UUIDConverter"]
        if not places or mounted.rule is None or mounted.route.name in LEAVING:
            continue
        others = {"IntConverter": 1, "SlugConverter": "x", "LanguageConverter": "ar", "FileConverter": "pdf"}
        rest = {name: others.get(kind, "x") for name, kind in by_name.items() if name not in places}
        room = mounted.route.name.partition(":")[0]
        enters = not isinstance(mounted.rule.needs, Permission) or roles & set(roles_with(mounted.rule.needs))
        for uid in planted.uids if enters and room in {"casework", "commitments", "portal"} else {planted.case.uid}:
            yield mounted, reverse(mounted.route.name, kwargs=rest | dict.fromkeys(places, uid))


def test_every_table_of_the_room_has_a_row(planted: Planted) -> None:
    """Otherwise the other tests here would prove nothing about it."""
    with wall.system_access():
        empty = {model.__name__ for model in models_of_the_room() if not model._default_manager.exists()}
    assert empty == set()
    assert len(planted.canaries) >= 15


def test_the_one_who_has_the_case_does_see_it(cast: Cast, planted: Planted) -> None:
    client = Client()
    client.force_login(cast.case_worker)
    page = client.get(planted.case.get_absolute_url())
    assert page.status_code == 200
    assert NUMBER in page.content.decode()


@pytest.mark.slow
@pytest.mark.parametrize("who", OUTSIDERS)
def test_no_page_and_no_post_gives_anything(cast: Cast, planted: Planted, who: str, logged: io.StringIO) -> None:
    client = visitor(cast, who)
    wrong = []
    for mounted, address in addresses(planted, {"case_worker"} if who == "second_adviser" else {who}):
        for ask in (client.get, client.post):
            answer = ask(address)
            of_casework = mounted.route.name.startswith("casework:")
            expected = {302} if who == "nobody" and mounted.rule.needs is not Door.OPEN else {404, 405}
            if leaks(seen(answer), planted) or (of_casework and answer.status_code not in expected):
                wrong.append((mounted.route.name, ask.__name__, answer.status_code))
    assert wrong == []
    assert not leaks(logged.getvalue(), planted)
    with wall.system_access():
        assert {record.uid for record in rows_of_the_room()} >= planted.uids


@pytest.mark.parametrize("who", [*OUTSIDERS, "case_supervisor"])
def test_no_page_without_an_identifier_tells_of_it(cast: Cast, planted: Planted, who: str) -> None:
    """Lists, search, home, figures, exports, calendars, feeds: as they open, and asked for a canary."""
    client = visitor(cast, who)
    told = []
    for mounted in mounted_routes():
        if mounted.rule is None or mounted.route.name in LEAVING:
            continue
        if {"UUIDConverter", "RegexConverter"} & set(kinds(mounted).values()) or "(" in mounted.route.address:
            continue
        values = {"IntConverter": 1, "LanguageConverter": "ar", "FileConverter": "pdf"}
        options = [{}] if not mounted.parameters else []
        if mounted.parameters:
            keys = (
                [*datasets(), *sheets(), "annual-report-2022-2024"]
                if "SlugConverter" in kinds(mounted).values()
                else ["x"]
            )
            options = [{name: values.get(kind, key) for name, kind in kinds(mounted).items()} for key in keys]
        for arguments in options:
            address = reverse(mounted.route.name, kwargs=arguments)
            for query in ({}, {"q": CANARY}, {"q": NUMBER}):
                text = seen(client.get(address, query)).replace(f'value="{query.get("q")}"', "")
                found = leaks(text, planted)
                if who == "case_supervisor":
                    found = [word for word in found if word != NUMBER]
                if query:  # what was asked for stands in the field and in the sentence that nothing was found
                    found = [word for word in found if any(full in text for full in planted.canaries)]
                if found:
                    told.append((mounted.route.name, arguments, query, found))
    assert told == []


@pytest.mark.parametrize("who", ["second_adviser", "director", "administrator", "case_worker", "case_supervisor"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_no_export_takes_out_more_than_heads(cast: Cast, planted: Planted, who: str, form: str) -> None:
    client = visitor(cast, who)
    for key in sheets():
        for ask in (client.get, client.post):
            answer = ask(reverse("exchange:export", args=[key]), {"format": form, "form": form, "personal": "on"})
            text = seen(answer)
            assert CANARY not in text.lower(), (who, key)
            if who not in {"case_worker", "case_supervisor"}:
                assert NUMBER not in text, (who, key)


def test_the_database_role_finds_nothing_unless_it_says_for_whom(planted: Planted) -> None:
    assert tables_as_the_application_reads_them() == ""


def test_a_copy_of_the_database_holds_no_word_of_it(planted: Planted) -> None:
    """Read as the keeper, who sees all rows: what is sealed stays sealed."""
    with wall.system_access():
        rows = tables_as_the_application_reads_them()
    assert "CaseContent" in rows
    assert CANARY not in rows.lower()
    assert CANARY.encode().hex() not in rows
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE %s', [f"%{CANARY}-%"])
            assert cursor.fetchone() == (0,), table


def test_the_journal_and_emails_tell_that_something_was_done_and_not_what(planted: Planted) -> None:
    for entry in Entry.objects.filter(event__startswith="casework."):
        assert entry.changes == {}
        assert not leaks(f"{entry.event}{entry.subject}", planted)
    send_waiting()
    assert not [sent for sent in mail.outbox if leaks(f"{sent.subject}{sent.body}", planted)]
