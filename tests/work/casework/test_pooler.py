"""What one reader's connection says of them never reaches another client of a pooler."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from minbar.foundation.records import pooling
from minbar.work.casework.cases import wall
from tests.pooler import pooled

pytestmark = pytest.mark.django_db(transaction=True)
Said = tuple[str, str]


def said() -> Said:
    """What a client, who says nothing, finds said on the connection that it gets."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting('minbar.reader', true), ''),"
            " coalesce(current_setting('minbar.purpose', true), '')"
        )
        return cursor.fetchone()


def another_client(ask: Callable[[], Said]) -> Said:
    """``ask`` in a thread, and so on a connection, of its own."""
    found: list[Said] = []

    def work() -> None:
        try:
            found.append(ask())
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(30)
    return found[0]


@pytest.fixture(autouse=True)
def poolers_of_the_test_before_are_forgotten() -> Iterator[None]:
    pooling._found.clear()
    yield
    pooling._found.clear()


@pytest.mark.parametrize("mode", ["transaction", "statement"])
def test_a_pooler_that_keeps_no_sessions_gets_nothing_of_a_reader(mode: str) -> None:
    with pooled(mode, size=1):
        with pytest.raises(wall.SessionNotKept, match="pool by session"), wall.system_access():
            assert another_client(said) == ("", "")  # before: ('', 'keeping')
        assert another_client(said) == ("", "")


def test_one_with_many_processes_to_give_away_does_not_pass_either() -> None:
    with pooled("transaction", size=8), pytest.raises(wall.SessionNotKept), wall.system_access():
        pass


def test_a_pooler_by_session_is_as_good_as_none() -> None:
    with pooled("session", size=8):
        with wall.system_access():
            assert said() == ("", "keeping")
            assert another_client(said) == ("", "")
        assert said() == ("", "")


def test_one_that_leaves_the_last_client_s_settings_does_not_pass() -> None:
    with pooled("session", size=8, reset=""), pytest.raises(wall.SessionNotKept), wall.system_access():
        pass


def test_a_connection_that_changes_its_process_later_is_found_out() -> None:
    """Where others were at work while it was tried, it may have seemed to keep its session."""
    with pooled("transaction", size=2):
        connection.ensure_connection()
        pooling._found[pooling._address(connection.connection)] = True
        assert pooling.session_process(connection) is not None
        raw = connection.connection
        connection.minbar_session = (raw, -1)
        with pytest.raises(wall.SessionNotKept), wall.system_access():
            pass
        assert said() == ("", "")
        with pytest.raises(wall.SessionNotKept), wall.system_access():
            pass


def test_without_a_pooler_a_session_is_kept() -> None:
    connection.ensure_connection()
    assert pooling.session_process(connection) == connection.connection.info.backend_pid
