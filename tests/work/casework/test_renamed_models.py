"""Models that were renamed, or live in a room of their own, keep their tables, columns and names in the journal."""

from __future__ import annotations

import pytest
from django.apps import apps
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


def test_models_of_all_rooms_are_those_of_the_app_casework() -> None:
    rooms = [app for app in apps.get_app_configs() if app.name.startswith("minbar.work.casework.")]
    assert {app.label for app in rooms if list(app.get_models())} == {"casework"}
    homes = {model.__module__.split(".")[3] for model in apps.get_app_config("casework").get_models()}
    assert homes == {"cases", "identity", "emergency_access", "data_rights", "evidence_requests"}
