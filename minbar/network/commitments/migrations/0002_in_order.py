"""Lists read in their own order, whatever their length."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0001_initial"),
        ("directory", "0004_party_consent"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="commitment",
            name="commitments_by_deadline",
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["-standing", "due_at", "id"], name="commitments_in_order"),
        ),
    ]
