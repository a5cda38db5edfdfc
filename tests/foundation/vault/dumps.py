"""PostgreSQL's own programs on the test's database."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from django.db import connection

from config.postgres import find_binaries
from config.roles import OWNER_OF_THE_CLUSTER


def run(program: str, *arguments: str, input: bytes | None = None) -> bytes:
    """Run ``pg_dump`` or ``psql`` as the cluster's owner; returns what it wrote."""
    settings = connection.settings_dict
    environment = os.environ | {
        "PGHOST": settings["HOST"],
        "PGUSER": OWNER_OF_THE_CLUSTER if "/" in settings["HOST"] else settings["USER"],
        "PGDATABASE": settings["NAME"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGPORT": str(settings["PORT"] or 5432),
    }
    command = [str(binary(program)), *arguments]
    return subprocess.run(command, env=environment, input=input, check=True, capture_output=True).stdout


def binary(program: str) -> Path:
    return find_binaries() / program
