"""What was done for a case is called a service. The database stays as it is."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0016_emergency_access")]

    operations = [
        migrations.AlterModelTable(name="caseaction", table="casework_caseaction"),
        migrations.RenameModel("CaseAction", "CaseService"),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField("mediation", "action", "service"),
                migrations.RenameField("courtproceeding", "action", "service"),
                migrations.RenameField("referral", "action", "service"),
                migrations.RenameField("casenote", "action", "service"),
                migrations.RenameField("casedocument", "action", "service"),
            ]
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterModelOptions(
                    name="caseservice",
                    options={
                        "ordering": ["-done_on", "-id"],
                        "verbose_name": "service provided in a case",
                        "verbose_name_plural": "services provided in cases",
                    },
                ),
                migrations.RemoveConstraint(
                    model_name="casedocument",
                    name="casework_document_side",
                ),
                migrations.AlterField(
                    model_name="casedocument",
                    name="service",
                    field=models.OneToOneField(
                        blank=True,
                        db_column="action_id",
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="document",
                        to="casework.caseservice",
                    ),
                ),
                migrations.AlterField(
                    model_name="casenote",
                    name="service",
                    field=models.ForeignKey(
                        blank=True,
                        db_column="action_id",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="casework.caseservice",
                    ),
                ),
                migrations.AlterField(
                    model_name="caseservice",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="services", to="casework.case"
                    ),
                ),
                migrations.AlterField(
                    model_name="courtproceeding",
                    name="service",
                    field=models.OneToOneField(
                        db_column="action_id",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="court",
                        to="casework.caseservice",
                    ),
                ),
                migrations.AlterField(
                    model_name="mediation",
                    name="service",
                    field=models.OneToOneField(
                        db_column="action_id",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mediation",
                        to="casework.caseservice",
                    ),
                ),
                migrations.AlterField(
                    model_name="referral",
                    name="service",
                    field=models.OneToOneField(
                        db_column="action_id",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="referral",
                        to="casework.caseservice",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="casedocument",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("from_client", False), models.Q(("added_by", None), ("service", None)), _connector="OR"
                        ),
                        name="casework_document_side",
                    ),
                ),
            ]
        ),
    ]
