"""What solution partners can offer, to begin with."""

from django.db import migrations

from minbar.work.engagement.catalogue import add_missing_offers


def add_offers(apps, schema_editor):
    add_missing_offers(apps.get_model("engagement", "Offer"))


class Migration(migrations.Migration):
    dependencies = [("engagement", "0001_initial")]
    operations = [migrations.RunPython(add_offers, migrations.RunPython.noop)]
