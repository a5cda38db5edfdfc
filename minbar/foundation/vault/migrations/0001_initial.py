"""The keys' tables, and the function by which the database refuses values under no live key (see guards.py)."""

import django.db.models.deletion
from django.db import migrations, models

from minbar.foundation.vault import keyring

GUARD = """
CREATE FUNCTION vault_key_number(sealed bytea) RETURNS bigint
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT ('x' || encode(substring(sealed FROM 2 FOR 4), 'hex'))::bit(32)::bigint $$;

CREATE FUNCTION vault_guard() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    sealed_column text;
    version text;
    used bigint;
BEGIN
    FOREACH sealed_column IN ARRAY TG_ARGV LOOP
        FOR version, used IN EXECUTE format(
            'SELECT DISTINCT encode(substring(%1$I FROM 1 FOR 1), ''hex''), vault_key_number(%1$I)'
            ' FROM written WHERE %1$I IS NOT NULL', sealed_column)
        LOOP
            -- Held to the end of the transaction, as a foreign key would be: the key is not destroyed meanwhile.
            PERFORM FROM vault_datakey
                WHERE number = used AND purpose = 'seal' AND destroyed_at IS NULL FOR KEY SHARE;
            IF NOT FOUND OR version <> '01' THEN
                RAISE EXCEPTION 'A value in %.% is not sealed under a live key.', TG_TABLE_NAME, sealed_column
                    USING ERRCODE = 'foreign_key_violation', TABLE = TG_TABLE_NAME, COLUMN = sealed_column;
            END IF;
        END LOOP;
    END LOOP;
    RETURN NULL;
END
$$;
"""
NO_GUARD = "DROP FUNCTION vault_guard() CASCADE; DROP FUNCTION vault_key_number(bytea);"


def lay_first_keys(apps, _editor):
    """Later migrations may need keys already."""
    keyring.lay_first_keys(apps)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="RootKey",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False, verbose_name="number")),
                ("check_value", models.BinaryField(max_length=32)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("shares_needed", models.PositiveSmallIntegerField(null=True, verbose_name="shares needed")),
                ("shares_made", models.PositiveSmallIntegerField(null=True, verbose_name="shares made")),
                ("shares_made_at", models.DateTimeField(null=True, verbose_name="shares made at")),
            ],
            options={
                "verbose_name": "root key",
                "verbose_name_plural": "root keys",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="DataKey",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False, verbose_name="number")),
                (
                    "purpose",
                    models.CharField(
                        choices=[("seal", "sealing values"), ("index", "blind indexes")],
                        max_length=5,
                        verbose_name="purpose",
                    ),
                ),
                ("wrapped", models.BinaryField(max_length=60, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("destroyed_at", models.DateTimeField(null=True, verbose_name="destroyed")),
                (
                    "root",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="vault.rootkey", verbose_name="root key"
                    ),
                ),
            ],
            options={
                "verbose_name": "data key",
                "verbose_name_plural": "data keys",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Rotation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("started_at", models.DateTimeField(auto_now_add=True, verbose_name="started")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished")),
                (
                    "key",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, to="vault.datakey", verbose_name="data key"
                    ),
                ),
            ],
            options={
                "verbose_name": "key rotation",
                "verbose_name_plural": "key rotations",
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="RotationStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table", models.CharField(max_length=63, verbose_name="table")),
                ("position", models.BigIntegerField(default=0, verbose_name="last row")),
                ("done", models.PositiveBigIntegerField(default=0, verbose_name="rows done")),
                (
                    "rotation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="vault.rotation",
                        verbose_name="rotation",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a rotation",
                "verbose_name_plural": "steps of a rotation",
            },
        ),
        migrations.CreateModel(
            name="SubjectKey",
            fields=[
                ("subject", models.UUIDField(primary_key=True, serialize=False, verbose_name="subject")),
                ("half", models.BinaryField(max_length=60, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("shredded_at", models.DateTimeField(null=True, verbose_name="shredded")),
                (
                    "root",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="vault.rootkey", verbose_name="root key"
                    ),
                ),
            ],
            options={
                "verbose_name": "subject's key",
                "verbose_name_plural": "subjects' keys",
            },
        ),
        migrations.AddConstraint(
            model_name="datakey",
            constraint=models.CheckConstraint(
                condition=models.Q(("wrapped__isnull", True), ("destroyed_at__isnull", True), _connector="XOR"),
                name="vault_data_key_there_or_destroyed",
            ),
        ),
        migrations.AddConstraint(
            model_name="rotation",
            constraint=models.UniqueConstraint(
                models.Value(1), condition=models.Q(("finished_at__isnull", True)), name="vault_one_rotation_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="rotationstep",
            constraint=models.UniqueConstraint(fields=("rotation", "table"), name="vault_step_once_per_table"),
        ),
        migrations.AddConstraint(
            model_name="subjectkey",
            constraint=models.CheckConstraint(
                condition=models.Q(("half__isnull", True), ("shredded_at__isnull", True), _connector="XOR"),
                name="vault_subject_key_there_or_shredded",
            ),
        ),
        migrations.RunSQL(GUARD, NO_GUARD),
        migrations.RunPython(lay_first_keys, migrations.RunPython.noop),
    ]
