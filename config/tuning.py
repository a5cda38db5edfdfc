"""The embedded PostgreSQL server fitted to the machine, anew at each start.

PostgreSQL as it comes is set for the smallest machine. Memory is shared with the site, whose processes may take half of
it (``config.capacity``), and with the system, whose cache of files the server counts on.
"""

from __future__ import annotations

import os
from pathlib import Path

from config.capacity import MEBIBYTE, RESERVE, Machine, capacity_of, this_machine

#: What PostgreSQL gives without being asked; never fewer, for a smaller number saves nothing.
USUAL_CONNECTIONS = 100
#: The library that counts statements; not every build of PostgreSQL brings it.
COUNTING = "pg_stat_statements"


def settings_for(machine: Machine) -> tuple[str, ...]:
    """What the server is started with on this machine, as ``name=value``."""
    memory, connections = machine.memory // MEBIBYTE, capacity_of(machine).connections
    return (
        f"max_connections={max(USUAL_CONNECTIONS, connections + 2 * RESERVE)}",
        f"shared_buffers={_within(128, memory // 8, 4096)}MB",
        f"effective_cache_size={max(256, memory // 2)}MB",
        # for each sort and hash of each connection
        f"work_mem={_within(4, memory // 16 // connections, 64)}MB",
        f"maintenance_work_mem={_within(64, memory // 16, 1024)}MB",
        "random_page_cost=1.1",  # a disk without moving parts
    )


def tuned(binaries: Path) -> tuple[str, ...]:
    """For this machine and this build of PostgreSQL; ``MINBAR_POSTGRES_SETTINGS`` comes last and so counts most."""
    named = os.environ.get("MINBAR_POSTGRES_SETTINGS", "")
    counting = (f"shared_preload_libraries={COUNTING}", f"{COUNTING}.track_utility=off") if counts(binaries) else ()
    own = tuple(setting.strip() for setting in named.split(",") if setting.strip())
    return (*settings_for(this_machine()), *counting, *own)


def counts(binaries: Path) -> bool:
    """Whether this build can count statements: its library, and what makes the extension, are there."""
    root = binaries.parent
    return any(root.glob(f"lib/**/{COUNTING}.so")) and _extension_is_there(root)


def _extension_is_there(root: Path) -> bool:
    control = f"extension/{COUNTING}.control"
    shared = (root / "share", root / "share" / "postgresql", Path("/usr/share/postgresql") / root.name)
    return any((directory / control).exists() for directory in shared)


def _within(least: int, value: int, most: int) -> int:
    return max(least, min(value, most))
