"""Who owes what to whom, by when; and what happened to it since."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.models import Record
from minbar.network.commitments.enums import Standing, StepKind
from minbar.network.commitments.querysets import Commitments
from minbar.network.commitments.sources import SourceView, kind_label
from minbar.network.directory.models import Party

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from minbar.foundation.accounts.models import User

USER = settings.AUTH_USER_MODEL
NOT_CLOSED = Q(closed_at=None, closed_by=None, closing_note="", closing_link="", evidence_uid=None)
EVIDENCED = ~Q(closing_note="") | ~Q(closing_link="") | Q(evidence_uid__isnull=False) | Q(evidence_waived=True)


def _tie(label: Any, to: Any = USER) -> Any:
    return models.ForeignKey(to, verbose_name=label, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


class Commitment(Record):
    """Something that somebody owes by a deadline; about a record of a declared source, or standing on its own.

    ``walled`` repeats what the source declares, so that the database itself refuses text beside it. How it may pass
    from one standing to another is held by a trigger (see the first migration).
    """

    source_key = models.CharField(_("about"), max_length=60, blank=True, default="")
    source_uid = models.UUIDField(null=True, blank=True)
    walled = models.BooleanField(default=False, editable=False)
    kind = models.CharField(_("kind"), max_length=40, blank=True, default="")
    what = models.CharField(_("what is to be done"), max_length=300, blank=True, default="")

    owed_by_user = _tie(_("who does it"))
    owed_by_party = _tie(_("who does it"), Party)
    owed_to_user = _tie(_("for whom"))
    owed_to_party = _tie(_("for whom"), Party)
    made_by = _tie(_("recorded by"))

    due_at = models.DateTimeField(_("deadline"))
    due_all_day = models.BooleanField(_("to the end of the day"), default=True)
    round = models.PositiveIntegerField(default=0, editable=False)  # in each, one reminder and one escalation
    remind_at = models.DateTimeField(_("reminder"))
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    escalate_to = _tie(_("if it is late, notify"))
    escalate_after_days = models.PositiveSmallIntegerField(_("days late"), default=0)
    escalated_at = models.DateTimeField(_("escalated"), null=True, blank=True)

    standing = models.CharField(_("standing"), max_length=10, choices=Standing.choices, default=Standing.OPEN)
    reopened = models.PositiveSmallIntegerField(_("times reopened"), default=0)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = _tie(_("closed by"))
    closing_note = models.CharField(_("how it was done"), max_length=1000, blank=True, default="")
    closing_link = models.URLField(_("link to what shows it"), max_length=500, blank=True, default="")
    evidence_uid = models.UUIDField(_("record that shows it"), null=True, blank=True)
    evidence_waived = models.BooleanField(default=False, editable=False)

    #: Its record as the reader may see it, where it was read ``with_sources``.
    source_view: SourceView | None
    objects = Commitments.as_manager()

    if TYPE_CHECKING:
        steps: RelatedManager[CommitmentStep]

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["due_at", "id"]
        indexes = [
            models.Index(fields=["source_key", "source_uid"], name="commitments_by_source"),
            models.Index(fields=["-standing", "due_at", "id"], name="commitments_in_order"),  # as lists show them
            models.Index(fields=["owed_by_user", "standing", "due_at"], name="commitments_owed_by"),
            models.Index(fields=["owed_to_user", "standing", "due_at"], name="commitments_owed_to"),
            models.Index(
                fields=["remind_at"], name="commitments_to_remind", condition=Q(standing="open", reminded_at=None)
            ),
            models.Index(
                fields=["due_at"],
                name="commitments_to_escalate",
                condition=Q(standing="open", escalated_at=None, escalate_to__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(name="commitments_standing", condition=Q(standing__in=Standing.values)),
            models.CheckConstraint(
                name="commitments_source",
                condition=Q(source_key="", source_uid=None) | (~Q(source_key="") & Q(source_uid__isnull=False)),
            ),
            models.CheckConstraint(
                name="commitments_walled_has_no_text",
                condition=Q(walled=False)
                | (~Q(source_key="") & ~Q(kind="") & Q(what="", closing_note="", closing_link="")),
                violation_error_message=_("What stands behind the wall holds no text: choose a kind instead."),
            ),
            models.CheckConstraint(
                name="commitments_says_what",
                condition=~Q(what="") | ~Q(kind=""),
                violation_error_message=_("Say what is to be done."),
            ),
            models.CheckConstraint(
                name="commitments_one_owes",
                condition=Q(owed_by_user__isnull=False, owed_by_party=None)
                | Q(owed_by_user=None, owed_by_party__isnull=False),
                violation_error_message=_("Name one who does it: a colleague, or an entry of the directory."),
            ),
            models.CheckConstraint(
                name="commitments_one_is_owed",
                condition=Q(owed_to_user=None) | Q(owed_to_party=None),
                violation_error_message=_("Name one for whom it is done: a colleague, or an entry of the directory."),
            ),
            models.CheckConstraint(name="commitments_reminder", condition=Q(remind_at__lte=F("due_at"))),
            models.CheckConstraint(
                name="commitments_escalated_to_somebody",
                condition=Q(escalated_at=None) | Q(escalate_to__isnull=False),
            ),
            models.CheckConstraint(
                name="commitments_closed",
                condition=(Q(standing="open", evidence_waived=False) & NOT_CLOSED)
                | (Q(standing="done", closed_at__isnull=False) & EVIDENCED)
                | Q(
                    standing="cancelled",
                    closed_at__isnull=False,
                    closing_link="",
                    evidence_uid=None,
                    evidence_waived=False,
                ),
                violation_error_message=_("Say how it was done, or name the record that shows it."),
            ),
        ]

    def __str__(self) -> str:
        return self.what or kind_label(self.source_key, self.kind) or gettext("Follow-up")

    def get_absolute_url(self) -> str:
        return reverse("commitments:commitment", args=[self.uid])

    @property
    def owed_by(self) -> User | Party:
        """Who does it: an account, a person or an organisation."""
        owing: User | Party = self.owed_by_user or self.owed_by_party
        return owing

    @property
    def owed_to(self) -> User | Party | None:
        """For whom it is done, where that is said."""
        owed: User | Party | None = self.owed_to_user or self.owed_to_party
        return owed

    @property
    def due_on(self) -> dt.date:
        """The day of its deadline, where the network is."""
        return timezone.localdate(self.due_at)

    def is_overdue(self, now: dt.datetime) -> bool:
        """Whether it should have been done."""
        return self.standing == Standing.OPEN and self.due_at < now


class CommitmentStep(models.Model):
    """One thing that happened to a commitment. Steps are only ever added: a trigger refuses to change them."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="steps")
    at = models.DateTimeField(_("at"))
    by = _tie(_("by"))
    kind = models.CharField(pgettext_lazy("follow-up", "what happened"), max_length=12, choices=StepKind.choices)
    walled = models.BooleanField(default=False, editable=False)
    due_at = models.DateTimeField(_("deadline"))
    due_all_day = models.BooleanField(default=True)
    to_user = _tie(_("to"))
    to_party = _tie(_("to"), Party)
    note = models.CharField(_("note"), max_length=1000, blank=True, default="")

    class Meta:
        verbose_name = _("step of a follow-up")
        verbose_name_plural = _("steps of follow-ups")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="commitments_step_kind", condition=Q(kind__in=StepKind.values)),
            models.CheckConstraint(name="commitments_step_walled", condition=Q(walled=False) | Q(note="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}"

    @property
    def to(self) -> User | Party | None:
        """Whom the step names: who does it now, or who was written to."""
        named: User | Party | None = self.to_user or self.to_party
        return named
