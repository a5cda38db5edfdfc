# ruff: noqa: S608 — conditions are put together of this file's own constants and of names in migrations
"""The conditions of row security, for migrations. A migration keeps what it said: a changed condition is a new one."""

from __future__ import annotations

from enum import StrEnum

from django.db.migrations.operations import RunSQL


class Ring(StrEnum):
    """How deep a table lies. ``docs/security.md`` tells the rings."""

    CASE = "case"
    HEAD = "head"
    CONTENT = "content"
    IDENTITY = "identity"
    ACCESS = "access"


_READER = "NULLIF((SELECT current_setting('minbar.reader', true)), '')::bigint"
_PURPOSE = "(SELECT current_setting('minbar.purpose', true))"
_LIVE = (
    "EXISTS (SELECT 1 FROM casework_caseaccess a WHERE a.case_id = {case} AND a.user_id = " + _READER + " "
    "AND a.ended_at IS NULL AND (a.until IS NULL OR a.until > now()) "
    "AND (" + _PURPOSE + " = 'supervising' OR (" + _PURPOSE + " = 'working' AND a.way <> 'break_glass')){more})"
)
_UNTAKEN = (
    f"({_PURPOSE} = 'supervising' AND EXISTS (SELECT 1 FROM casework_case c WHERE c.id = {{case}} "
    "AND c.stage = 'new' AND c.assigned_to_id IS NULL))"
)
#: For what belongs to no case and names no client: rules in code say who reads it, and nobody does by accident.
READER_IS_NAMED = f"{_READER} IS NOT NULL"
SYSTEM_ACCESS = f"{_PURPOSE} = 'keeping'"
#: A client's row knows no case; their cases know them.
READERS_OF_CLIENT = (
    "EXISTS (SELECT 1 FROM casework_case c WHERE c.client_id = casework_client.id AND "
    + _LIVE.format(case="c.id", more=" AND a.identity")
    + ")"
)
#: Who opened a case in an emergency, and who was notified of it.
READERS_OF_EMERGENCY_ACCESS = (
    f"casework_glassbreak.broken_by_id = {_READER} OR {_PURPOSE} = 'counting' OR EXISTS ("
    f"SELECT 1 FROM casework_glasstelling t WHERE t.glass_id = casework_glassbreak.id AND t.user_id = {_READER})"
)
#: A notification is its receiver's.
READERS_OF_NOTIFICATION = f"casework_glasstelling.user_id = {_READER}"
#: Who reads the content of its case; and, without any case, those who check it.
READERS_OF_TESTIMONY = (
    _LIVE.format(case="casework_testimony.case_id", more="")
    + f" OR ({_PURPOSE} = 'checking' AND casework_testimony.standing = 'in_check')"
)
#: A check is read with its testimony, and by whoever made it.
READERS_OF_CHECK = (
    f"casework_testimonycheck.checked_by_id = {_READER} OR EXISTS ("
    "SELECT 1 FROM casework_testimony t WHERE t.id = casework_testimonycheck.testimony_id)"
)


def _asks(name: str, condition: str) -> RunSQL:
    return RunSQL(
        f"CREATE FUNCTION {name}(asked bigint) RETURNS boolean LANGUAGE plpgsql STABLE "
        f"AS $$ BEGIN RETURN {condition}; END $$",
        f"DROP FUNCTION {name}(bigint)",
    )


#: What the tables within a case ask for each row. A page reads ten of them: written out, each statement would be
#: planned with the conditions of three tables within it, which takes longer than reading; a function is planned once a
#: connection. It runs with its caller's rights, and what it reads is behind the wall itself.
ASKED_OF_A_CASE = (
    # the case's own condition decides
    _asks("casework_shows_head", "EXISTS (SELECT 1 FROM casework_case c WHERE c.id = asked)"),
    _asks("casework_shows_content", f"{_LIVE.format(case='asked', more='')} OR {_UNTAKEN.format(case='asked')}"),
    _asks("casework_shows_identity", _LIVE.format(case="asked", more=" AND a.identity")),
)


def readable(table: str, ring: Ring, *, case: str = "case_id") -> str:
    """The SQL condition under which a row of ``table`` shows itself. ``case`` is its column with the case's key."""
    here = f"{table}.{case}"
    match ring:
        case Ring.CASE:
            own = _LIVE.format(case=f"{table}.id", more="")
            shown = f"({_PURPOSE} = 'supervising' AND NOT {table}.is_limited)"
            return f"{_PURPOSE} = 'counting' OR {shown} OR {own}"
        case Ring.HEAD:
            return f"{_PURPOSE} = 'counting' OR casework_shows_head({here})"
        case Ring.CONTENT:
            return f"casework_shows_content({here})"
        case Ring.IDENTITY:
            return f"casework_shows_identity({here})"
        case Ring.ACCESS:
            return f"{_PURPOSE} = 'supervising' OR {table}.user_id = {_READER}"


def protect(table: str, condition: str) -> RunSQL:
    """The migration that puts ``table`` behind the wall, for its owner too.

    Rows show themselves under ``condition``; they are written only with ``wall.system_access``, so a write that is no
    action's finds nothing to change.
    """
    return RunSQL(
        [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY reads ON {table} FOR SELECT USING ({condition})",
            f"CREATE POLICY keeps ON {table} USING ({SYSTEM_ACCESS}) WITH CHECK ({SYSTEM_ACCESS})",
        ],
        [
            f"DROP POLICY keeps ON {table}",
            f"DROP POLICY reads ON {table}",
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        ],
    )
