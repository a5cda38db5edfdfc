"""The plan of visits: whom to see, why, by when, and the meeting that came of it."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.records.models import Record
from minbar.network.directory.models import Party
from minbar.work.engagement.enums import VisitStatus
from minbar.work.engagement.models.meetings import Meeting
from minbar.work.programmes.models import Track


class VisitPlan(Record):
    """The visits that are meant for a season."""

    title = models.CharField(_("title"), max_length=200, unique=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    aim = models.TextField(_("aim"), blank=True)

    class Meta:
        verbose_name = _("visit plan")
        verbose_name_plural = _("visit plans")
        ordering = ["-starts_on", "title"]
        constraints = [
            models.CheckConstraint(
                name="engagement_plan_dates",
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=_("A plan can't end before it begins. Correct one of the dates."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("engagement:visit-plan", args=[self.uid])


class PlannedVisit(Record):
    """A visit that is meant to be paid. What became of it follows from its meeting, its due date or its dropping."""

    plan = models.ForeignKey(
        VisitPlan, on_delete=models.CASCADE, related_name="visits", verbose_name=pgettext_lazy("field", "visit plan")
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="planned_visits", verbose_name=_("to whom"))
    purpose = models.CharField(_("why"), max_length=250)
    due_on = models.DateField(pgettext_lazy("deadline", "by"))
    track = models.ForeignKey(
        Track, on_delete=models.PROTECT, null=True, blank=True, related_name="planned_visits", verbose_name=_("track")
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="planned_visits",
        verbose_name=_("done by the meeting"),
    )
    dropped_on = models.DateField(_("dropped on"), null=True, blank=True)
    notes = models.TextField(_("notes"), blank=True)

    class Meta:
        verbose_name = _("planned visit")
        verbose_name_plural = _("planned visits")
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="engagement_visit_outcome",
                condition=models.Q(meeting=None) | models.Q(dropped_on=None),
                violation_error_message=_("A visit that was paid can't have been dropped."),
            ),
        ]

    def __str__(self) -> str:
        return self.purpose

    def get_absolute_url(self) -> str:
        return reverse("engagement:visit", args=[self.uid])

    def clean(self) -> None:
        """A visit falls due while its plan runs."""
        if self.plan_id and self.due_on and not self.plan.starts_on <= self.due_on <= self.plan.ends_on:
            raise ValidationError({"due_on": _("Choose a day within the plan's dates.")})

    def status(self, on: datetime.date) -> VisitStatus:
        """What became of the visit, as seen on a day."""
        if self.meeting_id:
            return VisitStatus.DONE
        if self.dropped_on:
            return VisitStatus.DROPPED
        return VisitStatus.OVERDUE if self.due_on < on else VisitStatus.WAITING

    @staticmethod
    def with_status(status: VisitStatus, on: datetime.date) -> models.Q:
        """What holds of the visits of which :meth:`status` says so."""
        open_ones = models.Q(meeting=None, dropped_on=None)
        return {
            VisitStatus.DONE: models.Q(meeting__isnull=False),
            VisitStatus.DROPPED: models.Q(meeting=None, dropped_on__isnull=False),
            VisitStatus.OVERDUE: open_ones & models.Q(due_on__lt=on),
            VisitStatus.WAITING: open_ones & models.Q(due_on__gte=on),
        }[status]
