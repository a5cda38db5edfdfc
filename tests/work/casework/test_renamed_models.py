"""What was named otherwise once keeps its tables, its sealed columns and its name in the journal."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model

from minbar.foundation.journal.record import journal_label_of
from minbar.foundation.vault.records import sealed_fields
from minbar.work.casework.cases.models import CaseService
from minbar.work.casework.emergency_access.models import EmergencyAccess, EmergencyAccessNotification


@pytest.mark.parametrize(
    ("model", "table"),
    [
        (CaseService, "casework_caseaction"),
        (EmergencyAccess, "casework_glassbreak"),
        (EmergencyAccessNotification, "casework_glasstelling"),
    ],
)
def test_the_journal_and_the_tables_keep_their_first_names(model: type[Model], table: str) -> None:
    assert (model._meta.db_table, journal_label_of(model)) == (table, table.replace("_", "."))


def test_sealed_values_are_bound_to_the_columns_of_before() -> None:
    assert {field.column for field in sealed_fields(EmergencyAccess)} == {"reason", "words"}


@pytest.mark.django_db
def test_content_types_were_renamed_and_not_made_anew() -> None:
    names = set(ContentType.objects.filter(app_label="casework").values_list("model", flat=True))
    assert {"caseservice", "emergencyaccess"} <= names and not names & {"caseaction", "glassbreak"}


@pytest.mark.django_db
def test_the_database_has_the_columns_of_before() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = 'casework_glassbreak'")
        columns = {name for (name,) in cursor.fetchall()}
    assert {"broken_by_id", "broken_at", "reason", "words"} <= columns
