"""The second wall: row security in PostgreSQL, and the ways through it.

The tables of casework answer every query with nothing until a connection says for whom it reads. A page does so for
its reader (``views.base.BehindTheWall``), an action after its rule allowed it (:func:`system_access`), a dataset for
what is counted (:func:`counting`). A query that forgets to ask for what its reader may see finds
no more than that reader may read.

Two settings of the connection carry this: ``minbar.reader``, the account, and ``minbar.purpose``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg.pq import TransactionStatus

from minbar.foundation.access.decisions import decide
from minbar.foundation.records.pooling import forget_session, session_process
from minbar.work.casework.cases.access import CasePermission

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    from minbar.foundation.accounts.models import User

Setting = tuple[str, str]
CLOSED: Setting = ("", "")


#: Said to the process that belongs to this connection, and to no other.
_SET = """
SELECT set_config('minbar.reader', %s, false), set_config('minbar.purpose', %s, false),
       NOT row_security_active('casework_case')
 WHERE pg_backend_pid() = %s
"""
_RESET = """
SELECT set_config('minbar.reader', %s, false), set_config('minbar.purpose', %s, false) WHERE pg_backend_pid() = %s
"""


class WallDown(ImproperlyConfigured):
    """Row security does not hold for the database role as which Minbar works: casework stays shut."""

    def __init__(self) -> None:
        super().__init__(
            "The database role is a superuser or passes row security (BYPASSRLS), or row security is switched off, so "
            "the second wall around cases does not hold. Let Minbar sign in as a role that owns its database and is "
            "neither: see docs/operations.md."
        )


class SessionNotKept(ImproperlyConfigured):
    """What a connection says of its reader would reach another client: casework stays shut."""

    def __init__(self) -> None:
        super().__init__(
            "A pooler between Minbar and PostgreSQL hands out connections by the transaction, or does not reset them, "
            "so what one reader may see would be open to the next. Let it pool by session: see docs/operations.md."
        )


class Purpose(StrEnum):
    """For what the tables are read, beyond what the reader's own access rows open."""

    WORKING = "working"  # what one's access rows open, but for emergency access
    SUPERVISING = "supervising"  # heads of cases that are not limited; content of new ones that nobody has yet
    CHECKING = "checking"  # testimonies that wait to be checked, and nothing of the cases that they come from
    COUNTING = "counting"  # heads only, to count them
    #: Everything: for an action whose rule has allowed it, for upkeep, for the client's own door. The policies in the
    #: database know it by this value.
    SYSTEM = "keeping"


@contextmanager
def reading_as(user: User) -> Iterator[None]:
    """Read what ``user``'s access rows open, and as a supervisor what supervisors see.

    Rows outlive roles: without a role that works on cases they open nothing, and emergency access only a supervisor's.
    """
    works = Purpose.WORKING if decide(user, CasePermission.WORK) else ""
    purpose = Purpose.SUPERVISING if decide(user, CasePermission.SUPERVISE) else works
    with _with_setting((str(user.pk), purpose)):
        yield


@contextmanager
def system_access() -> Iterator[None]:
    """Read and write everything: only where a rule has been asked before, or where nobody looks (upkeep)."""
    with _with_setting((_setting_of(connections[DEFAULT_DB_ALIAS])[0], Purpose.SYSTEM)):
        yield


@contextmanager
def checking() -> Iterator[None]:
    """Read the testimonies that wait to be checked: after the rule said that this reader may check them."""
    with _with_setting(("", Purpose.CHECKING)):
        yield


@contextmanager
def counting() -> Iterator[None]:
    """Read the heads of all cases, for counting them."""
    with _with_setting(("", Purpose.COUNTING)):
        yield


def _setting_of(here: BaseDatabaseWrapper) -> Setting:
    """The setting of this connection; a new connection has none."""
    setting, raw = getattr(here, "minbar_wall", (CLOSED, None))
    return setting if raw is here.connection else CLOSED


@contextmanager
def _with_setting(setting: Setting) -> Iterator[None]:
    here = connections[DEFAULT_DB_ALIAS]
    if (before := _setting_of(here)) == setting != CLOSED:  # within the same reading nothing changes
        yield
        return
    _set(here, setting, _SET)
    try:
        yield
    finally:
        _set(here, before, _RESET)


def _set(here: BaseDatabaseWrapper, setting: Setting, statement: str) -> None:
    here.ensure_connection()
    raw = here.connection
    if raw.info.transaction_status != TransactionStatus.INERROR:  # where it is, rolling back takes the setting back
        if (process := session_process(here)) is None:
            raise SessionNotKept
        if (found := raw.execute(statement, (*setting, process)).fetchone()) is None:
            forget_session(here)
            raise SessionNotKept
        _reader, _purpose, *passes = found
        if any(passes):
            raise WallDown
    here.minbar_wall = (setting, raw)  # type: ignore[attr-defined]  # lives and dies with the connection
