"""What holds of every case once the former ones were carried over."""

import django.db.models
from django.db import migrations, models

from minbar.work.casework.cases.catalogue import add_missing_topics


def add_topics(apps, schema_editor):
    add_missing_topics(apps.get_model("casework", "Topic"))


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_carry_over")]
    operations = [
        migrations.RemoveField(model_name="case", name="standing"),
        migrations.AlterField(model_name="case", name="subject", field=models.UUIDField(editable=False, db_index=True)),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "advice__in",
                        [
                            "",
                            "advice_not_available",
                            "advice_available_procedure",
                            "advice_judicial_procedure",
                            "out_of_scope",
                        ],
                    ),
                    ("age_band__in", ["", "0_17", "18_29", "30_59", "60_up"]),
                    ("channel__in", ["office", "phone", "hotline", "whatsapp", "web_form", "referral"]),
                    ("court_orientation__in", ["", "sponsorship", "mediator", "own_lawyer"]),
                    ("mediation__in", ["", "migration_directorate", "other_body"]),
                    ("result__in", ["", "result_positive", "result_negative", "in_follow_up", "withdrawn"]),
                    ("risk__in", ["", "high", "medium", "low"]),
                    ("sex__in", ["", "female", "male", "other"]),
                    ("stage__in", ["new", "assessment", "plan", "in_progress", "closed", "reopened"]),
                    ("urgency__in", ["high", "medium", "low"]),
                ),
                name="casework_case_choices",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_on__isnull", False), ("stage", "closed")),
                    models.Q(("stage", "closed"), _negated=True),
                    _connector="OR",
                ),
                name="casework_case_closed_has_a_day",
            ),
        ),
        migrations.RunPython(add_topics, migrations.RunPython.noop),
    ]
