"""Meetings with counterparts, and delegations received."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.records.models import Record
from minbar.network.directory.models import EngagementCategory, Party, Person, Place
from minbar.work.engagement.enums import MeetingForm
from minbar.work.programmes.models import Track


class Meeting(Record):
    """A meeting with people or bodies outside the network."""

    held_on = models.DateField(_("date"))
    subject = models.CharField(_("subject"), max_length=250)
    category = models.ForeignKey(
        EngagementCategory, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("category")
    )
    form = models.CharField(_("how it was held"), max_length=10, choices=MeetingForm.choices, blank=True)
    is_official = models.BooleanField(_("official government meeting"), default=False)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place")
    )
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    track = models.ForeignKey(
        Track, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("track")
    )
    parties = models.ManyToManyField(
        Party,
        through="Counterpart",
        related_name="meetings",
        verbose_name=_("counterparts"),
        help_text=_("Whom the meeting was with: organisations and people."),
    )
    attended_by = models.ManyToManyField(
        Person, blank=True, related_name="meetings_attended", verbose_name=_("our participants")
    )
    notes = models.TextField(_("notes"), blank=True)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-held_on", "-id"]
        indexes = [
            models.Index(fields=["category", "held_on"], name="engagement_meeting_category"),
            models.Index(fields=["held_on", "id"], name="engagement_meeting_date"),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("engagement:meeting", args=[self.uid])


class Counterpart(models.Model):
    """Whom a meeting was with. A person who spoke for an organisation is listed beside it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="counterparts")
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="counterpart_in", verbose_name=_("counterpart")
    )
    position = models.PositiveSmallIntegerField(default=0)  # in the order in which they were written down

    class Meta:
        verbose_name = _("counterpart")
        verbose_name_plural = _("counterparts")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "party"],
                name="engagement_counterpart_once",
                violation_error_message=_("This counterpart is already listed for the meeting. Remove the repetition."),
            )
        ]

    def __str__(self) -> str:
        return str(self.party)


class Delegation(Record):
    """People who came to see the network."""

    received_on = models.DateField(_("received on"))
    name = models.CharField(pgettext_lazy("field", "delegation"), max_length=250)
    sender = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="delegations_sent",
        verbose_name=_("sent by"),
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("came from")
    )
    members = models.ManyToManyField(Person, blank=True, related_name="delegations", verbose_name=_("members"))
    size = models.PositiveSmallIntegerField(
        _("number of people"), null=True, blank=True, help_text=_("Where not all of them are known by name.")
    )
    purpose = models.CharField(_("purpose"), max_length=250, blank=True)
    track = models.ForeignKey(
        Track, on_delete=models.PROTECT, null=True, blank=True, related_name="delegations", verbose_name=_("track")
    )
    notes = models.TextField(_("notes"), blank=True)

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["-received_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="engagement_delegation_size",
                condition=models.Q(size=None) | models.Q(size__gte=1),
                violation_error_message=_("A delegation has at least one member. Correct the number."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("engagement:delegation", args=[self.uid])

    def clean_lists(self, lists: Mapping[str, Sequence[models.Model]]) -> None:
        """A delegation is at least as large as the list of its members."""
        super().clean_lists(lists)
        named = len(lists["members"]) if "members" in lists else self.members.count() if self.pk else 0
        if self.size is not None and self.size < named:
            raise ValidationError({"size": _("More members are named than this. Give at least their number.")})
