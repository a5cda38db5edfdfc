"""Emergency access: somebody opened a case for some hours, with a reason; others were notified, one of them reviewed.

Tables, columns and the journal's label keep the names under which they were made ("glass").
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import DateTimeField, ExpressionWrapper, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.models import Record
from minbar.foundation.vault.fields import SealedField
from minbar.foundation.vault.records import SealedRecord
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.models.access import CaseAccess
from minbar.work.casework.cases.models.cases import Case
from minbar.work.casework.emergency_access.enums import EmergencyAccessStatus, EmergencyReason, ReviewVerdict

#: The longest for which a case may be opened so.
LONGEST: Final = dt.timedelta(hours=24)
#: Within this time another person reviews it.
REVIEW_WITHIN: Final = dt.timedelta(hours=72)


class EmergencyAccess(SealedRecord):
    """One case opened to one person, content and identity, until a moment at most a day away.

    Its readers are the one who opened it and those who were notified (``EmergencyAccessNotification``): these learn
    who, when and why, never which case. It outlives the case; what is sealed in it ends with the client's key.
    """

    journal_label = "casework.glassbreak"
    system_access = staticmethod(wall.system_access)

    case = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="emergency_accesses")
    access = models.OneToOneField(CaseAccess, null=True, on_delete=models.SET_NULL, related_name="emergency_access")
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("opened by"),
        db_column="broken_by_id",
        on_delete=models.PROTECT,
        related_name="+",
    )
    category = models.CharField(_("reason"), max_length=10, choices=EmergencyReason.choices)
    reason = SealedField(_("reason in words"), kind="text")
    opened_at = models.DateTimeField(_("opened"), db_column="broken_at", default=timezone.now)
    until = models.DateTimeField(_("until"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    review_due = models.DateTimeField(_("review due"))
    escalated_at = models.DateTimeField(_("escalated"), null=True, blank=True)
    verdict = models.CharField(_("review"), max_length=13, choices=ReviewVerdict.choices, blank=True)
    words = SealedField(_("review in words"), kind="text")
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True)

    class Meta(SealedRecord.Meta):
        app_label = "casework"
        db_table = "casework_glassbreak"
        verbose_name = _("opened case")
        verbose_name_plural = _("opened cases")
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="casework_glass_for_a_day_at_most",
                condition=Q(until__gt=F("opened_at"))
                & Q(until__lte=ExpressionWrapper(F("opened_at") + LONGEST, output_field=DateTimeField())),
            ),
            models.CheckConstraint(
                name="casework_glass_has_a_reason",
                condition=Q(category__in=EmergencyReason.values, reason__isnull=False),
            ),
            models.CheckConstraint(
                name="casework_glass_reviewed_by_another",
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("opened_by")),
            ),
            models.CheckConstraint(
                name="casework_glass_reviewed_whole",
                condition=Q(verdict="", reviewed_by=None, reviewed_at=None)
                | Q(verdict__in=ReviewVerdict.values, reviewed_by__isnull=False, reviewed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def get_absolute_url(self) -> str:
        return reverse("casework:emergency-access", args=[self.uid])

    @property
    def is_live(self) -> bool:
        return self.ended_at is None and self.until > timezone.now()

    @property
    def shut_at(self) -> dt.datetime:
        """When it ended, or will."""
        return self.ended_at or self.until

    @property
    def status(self) -> EmergencyAccessStatus:
        if self.verdict:
            return EmergencyAccessStatus(self.verdict)
        if self.review_due <= timezone.now():
            return EmergencyAccessStatus.LATE
        return EmergencyAccessStatus.OPEN if self.is_live else EmergencyAccessStatus.TO_REVIEW


class EmergencyAccessNotification(Record):
    """That somebody was notified of an emergency access. The database lets nobody in before there is one."""

    journal_label = "casework.glasstelling"

    emergency_access = models.ForeignKey(
        EmergencyAccess, db_column="glass_id", on_delete=models.CASCADE, related_name="notifications"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    notified_at = models.DateTimeField(_("notified"), db_column="told_at", default=timezone.now)

    class Meta(Record.Meta):
        app_label = "casework"
        db_table = "casework_glasstelling"
        verbose_name = _("notice of an opened case")
        verbose_name_plural = _("notices of opened cases")
        constraints = [models.UniqueConstraint(fields=["emergency_access", "user"], name="casework_glass_told_once")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
