"""Files are sealed. Those that lie here in the clear are dropped: they were kept for nothing but being decided on."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import migrations, models

import minbar.foundation.vault.fields


def drop_files(apps: Any, _editor: Any) -> None:
    imports = apps.get_model("sheets", "Import").objects
    imports.filter(status__in=["sent", "checked", "refused", "stopped", "unreadable"]).update(status="lapsed")
    imports.update(content=None)


class Migration(migrations.Migration):
    dependencies = [("sheets", "0002_walled"), ("vault", "0001_initial")]

    operations = [
        migrations.RunPython(drop_files, migrations.RunPython.noop, elidable=True),
        # The checks of the rows just changed wait for the end; PostgreSQL alters no table with such a check waiting.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AddField(
            model_name="import",
            name="subject",
            field=models.UUIDField(db_index=True, default=uuid.uuid4, editable=False),
        ),
        migrations.AlterField(
            model_name="import",
            name="content",
            field=minbar.foundation.vault.fields.SealedField(kind="bytes"),
        ),
    ]
