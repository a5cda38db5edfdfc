"""The attendance fact and its table."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from minbar.foundation.access import permissions
from minbar.foundation.access.roles import Role
from minbar.foundation.figures import declare
from tests.builders.attendance import Attendance, AttendancePermission, attendance_fact


@pytest.fixture
def attendance(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[declare.Fact]:
    """The attendance fact, declared for one test, over an empty table."""
    monkeypatch.setattr(declare, "_FACTS", dict(declare.facts()))
    monkeypatch.setitem(
        permissions._GRANTS,
        Role.PROGRAMME_OFFICER,
        permissions._GRANTS[Role.PROGRAMME_OFFICER] | {AttendancePermission.VIEW},
    )
    fact = declare.declare(attendance_fact())
    with connection.schema_editor() as editor:
        editor.create_model(Attendance)
    yield fact
