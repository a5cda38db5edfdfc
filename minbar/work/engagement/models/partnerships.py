"""Partnerships, and solution partners with what they offer."""

from __future__ import annotations

import datetime

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.records.catalogues import Catalogue
from minbar.foundation.records.models import Record
from minbar.network.directory.models import Organisation
from minbar.work.engagement.enums import PartnershipKind, PartnershipStatus
from minbar.work.programmes.models import Track

#: How long before its end somebody should think of renewing a partnership.
SOON = datetime.timedelta(days=60)


class Partnership(Record):
    """An agreed working relation with an organisation."""

    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="partnerships",
        verbose_name=pgettext_lazy("field", "organisation"),
    )
    kind = models.CharField(_("kind of partnership"), max_length=14, choices=PartnershipKind.choices)
    purpose = models.CharField(_("purpose"), max_length=250, blank=True)
    starts_on = models.DateField(_("signed on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True, help_text=_("Leave empty where no end is agreed."))
    document_reference = models.CharField(_("document"), max_length=120, blank=True)
    track = models.ForeignKey(
        Track, on_delete=models.PROTECT, null=True, blank=True, related_name="partnerships", verbose_name=_("track")
    )
    notes = models.TextField(_("notes"), blank=True)

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        ordering = ["-starts_on", "-id"]
        indexes = [models.Index(fields=["kind", "starts_on"], name="engagement_partnership_kind")]
        constraints = [
            models.CheckConstraint(
                name="engagement_partnership_dates",
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=_("A partnership can't end before it begins. Correct one of the dates."),
            ),
            models.CheckConstraint(
                name="engagement_partnership_kinds", condition=models.Q(kind__in=PartnershipKind.values)
            ),
            models.UniqueConstraint(
                fields=["organisation", "starts_on", "purpose"],
                name="engagement_partnership_once",
                violation_error_message=_("This partnership is already here. Look for it among the partnerships."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.purpose}" if self.purpose else str(self.organisation)

    def get_absolute_url(self) -> str:
        return reverse("engagement:partnership", args=[self.uid])

    def ends_soon(self, on: datetime.date | None = None) -> bool:
        """Whether it is in force and ends within :data:`SOON`, as seen on a day (today)."""
        day = on or timezone.localdate()
        return self.ends_on is not None and day <= self.ends_on <= day + SOON

    def status(self, on: datetime.date) -> PartnershipStatus:
        """Whether it is in force on a day."""
        if on < self.starts_on:
            return PartnershipStatus.COMING
        return PartnershipStatus.ENDED if self.ends_on and self.ends_on < on else PartnershipStatus.IN_FORCE

    @staticmethod
    def with_status(status: PartnershipStatus, on: datetime.date) -> models.Q:
        """What holds of the partnerships of which :meth:`status` says so."""
        endless = models.Q(ends_on=None)
        return {
            PartnershipStatus.COMING: models.Q(starts_on__gt=on),
            PartnershipStatus.ENDED: models.Q(starts_on__lte=on, ends_on__lt=on),
            PartnershipStatus.IN_FORCE: models.Q(starts_on__lte=on) & (endless | models.Q(ends_on__gte=on)),
        }[status]


class Offer(Catalogue):
    """Something that solution partners offer, such as exhibition halls. A network adds its own."""

    class Meta(Catalogue.Meta):
        verbose_name = _("offer")
        verbose_name_plural = _("offers")


class SolutionPartner(Record):
    """An organisation that helps with what it has: a hall, a studio, a voice in the media."""

    organisation = models.OneToOneField(
        Organisation,
        on_delete=models.PROTECT,
        related_name="solution_partner",
        verbose_name=pgettext_lazy("field", "organisation"),
    )
    offers = models.ManyToManyField(
        Offer,
        related_name="partners",
        verbose_name=_("what it offers"),
        error_messages={"blank": _("Choose at least one thing that the partner offers.")},
    )
    terms = models.CharField(_("on what terms"), max_length=250, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    notes = models.TextField(_("notes"), blank=True)

    class Meta:
        verbose_name = _("solution partner")
        verbose_name_plural = _("solution partners")
        ordering = ["organisation_id"]

    def __str__(self) -> str:
        return str(self.organisation)

    def get_absolute_url(self) -> str:
        return reverse("engagement:solution-partner", args=[self.uid])
