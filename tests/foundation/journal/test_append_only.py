"""The database itself refuses to change what the journal holds."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from minbar.foundation.journal.models import Entry
from minbar.foundation.journal.record import record
from tests.cast import Cast


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET actor = 'somebody else'",
        "DELETE FROM journal_entry",
        "TRUNCATE journal_entry",
        "UPDATE journal_entry SET actor = 'nobody' WHERE sequence = -1",
    ],
)
def test_the_database_refuses_to_alter_entries(cast: Cast, statement: str) -> None:
    record(by=cast.editor, event="test.done")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Entry.objects.get().actor == str(cast.editor.uid)


def test_an_action_that_fails_leaves_no_entry(cast: Cast) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        record(by=cast.editor, event="test.done")
        raise RuntimeError
    assert not Entry.objects.exists()
