"""Composite foreign keys: an activity's programme is of its track, and its project of its programme.

They are deferred and cascade, so that a programme that moves to another track takes its activities along. Django knows
only keys of one column, hence the SQL.
"""

from django.db import migrations

KEYS = (
    ("programmes_activity_programme_of_track", "programme_id, track_id", "programmes_programme", "id, track_id"),
    ("programmes_activity_project_of_programme", "project_id, programme_id", "programmes_project", "id, programme_id"),
)


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_initial")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE programmes_activity ADD CONSTRAINT {name} FOREIGN KEY ({columns}) "
            f"REFERENCES {table} ({keys}) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED",
            f"ALTER TABLE programmes_activity DROP CONSTRAINT {name}",
        )
        for name, columns, table, keys in KEYS
    ]
