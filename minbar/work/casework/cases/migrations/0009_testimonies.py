"""Testimonies: behind the wall until they are released; gone with the consent that they stand on."""

import django.contrib.postgres.fields
import django.db.models.deletion
import minbar.foundation.vault.fields
import uuid
from django.conf import settings
from django.db import migrations, models

from minbar.work.casework.cases.policies import READERS_OF_CHECK, READERS_OF_TESTIMONY, protect

FORGET = """
CREATE FUNCTION casework_forget_testimonies() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM casework_testimonycheck c USING casework_testimony t
        WHERE c.testimony_id = t.id AND t.case_id = NEW.case_id;
    DELETE FROM casework_testimony WHERE case_id = NEW.case_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER casework_forget_testimonies AFTER UPDATE OF withdrawn_at ON casework_consent
    FOR EACH ROW WHEN (NEW.kind = 'sharing' AND OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL)
    EXECUTE FUNCTION casework_forget_testimonies();
"""
KEEP = """
DROP TRIGGER casework_forget_testimonies ON casework_consent;
DROP FUNCTION casework_forget_testimonies();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0008_rights"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EvidenceRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="identifier")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, db_index=True, verbose_name="last changed")),
                ("question", models.TextField(max_length=2000, verbose_name="question")),
                ("issue_uid", models.UUIDField(blank=True, db_index=True, null=True)),
                ("issue_label", models.CharField(blank=True, max_length=250, verbose_name="community issue")),
                ("wanted_until", models.DateField(verbose_name="wanted until")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.topic",
                        verbose_name="topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "request for testimonies",
                "verbose_name_plural": "requests for testimonies",
                "ordering": ["-created_at", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReleasedTestimony",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("text", models.TextField(verbose_name="testimony")),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="released",
                        to="casework.evidencerequest",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.topic",
                        verbose_name="topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "released testimony",
                "verbose_name_plural": "released testimonies",
                "ordering": ["-year", "id"],
            },
        ),
        migrations.CreateModel(
            name="Testimony",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="identifier")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, db_index=True, verbose_name="last changed")),
                ("subject", models.UUIDField(db_index=True, editable=False, verbose_name="subject")),
                ("text", minbar.foundation.vault.fields.SealedField(kind="text", verbose_name="testimony")),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("draft", "Being written"),
                            ("in_check", "Being checked"),
                            ("returned", "Sent back to its author"),
                        ],
                        default="draft",
                        max_length=8,
                        verbose_name="standing",
                    ),
                ),
                (
                    "objections",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                (
                                    "no_name",
                                    "It names nobody: neither the person, nor family, lawyer, official or employer",
                                ),
                                ("no_number", "It holds no number, address or account by which somebody can be found"),
                                ("no_place", "It names no place narrower than a province"),
                                ("no_day", "It names no day or month"),
                                ("not_rare", "What it tells of age, family, work, illness or events fits many people"),
                                ("safe", "Nobody could come to harm if those concerned read it"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="objections",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="testimonies", to="casework.case"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="testimonies",
                        to="casework.evidencerequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "testimony",
                "verbose_name_plural": "testimonies",
                "ordering": ["-created_at", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TestimonyCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="identifier")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, db_index=True, verbose_name="last changed")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="checked by",
                    ),
                ),
                (
                    "testimony",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="checks", to="casework.testimony"
                    ),
                ),
            ],
            options={
                "verbose_name": "check of a testimony",
                "verbose_name_plural": "checks of testimonies",
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="testimony",
            constraint=models.UniqueConstraint(fields=("request", "case"), name="casework_one_testimony_a_case"),
        ),
        migrations.AddConstraint(
            model_name="testimony",
            constraint=models.CheckConstraint(
                condition=models.Q(("standing__in", ["draft", "in_check", "returned"])),
                name="casework_testimony_standing",
            ),
        ),
        migrations.AddConstraint(
            model_name="testimonycheck",
            constraint=models.UniqueConstraint(
                fields=("testimony", "checked_by"), name="casework_testimony_checked_once_each"
            ),
        ),
        migrations.AddConstraint(
            model_name="testimonycheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("checked_by", models.F("author")), _negated=True),
                name="casework_testimony_checked_by_another",
            ),
        ),
        protect("casework_testimony", READERS_OF_TESTIMONY),
        protect("casework_testimonycheck", READERS_OF_CHECK),
        migrations.RunSQL(FORGET, KEEP),
    ]
