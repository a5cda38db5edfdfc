"""The lines of work and the kinds of activity that a network starts with."""

from django.db import migrations

from minbar.foundation.records.catalogues import add_missing
from minbar.work.programmes.catalogue import KINDS, add_first_lines


def add_catalogue(apps, schema_editor):
    add_missing(apps.get_model("programmes", "ActivityKind"), {entry.code: entry.fields for entry in KINDS})
    add_first_lines(apps.get_model("programmes", "Track"), apps.get_model("programmes", "Programme"))


class Migration(migrations.Migration):
    dependencies = [("programmes", "0002_lines_of_work")]
    operations = [migrations.RunPython(add_catalogue, migrations.RunPython.noop)]
