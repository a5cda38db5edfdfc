"""Whether a connection keeps its session: what one client says of itself must not be the next one's.

Settings of a session (who reads behind the wall), its prepared statements and its time zone stay with the server's
process. A pooler that hands out processes by the transaction or by the statement gives them to another client. So a
connection is tried before it says anything of a reader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

#: How often two clients of a pooler ask in turn which process serves them.
TURNS = 20
_PROCESS = "SELECT pg_backend_pid()"
_MARK = "SELECT set_config('minbar.probe', 'mine', false)"
_MARKED = "SELECT current_setting('minbar.probe', true) = 'mine'"
#: What was found of the poolers that this process met, by address.
_found: dict[tuple[str, ...], bool] = {}


def session_process(here: BaseDatabaseWrapper) -> int | None:
    """The server's process that belongs to this connection for as long as it lasts; None where none does.

    Asked once a connection. Without a pooler the process is the one that the server named when it was connected to.
    """
    raw = here.connection
    known, process = getattr(here, "minbar_session", (None, None))
    if known is raw:
        return process
    found: int = raw.execute(_PROCESS).fetchone()[0]
    kept = found == raw.info.backend_pid or _pooler_keeps_sessions(raw)
    here.minbar_session = (raw, found if kept else None)  # type: ignore[attr-defined]  # lives with the connection
    return found if kept else None


def forget_session(here: BaseDatabaseWrapper) -> None:
    """The connection turned out to have changed its process: it and its pooler keep no sessions."""
    here.minbar_session = (here.connection, None)  # type: ignore[attr-defined]
    _found[_address(here.connection)] = False


def _address(raw: psycopg.Connection) -> tuple[str, ...]:
    return (raw.info.host, str(raw.info.port), raw.info.dbname, raw.info.user)


def _pooler_keeps_sessions(raw: psycopg.Connection) -> bool:
    address = _address(raw)
    if address not in _found:
        _found[address] = _tried(raw)
    return _found[address]


def _tried(raw: psycopg.Connection) -> bool:
    """Two clients, in turn: each must keep a process of its own, and leave nothing of itself to who comes later."""

    def client() -> psycopg.Connection:
        return psycopg.connect(raw.info.dsn, password=raw.info.password, autocommit=True, prepare_threshold=None)

    with client() as one:
        one.execute(_MARK)
        with client() as other:
            processes = {(_asked(one, _PROCESS), _asked(other, _PROCESS)) for _turn in range(TURNS)}
            seen = _asked(other, _MARKED)
    with client() as later:
        seen = seen or _asked(later, _MARKED)
    first, second = next(iter(processes))
    return len(processes) == 1 and first != second and not seen


def _asked(client: psycopg.Connection, question: str) -> object:
    row = client.execute(question).fetchone()
    assert row is not None
    return row[0]
