"""The journal's table. The trigger refuses every change, also of no row at all: see docs/security.md for its limits."""

from django.contrib.postgres.indexes import HashIndex
from django.db import migrations, models

REFUSE = """
CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The journal is append-only: % is refused.', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER journal_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
"""
ALLOW = "DROP TRIGGER journal_append_only ON journal_entry; DROP FUNCTION journal_refuse();"


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("sequence", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField(verbose_name="at")),
                ("actor", models.CharField(max_length=64, verbose_name="by")),
                ("action", models.CharField(max_length=80, verbose_name="action")),
                ("subject", models.CharField(blank=True, default="", max_length=120, verbose_name="subject")),
                ("salt", models.BinaryField(max_length=16)),
                ("content", models.TextField()),
                ("hash", models.BinaryField(max_length=32)),
            ],
            options={
                "verbose_name": "journal entry",
                "verbose_name_plural": "journal entries",
                "ordering": ["sequence"],
                "indexes": [
                    HashIndex(fields=["subject"], name="journal_subject", condition=~models.Q(subject="")),
                ],
            },
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
