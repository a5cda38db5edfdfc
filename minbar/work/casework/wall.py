"""The second wall: row security in PostgreSQL, and the ways through it.

The tables of casework answer every query with nothing until a connection says for whom it reads. A page does so for
its reader (``views.base.BehindTheWall``), an action after its rule allowed it (:func:`keeping`), a fact for what
is counted (:func:`counting`). A query that forgets to ask for what its
reader may see finds no more than that reader may read.

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
from minbar.work.casework.access import CasePermission

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    from minbar.foundation.accounts.models import User

Setting = tuple[str, str]
CLOSED: Setting = ("", "")


_SAY = """
SELECT set_config('minbar.reader', %s, false), set_config('minbar.purpose', %s, false),
       NOT row_security_active('casework_case')
"""
_TAKE_BACK = "SELECT set_config('minbar.reader', %s, false), set_config('minbar.purpose', %s, false)"


class WallDown(ImproperlyConfigured):
    """Row security does not hold for the database role as which Minbar works: casework stays shut."""

    def __init__(self) -> None:
        super().__init__(
            "The database role is a superuser or passes row security (BYPASSRLS), or row security is switched off, so "
            "the second wall around cases does not hold. Let Minbar sign in as a role that owns its database and is "
            "neither: see docs/operations.md."
        )


class Purpose(StrEnum):
    """For what the tables are read, beyond what the reader's own access rows open."""

    WORKING = "working"  # what one's access rows open, but for broken glass
    SUPERVISING = "supervising"  # heads of cases that are not limited; content of new ones that nobody has yet
    CHECKING = "checking"  # testimonies that wait to be checked, and nothing of the cases that they come from
    COUNTING = "counting"  # heads only, to count them
    KEEPING = "keeping"  # everything: for an action whose rule has allowed it, for upkeep, for the client's own door


@contextmanager
def reading_as(user: User) -> Iterator[None]:
    """Read what ``user``'s access rows open, and as a supervisor what supervisors see.

    Rows outlive roles: without a role that works on cases they open nothing, and broken glass only a supervisor's.
    """
    works = Purpose.WORKING if decide(user, CasePermission.WORK) else ""
    purpose = Purpose.SUPERVISING if decide(user, CasePermission.SUPERVISE) else works
    with _saying((str(user.pk), purpose)):
        yield


@contextmanager
def keeping() -> Iterator[None]:
    """Read and write everything: only where a rule has been asked before, or where nobody looks (upkeep)."""
    with _saying((_said(connections[DEFAULT_DB_ALIAS])[0], Purpose.KEEPING)):
        yield


@contextmanager
def checking() -> Iterator[None]:
    """Read the testimonies that wait to be checked: after the rule said that this reader may check them."""
    with _saying(("", Purpose.CHECKING)):
        yield


@contextmanager
def counting() -> Iterator[None]:
    """Read the heads of all cases, for counting them."""
    with _saying(("", Purpose.COUNTING)):
        yield


def _said(here: BaseDatabaseWrapper) -> Setting:
    """What this connection has been told; a new connection has been told nothing."""
    told, by_whom = getattr(here, "minbar_wall", (CLOSED, None))
    return told if by_whom is here.connection else CLOSED


@contextmanager
def _saying(setting: Setting) -> Iterator[None]:
    here = connections[DEFAULT_DB_ALIAS]
    if (before := _said(here)) == setting != CLOSED:  # within the same reading nothing changes
        yield
        return
    _say(here, setting, _SAY)
    try:
        yield
    finally:
        _say(here, before, _TAKE_BACK)


def _say(here: BaseDatabaseWrapper, setting: Setting, statement: str) -> None:
    here.ensure_connection()
    raw = here.connection
    if raw.info.transaction_status != TransactionStatus.INERROR:  # where it is, rolling back takes the setting back
        _reader, _purpose, *passes = raw.execute(statement, setting).fetchone()
        if any(passes):
            raise WallDown
    here.minbar_wall = (setting, raw)  # type: ignore[attr-defined]  # lives and dies with the connection
