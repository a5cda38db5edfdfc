from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publishing", "0002_catalogues")]
    operations = [
        migrations.AddField(
            "contentitem", "title_key", models.TextField(default="", editable=False), preserve_default=False
        ),
    ]
