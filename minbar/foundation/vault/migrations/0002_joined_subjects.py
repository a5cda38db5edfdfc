"""Subjects that turn out to be one person: the half of the key that is no longer used knows whose it is now."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial")]

    operations = [
        migrations.AddField("subjectkey", "joined_to", models.UUIDField(null=True, verbose_name="joined to")),
        migrations.AddIndex(
            "subjectkey",
            models.Index(
                fields=["joined_to"], condition=models.Q(joined_to__isnull=False), name="vault_subject_key_joined"
            ),
        ),
    ]
