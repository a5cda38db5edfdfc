"""The kinds of content and the channels that a network starts with."""

from django.db import migrations

from minbar.foundation.records.catalogues import add_missing
from minbar.voice.publishing.catalogue import CHANNELS, KINDS


def add_catalogues(apps, schema_editor):
    add_missing(apps.get_model("publishing", "ContentKind"), KINDS)
    add_missing(apps.get_model("publishing", "Channel"), CHANNELS)


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_initial")]
    operations = [migrations.RunPython(add_catalogues, migrations.RunPython.noop)]
