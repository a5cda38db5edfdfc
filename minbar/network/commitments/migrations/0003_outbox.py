"""What the engine says waits in the outbox: notices that wait move there, with their identifiers."""

import datetime as dt

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

KINDS = {"reminder": ("commitments.reminder", "reminded_at"), "escalation": ("commitments.escalation", "escalated_at")}
STEPS = {
    "made": "Agreed",
    "changed": "Changed",
    "moved": "Deadline moved",
    "reassigned": "Reassigned",
    "reminded": "Reminder sent",
    "escalated": "Escalated",
    "unreached": "Message reached nobody",
    "closed": "Closed",
    "reopened": "Reopened",
    "cancelled": "Cancelled",
}


def move_waiting(apps, schema_editor):
    Message = apps.get_model("notifications", "Message")
    waiting = apps.get_model("commitments", "Notice").objects.filter(
        sent_at=None, created_at__gt=timezone.now() - dt.timedelta(days=3), commitment__standing="open"
    )
    for notice in waiting.select_related("commitment"):
        kind, mark = KINDS[notice.kind]
        marked = getattr(notice.commitment, mark)
        if marked is None or notice.round != notice.commitment.round:
            continue
        Message.objects.create(
            uid=notice.uid,
            kind=kind,
            key=f"{mark}:{notice.commitment.uid}:{notice.round}",
            about=notice.commitment.uid,
            context={"mark": mark, "at": marked.isoformat(), "round": notice.round},
            accounts=[notice.to_id],
        )


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0002_in_order"),
        ("directory", "0004_party_consent"),
        ("notifications", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(move_waiting, migrations.RunPython.noop),
        migrations.DeleteModel(name="Notice"),
        migrations.RemoveConstraint(model_name="commitmentstep", name="commitments_step_kind"),
        migrations.AlterField(
            model_name="commitmentstep",
            name="kind",
            field=models.CharField(choices=list(STEPS.items()), max_length=12, verbose_name="what happened"),
        ),
        migrations.AddConstraint(
            model_name="commitmentstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", list(STEPS))), name="commitments_step_kind"
            ),
        ),
    ]
