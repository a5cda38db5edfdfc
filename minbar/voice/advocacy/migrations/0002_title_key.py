from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("advocacy", "0001_initial")]
    operations = [
        migrations.AddField(
            "communityissue", "title_key", models.TextField(default="", editable=False), preserve_default=False
        ),
    ]
