"""The code says worksheet where it said tab. The database keeps the column's name."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sheets", "0003_sealed_files")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField("progress", "tab", "worksheet"),
                migrations.AlterField(
                    "progress",
                    "worksheet",
                    models.CharField(blank=True, db_column="tab", default="", max_length=255),
                ),
            ]
        )
    ]
