"""What is in the database when the killing begins: cases of people who do not exist, from a workbook."""

from __future__ import annotations

import random
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings

from minbar.doors.demonstration.case_rows import MEDIATIONS, case_rows
from minbar.doors.demonstration.office import Worksheet, write_workbook
from minbar.foundation.access.roles import Role
from minbar.foundation.accounts.models import RoleAssignment, User
from minbar.foundation.sheets.files import Source, apply_file, prepare
from minbar.foundation.vault import keyring
from minbar.foundation.vault.records import reveal_many, sealed_fields, sealed_models

CASES = 12
#: Seconds within which a process learns of another key: short, so that many rotations take little time.
LEARNS_WITHIN = 0.05


def account(role: Role) -> User:
    user = User.objects.create_user(f"{role.value}@example.org", name=role.value.replace("_", " "))
    RoleAssignment.objects.create(user=user, role=role.value)
    return user


def case_workbook(*, advised_by: User, rows: int = CASES) -> bytes:
    """Cases as an office writes them down, some with all the steps that there can be."""
    draw = random.Random(11)
    every = case_rows(draw)
    told = [row for row in every if row.get("الوساطة") in MEDIATIONS][: rows // 4]
    lines: list[dict[str, Any]] = [dict(row) for row in islice((*told, *every), rows)]
    for number, line in enumerate(lines):
        line |= {"رقم الحالة": f"K-{number}", "المسؤول": advised_by.name}
    path = _workbook_path()
    write_workbook(path, [Worksheet("الحالات", "سجل الحالات", list(lines[0]), lines)], draw)
    return path.read_bytes()


def _workbook_path() -> Path:
    return Path(settings.DATA_DIR) / "cases.xlsx"


def import_cases(*, advised_by: User) -> None:
    case_workbook(advised_by=advised_by)
    path = _workbook_path()
    result = apply_file(prepare(Source(path.name, path), {}), by=None)
    assert result.written, result.worksheets[0].problems[:3]


Values = dict[tuple[str, int, str], Any]


def opened() -> Values:
    """All sealed values of all tables, opened with keys that are read anew; empty ones and erased ones are None."""
    keyring.forget()
    values: Values = {}
    for model in sealed_models():
        names = [field.name for field in sealed_fields(model)]
        with model.system_access():
            rows = list(model._base_manager.order_by("pk"))
            for row, revealed in zip(rows, reveal_many(rows, *names), strict=True):
                values |= {(model._meta.db_table, row.pk, name): revealed[name] or None for name in names}
    return values
