"""``minbar status``: how busy the database is, and what takes it long."""

from __future__ import annotations

import json
from typing import Any

import click

#: Statements that run at this moment count as slow after so many seconds; of all since the counting began, the first.
SLOW, SHOWN = 1.0, 5
_CONNECTIONS = """
SELECT coalesce(nullif(application_name, ''), '?') AS process, count(*) AS open,
       count(*) FILTER (WHERE state = 'active' AND pid <> pg_backend_pid()) AS active,
       count(*) FILTER (WHERE state LIKE 'idle in transaction%%') AS idle_in_transaction
  FROM pg_stat_activity WHERE backend_type = 'client backend' GROUP BY 1 ORDER BY 1
"""
_RUNNING = """
SELECT pid, round(extract(epoch FROM clock_timestamp() - query_start)::numeric, 1)::float AS seconds,
       coalesce(nullif(application_name, ''), '?') AS process, coalesce(wait_event_type, '') AS waits_for, query
  FROM pg_stat_activity
 WHERE state = 'active' AND pid <> pg_backend_pid() AND clock_timestamp() - query_start > make_interval(secs => %s)
   AND backend_type = 'client backend'
 ORDER BY query_start
"""
_SLOWEST = """
SELECT calls, round(mean_exec_time::numeric, 1)::float AS mean_ms, round(max_exec_time::numeric, 1)::float AS max_ms,
       round((total_exec_time / 1000)::numeric, 1)::float AS total_seconds, query
  FROM pg_stat_statements
 WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
 ORDER BY total_exec_time DESC LIMIT %s
"""


def register(group: click.Group) -> None:
    group.add_command(status)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def status(as_json: bool) -> None:
    """How many connections there are, of how many, and which statements are slow."""
    found = _look()
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        _print(found)


def _look() -> dict[str, Any]:
    from django.db import connection

    from config.capacity import capacity_of, connections_for, this_machine

    connection.ensure_connection()
    machine, limit = this_machine(), connections_for(connection.connection)
    capacity = capacity_of(machine, limit)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('max_connections')::int, to_regclass('pg_stat_statements') IS NOT NULL")
        most, counted = cursor.fetchone()
    return {
        "machine": {"cores": machine.cores, "memory_mib": machine.memory // 2**20},
        "capacity": {"workers": capacity.workers, "threads": capacity.threads, "waiting": capacity.waiting},
        "max_connections": most,
        "may_be_served_from": limit,
        "served_from_at_most": capacity.connections,
        "connections": _rows(_CONNECTIONS),
        "running": _rows(_RUNNING, SLOW),
        "slowest": _rows(_SLOWEST, SHOWN) if counted else None,
    }


def _rows(statement: str, *values: float) -> list[dict[str, Any]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _print(found: dict[str, Any]) -> None:
    from django.utils.translation import gettext as _

    click.echo(_("%(cores)d cores, %(memory_mib)d MiB of memory") % found["machine"])
    click.echo(
        _("The site answers %(threads)d requests at once in each of %(workers)d processes; %(waiting)d more may wait.")
        % found["capacity"]
    )
    bounds = _("Connections to the database: %(max_connections)d, for the site and its jobs %(served_from_at_most)d.")
    click.echo(bounds % found)
    for row in found["connections"]:
        click.echo("  " + _("%(process)s: %(open)d open, %(active)d at work") % row)
    click.echo(_("Running for more than a second:") if found["running"] else _("Nothing runs for more than a second."))
    for row in found["running"]:
        click.echo(f"  {row['seconds']:.1f} s  {row['process']}  {row['waits_for']}  {_short(row['query'])}")
    if found["slowest"] is None:
        click.echo(_("Which statements take longest is not counted: the server has no pg_stat_statements."))
        return
    click.echo(_("What took most of the server's time, all in all:"))
    for row in found["slowest"]:
        click.echo(f"  {row['total_seconds']:.1f} s = {row['calls']} × {row['mean_ms']:.1f} ms  {_short(row['query'])}")


def _short(query: str) -> str:
    line = " ".join(query.split())
    return line if len(line) <= 160 else f"{line[:159]}…"
