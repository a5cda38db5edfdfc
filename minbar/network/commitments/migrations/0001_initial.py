"""Commitments, what happened to them, e-mails, calendars. Triggers hold how a commitment may pass from one standing to
another, that it is reminded of once in a round, and that its steps are only ever added."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

GUARD = """
CREATE FUNCTION commitments_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.source_key, NEW.source_uid, NEW.walled) IS DISTINCT FROM (OLD.source_key, OLD.source_uid, OLD.walled) THEN
        RAISE EXCEPTION 'A commitment stays with its record.' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.standing = 'open' OR NEW.standing = OLD.standing THEN
        IF NEW.reopened <> OLD.reopened THEN
            RAISE EXCEPTION 'Only what was closed is reopened.' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF NEW.standing <> 'open' OR NEW.reopened <> OLD.reopened + 1 THEN
        RAISE EXCEPTION 'What was closed can only be reopened, and that is counted.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.round < OLD.round OR NEW.round = OLD.round AND (
        OLD.reminded_at IS NOT NULL AND NEW.reminded_at IS DISTINCT FROM OLD.reminded_at
        OR OLD.escalated_at IS NOT NULL AND NEW.escalated_at IS DISTINCT FROM OLD.escalated_at
    ) THEN
        RAISE EXCEPTION 'A round has one reminder and one escalation.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER commitments_guard BEFORE UPDATE ON commitments_commitment
    FOR EACH ROW EXECUTE FUNCTION commitments_guard();

CREATE FUNCTION commitments_keep_steps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('minbar.forgetting_commitments', true) = 'on' THEN
        RETURN NULL;  -- their record is erased, and all that was ever known of it
    END IF;
    RAISE EXCEPTION 'Steps are only ever added: % is refused.', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER commitments_keep_steps BEFORE UPDATE OR DELETE ON commitments_commitmentstep
    FOR EACH STATEMENT EXECUTE FUNCTION commitments_keep_steps();
"""
UNGUARD = """
DROP TRIGGER commitments_guard ON commitments_commitment; DROP FUNCTION commitments_guard();
DROP TRIGGER commitments_keep_steps ON commitments_commitmentstep; DROP FUNCTION commitments_keep_steps();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0004_party_consent"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="identifier")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, db_index=True, verbose_name="last changed")),
                ("source_key", models.CharField(blank=True, default="", max_length=60, verbose_name="about")),
                ("source_uid", models.UUIDField(blank=True, null=True)),
                ("walled", models.BooleanField(default=False, editable=False)),
                ("kind", models.CharField(blank=True, default="", max_length=40, verbose_name="kind")),
                ("what", models.CharField(blank=True, default="", max_length=300, verbose_name="what is to be done")),
                ("due_at", models.DateTimeField(verbose_name="deadline")),
                ("due_all_day", models.BooleanField(default=True, verbose_name="to the end of the day")),
                ("round", models.PositiveIntegerField(default=0, editable=False)),
                ("remind_at", models.DateTimeField(verbose_name="reminder")),
                ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="reminded")),
                ("escalate_after_days", models.PositiveSmallIntegerField(default=0, verbose_name="days late")),
                ("escalated_at", models.DateTimeField(blank=True, null=True, verbose_name="escalated")),
                (
                    "standing",
                    models.CharField(
                        choices=[("open", "Open"), ("done", "Done"), ("cancelled", "Cancelled")],
                        default="open",
                        max_length=10,
                        verbose_name="standing",
                    ),
                ),
                ("reopened", models.PositiveSmallIntegerField(default=0, verbose_name="times reopened")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                (
                    "closing_note",
                    models.CharField(blank=True, default="", max_length=1000, verbose_name="how it was done"),
                ),
                (
                    "closing_link",
                    models.URLField(blank=True, default="", max_length=500, verbose_name="link to what shows it"),
                ),
                ("evidence_uid", models.UUIDField(blank=True, null=True, verbose_name="record that shows it")),
                ("evidence_waived", models.BooleanField(default=False, editable=False)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed by",
                    ),
                ),
                (
                    "escalate_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="if it is late, notify",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "owed_by_party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.party",
                        verbose_name="who does it",
                    ),
                ),
                (
                    "owed_by_user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who does it",
                    ),
                ),
                (
                    "owed_to_party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.party",
                        verbose_name="for whom",
                    ),
                ),
                (
                    "owed_to_user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="for whom",
                    ),
                ),
            ],
            options={
                "verbose_name": "follow-up",
                "verbose_name_plural": "follow-ups",
                "ordering": ["due_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="CommitmentStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("made", "Agreed"),
                            ("changed", "Changed"),
                            ("moved", "Deadline moved"),
                            ("reassigned", "Reassigned"),
                            ("reminded", "Reminder sent"),
                            ("escalated", "Escalated"),
                            ("closed", "Closed"),
                            ("reopened", "Reopened"),
                            ("cancelled", "Cancelled"),
                        ],
                        max_length=12,
                        verbose_name="what happened",
                    ),
                ),
                ("walled", models.BooleanField(default=False, editable=False)),
                ("due_at", models.DateTimeField(verbose_name="deadline")),
                ("due_all_day", models.BooleanField(default=True)),
                ("note", models.CharField(blank=True, default="", max_length=1000, verbose_name="note")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="commitments.commitment"
                    ),
                ),
                (
                    "to_party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.party",
                        verbose_name="to",
                    ),
                ),
                (
                    "to_user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="to",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a follow-up",
                "verbose_name_plural": "steps of follow-ups",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="FeedAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="identifier")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, db_index=True, verbose_name="last changed")),
                ("token_digest", models.BinaryField(max_length=32, unique=True)),
                ("made_at", models.DateTimeField(verbose_name="made")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "calendar address",
                "verbose_name_plural": "calendar addresses",
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="identifier")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, db_index=True, verbose_name="last changed")),
                (
                    "kind",
                    models.CharField(choices=[("reminder", "Reminder"), ("escalation", "Escalation")], max_length=12),
                ),
                ("round", models.PositiveIntegerField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notices", to="commitments.commitment"
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
                "ordering": ["id"],
            },
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["source_key", "source_uid"], name="commitments_by_source"),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["standing", "due_at"], name="commitments_by_deadline"),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["owed_by_user", "standing", "due_at"], name="commitments_owed_by"),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["owed_to_user", "standing", "due_at"], name="commitments_owed_to"),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                condition=models.Q(("reminded_at", None), ("standing", "open")),
                fields=["remind_at"],
                name="commitments_to_remind",
            ),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                condition=models.Q(("escalate_to__isnull", False), ("escalated_at", None), ("standing", "open")),
                fields=["due_at"],
                name="commitments_to_escalate",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("standing__in", ["open", "done", "cancelled"])), name="commitments_standing"
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("source_key", ""), ("source_uid", None)),
                    models.Q(models.Q(("source_key", ""), _negated=True), ("source_uid__isnull", False)),
                    _connector="OR",
                ),
                name="commitments_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("walled", False),
                    models.Q(
                        models.Q(("source_key", ""), _negated=True),
                        models.Q(("kind", ""), _negated=True),
                        ("closing_link", ""),
                        ("closing_note", ""),
                        ("what", ""),
                    ),
                    _connector="OR",
                ),
                name="commitments_walled_has_no_text",
                violation_error_message="What stands behind the wall holds no text: choose a kind instead.",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("what", ""), _negated=True), models.Q(("kind", ""), _negated=True), _connector="OR"
                ),
                name="commitments_says_what",
                violation_error_message="Say what is to be done.",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("owed_by_party", None), ("owed_by_user__isnull", False)),
                    models.Q(("owed_by_party__isnull", False), ("owed_by_user", None)),
                    _connector="OR",
                ),
                name="commitments_one_owes",
                violation_error_message="Name one who does it: a colleague, or an entry of the directory.",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("owed_to_user", None), ("owed_to_party", None), _connector="OR"),
                name="commitments_one_is_owed",
                violation_error_message="Name one for whom it is done: a colleague, or an entry of the directory.",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("remind_at__lte", models.F("due_at"))), name="commitments_reminder"
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("escalated_at", None), ("escalate_to__isnull", False), _connector="OR"),
                name="commitments_escalated_to_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("evidence_waived", False),
                        ("standing", "open"),
                        ("closed_at", None),
                        ("closed_by", None),
                        ("closing_link", ""),
                        ("closing_note", ""),
                        ("evidence_uid", None),
                    ),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("standing", "done"),
                        models.Q(
                            models.Q(("closing_note", ""), _negated=True),
                            models.Q(("closing_link", ""), _negated=True),
                            ("evidence_uid__isnull", False),
                            ("evidence_waived", True),
                            _connector="OR",
                        ),
                    ),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("closing_link", ""),
                        ("evidence_uid", None),
                        ("evidence_waived", False),
                        ("standing", "cancelled"),
                    ),
                    _connector="OR",
                ),
                name="commitments_closed",
                violation_error_message="Say how it was done, or name the record that shows it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitmentstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "made",
                            "changed",
                            "moved",
                            "reassigned",
                            "reminded",
                            "escalated",
                            "closed",
                            "reopened",
                            "cancelled",
                        ],
                    )
                ),
                name="commitments_step_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitmentstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("walled", False), ("note", ""), _connector="OR"), name="commitments_step_walled"
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(condition=models.Q(("sent_at", None)), fields=["id"], name="commitments_to_send"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(fields=("commitment", "kind", "round"), name="commitments_notice_once"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["reminder", "escalation"])), name="commitments_notice_kind"
            ),
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
