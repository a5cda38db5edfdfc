"""The kinds of activity that a network starts with."""

from django.db import migrations

from minbar.work.programmes.catalogue import add_missing_kinds


def add_kinds(apps, schema_editor):
    add_missing_kinds(apps.get_model("programmes", "ActivityKind"))


class Migration(migrations.Migration):
    dependencies = [("programmes", "0002_lines_of_work")]
    operations = [migrations.RunPython(add_kinds, migrations.RunPython.noop)]
