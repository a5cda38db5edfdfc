"""What COPY gives arrives whole, and a copy that fails leaves the connection in order."""

from __future__ import annotations

import io
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from psycopg import sql

from minbar.foundation.figures import copying
from minbar.foundation.figures.copying import copy_out


def copy_of(query: str) -> sql.Composed:
    return sql.SQL("COPY ({}) TO STDOUT (FORMAT csv)").format(sql.SQL(query))


def answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [0, 1, 3, 4, 7])
def test_all_rows_arrive_in_order(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "AT_ONCE", 3)
    file = io.BytesIO()
    copy_out(copy_of(f"SELECT number, 'é' FROM generate_series(1, {rows}) AS number"), file)
    assert file.getvalue().decode() == "".join(f"{number},é\n" for number in range(1, rows + 1))
    assert answers()


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["SELECT 1 / 0", "SELECT 1 / (5 - number) FROM generate_series(1, 9) AS number"])
def test_an_error_of_the_server_is_raised(query: str) -> None:
    with pytest.raises(psycopg.errors.DivisionByZero), transaction.atomic():
        copy_out(copy_of(query), io.BytesIO())
    assert answers()


class FullDisk(io.BytesIO):
    def write(self, _data: Any) -> int:
        raise OSError("disk full")


@pytest.mark.django_db
def test_a_full_disk_leaves_the_connection_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "AT_ONCE", 3)
    with pytest.raises(OSError, match="disk full"), transaction.atomic():
        copy_out(copy_of("SELECT generate_series(1, 1000000)"), FullDisk())
    assert answers()
