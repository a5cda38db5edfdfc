"""The code calls an entry's action its event. The database keeps the column, which the chain's verifiers read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField("entry", "action", "event"),
                migrations.AlterField(
                    "entry", "event", models.CharField(db_column="action", max_length=80, verbose_name="event")
                ),
            ]
        )
    ]
