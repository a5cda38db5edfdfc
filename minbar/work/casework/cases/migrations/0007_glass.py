"""Broken glass, behind the wall; the database itself lets nobody in before somebody else was told."""

import datetime
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import minbar.foundation.vault.fields
import uuid
from django.conf import settings
from django.db import migrations, models

from minbar.work.casework.cases.policies import READERS_OF_EMERGENCY_ACCESS, READERS_OF_NOTIFICATION, protect

TOLD_FIRST = """
CREATE FUNCTION casework_glass_told_first() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.way = 'break_glass' AND NEW.ended_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM casework_glassbreak g
        JOIN casework_glasstelling t ON t.glass_id = g.id AND t.user_id <> g.broken_by_id
        WHERE g.case_id = NEW.case_id AND g.broken_by_id = NEW.user_id AND g.ended_at IS NULL
            AND NEW.until <= g.until AND (g.access_id IS NULL OR g.access_id = NEW.id)
    ) THEN
        RAISE EXCEPTION 'nobody was told of this broken glass' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER casework_glass_told_first BEFORE INSERT OR UPDATE ON casework_caseaccess
    FOR EACH ROW WHEN (NEW.way = 'break_glass') EXECUTE FUNCTION casework_glass_told_first();
"""
NOT_TOLD_FIRST = """
DROP TRIGGER casework_glass_told_first ON casework_caseaccess;
DROP FUNCTION casework_glass_told_first();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0006_documents"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="GlassBreak",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="identifier")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, db_index=True, verbose_name="last changed")),
                ("subject", models.UUIDField(db_index=True, editable=False, verbose_name="subject")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("danger", "Somebody is in danger"),
                            ("deadline", "A deadline runs out and the case worker is away"),
                            ("complaint", "The client complained"),
                            ("mistake", "A mistake must be found and mended"),
                            ("order", "A law or a court obliges us"),
                        ],
                        max_length=10,
                        verbose_name="reason",
                    ),
                ),
                ("reason", minbar.foundation.vault.fields.SealedField(kind="text", verbose_name="reason in words")),
                ("broken_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="opened")),
                ("until", models.DateTimeField(verbose_name="until")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                ("review_due", models.DateTimeField(verbose_name="review due")),
                ("escalated_at", models.DateTimeField(blank=True, null=True, verbose_name="escalated")),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("justified", "Justified"), ("not_justified", "Not justified")],
                        max_length=13,
                        verbose_name="review",
                    ),
                ),
                ("words", minbar.foundation.vault.fields.SealedField(kind="text", verbose_name="review in words")),
                ("reviewed_at", models.DateTimeField(blank=True, null=True, verbose_name="reviewed")),
                (
                    "access",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="glass",
                        to="casework.caseaccess",
                    ),
                ),
                (
                    "broken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="opened by",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="broken_glasses",
                        to="casework.case",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reviewed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "opened case",
                "verbose_name_plural": "opened cases",
                "ordering": ["-broken_at", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GlassTelling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="identifier")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, db_index=True, verbose_name="last changed")),
                ("told_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="told")),
                (
                    "glass",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tellings", to="casework.glassbreak"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "notice of an opened case",
                "verbose_name_plural": "notices of opened cases",
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="glassbreak",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__gt", models.F("broken_at")),
                    (
                        "until__lte",
                        models.ExpressionWrapper(
                            django.db.models.expressions.CombinedExpression(
                                models.F("broken_at"), "+", models.Value(datetime.timedelta(days=1))
                            ),
                            output_field=models.DateTimeField(),
                        ),
                    ),
                ),
                name="casework_glass_for_a_day_at_most",
            ),
        ),
        migrations.AddConstraint(
            model_name="glassbreak",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("category__in", ["danger", "deadline", "complaint", "mistake", "order"]), ("reason__isnull", False)
                ),
                name="casework_glass_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="glassbreak",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reviewed_by", None),
                    models.Q(("reviewed_by", models.F("broken_by")), _negated=True),
                    _connector="OR",
                ),
                name="casework_glass_reviewed_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="glassbreak",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reviewed_at", None), ("reviewed_by", None), ("verdict", "")),
                    models.Q(
                        ("reviewed_at__isnull", False),
                        ("reviewed_by__isnull", False),
                        ("verdict__in", ["justified", "not_justified"]),
                    ),
                    _connector="OR",
                ),
                name="casework_glass_reviewed_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="glasstelling",
            constraint=models.UniqueConstraint(fields=("glass", "user"), name="casework_glass_told_once"),
        ),
        protect("casework_glassbreak", READERS_OF_EMERGENCY_ACCESS),
        protect("casework_glasstelling", READERS_OF_NOTIFICATION),
        migrations.RunSQL(TOLD_FIRST, NOT_TOLD_FIRST),
    ]
