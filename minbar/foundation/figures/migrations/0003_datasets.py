"""The code says dataset where it said fact. The database keeps its names."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("figures", "0002_told_facts")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel("ToldFact", "PublicFigures"),
                migrations.AlterModelTable("PublicFigures", "figures_toldfact"),
                migrations.RenameField("PublicFigures", "fact", "dataset"),
                migrations.AlterField(
                    "PublicFigures",
                    "dataset",
                    models.CharField(db_column="fact", max_length=80, primary_key=True, serialize=False),
                ),
                migrations.AlterModelOptions(
                    "PublicFigures",
                    {
                        "verbose_name": "figures of a dataset, as they may be told",
                        "verbose_name_plural": "figures of datasets, as they may be told",
                    },
                ),
            ]
        )
    ]
