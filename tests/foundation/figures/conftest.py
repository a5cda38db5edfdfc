"""The attendance dataset and its table."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from minbar.foundation.access import permissions
from minbar.foundation.access.roles import Role
from minbar.foundation.figures import declare
from tests.builders.attendance import Attendance, AttendancePermission, attendance_dataset


@pytest.fixture
def attendance(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[declare.Dataset]:
    """The attendance dataset, declared for one test, over an empty table."""
    monkeypatch.setattr(declare, "_DATASETS", dict(declare.datasets()))
    monkeypatch.setitem(
        permissions._GRANTS,
        Role.PROGRAMME_OFFICER,
        permissions._GRANTS[Role.PROGRAMME_OFFICER] | {AttendancePermission.VIEW},
    )
    dataset = declare.declare(attendance_dataset())
    with connection.schema_editor() as editor:
        editor.create_model(Attendance)
    yield dataset
