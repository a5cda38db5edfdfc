"""What solution partners can offer, to begin with."""

from django.db import migrations

from minbar.foundation.records.catalogues import add_missing
from minbar.work.engagement.catalogue import OFFERS


def add_offers(apps, schema_editor):
    add_missing(apps.get_model("engagement", "Offer"), OFFERS)


class Migration(migrations.Migration):
    dependencies = [("engagement", "0001_initial")]
    operations = [migrations.RunPython(add_offers, migrations.RunPython.noop)]
