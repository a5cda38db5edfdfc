"""What stands on its way has a status. The database stays as it is."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0017_services")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField("referral", "standing", "status"),
                migrations.RenameField("rightsrequest", "standing", "status"),
                migrations.RenameField("testimony", "standing", "status"),
            ]
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint(
                    model_name="referral",
                    name="casework_referral_standing",
                ),
                migrations.RemoveConstraint(
                    model_name="rightsrequest",
                    name="casework_rights_choices",
                ),
                migrations.RemoveConstraint(
                    model_name="rightsrequest",
                    name="casework_rights_answered",
                ),
                migrations.RemoveConstraint(
                    model_name="testimony",
                    name="casework_testimony_standing",
                ),
                migrations.RemoveIndex(
                    model_name="rightsrequest",
                    name="casework_rights_due",
                ),
                migrations.AlterField(
                    model_name="referral",
                    name="status",
                    field=models.CharField(
                        choices=[
                            ("sent", "Sent"),
                            ("accepted", "Accepted"),
                            ("refused", "Refused"),
                            ("done", "Done"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        db_column="standing",
                        default="sent",
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                migrations.AlterField(
                    model_name="rightsrequest",
                    name="status",
                    field=models.CharField(
                        choices=[("open", "Open"), ("granted", "Granted"), ("refused", "Refused")],
                        db_column="standing",
                        default="open",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                migrations.AlterField(
                    model_name="testimony",
                    name="status",
                    field=models.CharField(
                        choices=[
                            ("draft", "Being written"),
                            ("in_check", "Being checked"),
                            ("returned", "Sent back to its author"),
                        ],
                        db_column="standing",
                        default="draft",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                migrations.AddIndex(
                    model_name="rightsrequest",
                    index=models.Index(
                        condition=models.Q(("status", "open")), fields=["due_on"], name="casework_rights_due"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="referral",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("status__in", ["sent", "accepted", "refused", "done", "withdrawn"])),
                        name="casework_referral_standing",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="rightsrequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["access", "correction", "erasure", "objection"]),
                            ("status__in", ["open", "granted", "refused"]),
                        ),
                        name="casework_rights_choices",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="rightsrequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("status", "open")),
                            models.Q(models.Q(("status", "open"), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="casework_rights_answered",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="testimony",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "in_check", "returned"])),
                        name="casework_testimony_standing",
                    ),
                ),
            ]
        ),
    ]
