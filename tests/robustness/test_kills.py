"""Rotations of keys and imports are killed at some points of their runs; ``tests.robustness.kills`` does it at 500."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.robustness.kills import WORKS, kill_in

POINTS = 4


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)  # no transaction of the test's own: a database in use cannot be copied
@pytest.mark.parametrize("work", WORKS)
def test_nothing_is_lost_or_half(work: str, tmp_path: Path) -> None:
    place = dict(connection.settings_dict)
    connection.close()
    try:
        said = kill_in(
            host=place["HOST"],
            template=place["NAME"],
            vault_key=Path(settings.VAULT_KEY),
            directory=tmp_path,
            work=work,
            points=POINTS,
            seed=7,
        )
    except subprocess.CalledProcessError as failed:
        pytest.fail(failed.stderr)
    assert said.startswith(f"{work}: {POINTS} points")
