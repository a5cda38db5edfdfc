"""Plain names for broken glass and its tellings. The database stays as it is."""

import datetime
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0015_access_by_index"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AlterModelTable(name="glassbreak", table="casework_glassbreak"),
        migrations.AlterModelTable(name="glasstelling", table="casework_glasstelling"),
        migrations.RenameModel("GlassBreak", "EmergencyAccess"),
        migrations.RenameModel("GlassTelling", "EmergencyAccessNotification"),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField("emergencyaccess", "broken_by", "opened_by"),
                migrations.RenameField("emergencyaccess", "broken_at", "opened_at"),
                migrations.RenameField("emergencyaccessnotification", "glass", "emergency_access"),
                migrations.RenameField("emergencyaccessnotification", "told_at", "notified_at"),
            ]
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterModelOptions(
                    name="emergencyaccess",
                    options={
                        "ordering": ["-opened_at", "-id"],
                        "verbose_name": "opened case",
                        "verbose_name_plural": "opened cases",
                    },
                ),
                migrations.RemoveConstraint(
                    model_name="emergencyaccess",
                    name="casework_glass_for_a_day_at_most",
                ),
                migrations.RemoveConstraint(
                    model_name="emergencyaccess",
                    name="casework_glass_reviewed_by_another",
                ),
                migrations.RemoveConstraint(
                    model_name="emergencyaccessnotification",
                    name="casework_glass_told_once",
                ),
                migrations.AlterField(
                    model_name="caseaccess",
                    name="way",
                    field=models.CharField(
                        choices=[
                            ("assigned", "Assigned"),
                            ("co_worker", "Co-worker"),
                            ("named", "Named reader"),
                            ("break_glass", "Emergency access"),
                        ],
                        max_length=11,
                        verbose_name="way",
                    ),
                ),
                migrations.AlterField(
                    model_name="emergencyaccess",
                    name="access",
                    field=models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="emergency_access",
                        to="casework.caseaccess",
                    ),
                ),
                migrations.AlterField(
                    model_name="emergencyaccess",
                    name="case",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="emergency_accesses",
                        to="casework.case",
                    ),
                ),
                migrations.AlterField(
                    model_name="emergencyaccess",
                    name="opened_at",
                    field=models.DateTimeField(
                        db_column="broken_at", default=django.utils.timezone.now, verbose_name="opened"
                    ),
                ),
                migrations.AlterField(
                    model_name="emergencyaccess",
                    name="opened_by",
                    field=models.ForeignKey(
                        db_column="broken_by_id",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="opened by",
                    ),
                ),
                migrations.AlterField(
                    model_name="emergencyaccessnotification",
                    name="emergency_access",
                    field=models.ForeignKey(
                        db_column="glass_id",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notifications",
                        to="casework.emergencyaccess",
                    ),
                ),
                migrations.AlterField(
                    model_name="emergencyaccessnotification",
                    name="notified_at",
                    field=models.DateTimeField(
                        db_column="told_at", default=django.utils.timezone.now, verbose_name="notified"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="emergencyaccess",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("until__gt", models.F("opened_at")),
                            (
                                "until__lte",
                                models.ExpressionWrapper(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("opened_at"), "+", models.Value(datetime.timedelta(days=1))
                                    ),
                                    output_field=models.DateTimeField(),
                                ),
                            ),
                        ),
                        name="casework_glass_for_a_day_at_most",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="emergencyaccess",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_by", None),
                            models.Q(("reviewed_by", models.F("opened_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="casework_glass_reviewed_by_another",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="emergencyaccessnotification",
                    constraint=models.UniqueConstraint(
                        fields=("emergency_access", "user"), name="casework_glass_told_once"
                    ),
                ),
            ]
        ),
    ]
