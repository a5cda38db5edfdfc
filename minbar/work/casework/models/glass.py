"""Broken glass: somebody opened a case for some hours, with a reason; others were told, and one of them judged it."""

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
from minbar.work.casework import wall
from minbar.work.casework.enums import GlassReason, GlassStanding, GlassVerdict
from minbar.work.casework.models.cases import Case, CaseAccess

#: The longest for which a case may be opened so.
LONGEST: Final = dt.timedelta(hours=24)
#: Within this time from the breaking another person reviews it.
REVIEW_WITHIN: Final = dt.timedelta(hours=72)


class GlassBreak(SealedRecord):
    """One case opened to one person, content and identity, until a moment at most a day away.

    Its readers are whoever opened it and whoever was told (``GlassTelling``): these learn who, when and why, never
    which case. It outlives the case; what is sealed in it ends with the client's key.
    """

    system_access = staticmethod(wall.system_access)

    case = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="broken_glasses")
    access = models.OneToOneField(CaseAccess, null=True, on_delete=models.SET_NULL, related_name="glass")
    broken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("opened by"), on_delete=models.PROTECT, related_name="+"
    )
    category = models.CharField(_("reason"), max_length=10, choices=GlassReason.choices)
    reason = SealedField(_("reason in words"), kind="text")
    broken_at = models.DateTimeField(_("opened"), default=timezone.now)
    until = models.DateTimeField(_("until"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    review_due = models.DateTimeField(_("review due"))
    escalated_at = models.DateTimeField(_("escalated"), null=True, blank=True)
    verdict = models.CharField(_("review"), max_length=13, choices=GlassVerdict.choices, blank=True)
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
        verbose_name = _("opened case")
        verbose_name_plural = _("opened cases")
        ordering = ["-broken_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="casework_glass_for_a_day_at_most",
                condition=Q(until__gt=F("broken_at"))
                & Q(until__lte=ExpressionWrapper(F("broken_at") + LONGEST, output_field=DateTimeField())),
            ),
            models.CheckConstraint(
                name="casework_glass_has_a_reason", condition=Q(category__in=GlassReason.values, reason__isnull=False)
            ),
            models.CheckConstraint(
                name="casework_glass_reviewed_by_another",
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("broken_by")),
            ),
            models.CheckConstraint(
                name="casework_glass_reviewed_whole",
                condition=Q(verdict="", reviewed_by=None, reviewed_at=None)
                | Q(verdict__in=GlassVerdict.values, reviewed_by__isnull=False, reviewed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def get_absolute_url(self) -> str:
        return reverse("casework:glass", args=[self.uid])

    @property
    def is_live(self) -> bool:
        return self.ended_at is None and self.until > timezone.now()

    @property
    def shut_at(self) -> dt.datetime:
        """When it ended, or will."""
        return self.ended_at or self.until

    @property
    def standing(self) -> GlassStanding:
        if self.verdict:
            return GlassStanding(self.verdict)
        if self.review_due <= timezone.now():
            return GlassStanding.LATE
        return GlassStanding.OPEN if self.is_live else GlassStanding.TO_REVIEW


class GlassTelling(Record):
    """That somebody was told of a broken glass. The database lets nobody in before there is one."""

    glass = models.ForeignKey(GlassBreak, on_delete=models.CASCADE, related_name="tellings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField(_("told"), default=timezone.now)

    class Meta(Record.Meta):
        verbose_name = _("notice of an opened case")
        verbose_name_plural = _("notices of opened cases")
        constraints = [models.UniqueConstraint(fields=["glass", "user"], name="casework_glass_told_once")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
