"""A sealed record for tests. Its app is not installed, so no command, check or rotation finds it by itself."""

from __future__ import annotations

from django.db import connection, models

from minbar.foundation.vault.fields import SealedField
from minbar.foundation.vault.guards import guard
from minbar.foundation.vault.records import SealedRecord
from minbar.foundation.vault.subjects import new_subject


class Note(SealedRecord):
    """A text, a structure and a file, all sealed."""

    body = SealedField()
    data = SealedField(kind="json")
    scan = SealedField(kind="bytes")
    shelf = models.CharField(max_length=20, default="")

    class Meta:
        app_label = "vault_tests"


class Letter(SealedRecord):
    """Another table, with a column of the same name."""

    body = SealedField()

    class Meta:
        app_label = "vault_tests"


def write(body: str = "", **values: object) -> Note:
    """A saved note of a subject of its own."""
    note = Note(subject=new_subject())
    note.seal(body=body, **values)
    note.save()
    return note


def make_tables() -> None:
    """Make the tables, guarded, in the test's transaction or the database that is thrown away after it."""
    with connection.schema_editor() as editor:
        for model in (Note, Letter):
            editor.create_model(model)
    for model in (Note, Letter):
        guard(model)
