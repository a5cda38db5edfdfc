"""Cases, without anything that says whose they are."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.models import Record
from minbar.network.directory.enums import PlaceLevel
from minbar.network.directory.models import Place
from minbar.work.casework.enums import Advice, CaseResult, CaseStanding, CourtOrientation, Mediation


class Case(Record):
    """A matter that somebody brought to the network, for advice, mediation or the way to court.

    There is no name, contact or free text on purpose: where a person can be found must not follow from a case. The
    place is a province at the narrowest.
    """

    number = models.CharField(_("case number"), max_length=40, unique=True)
    opened_on = models.DateField(_("opened on"), db_index=True)
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"level__lte": PlaceLevel.PROVINCE},
        verbose_name=_("province"),
    )
    advice = models.CharField(_("legal advice"), max_length=30, choices=Advice.choices, blank=True)
    mediation = models.CharField(_("mediation"), max_length=30, choices=Mediation.choices, blank=True)
    court_orientation = models.CharField(
        _("orientation to court"), max_length=20, choices=CourtOrientation.choices, blank=True
    )
    result = models.CharField(_("result"), max_length=20, choices=CaseResult.choices, blank=True)
    standing = models.CharField(
        _("standing"), max_length=10, choices=CaseStanding.choices, default=CaseStanding.OPEN, db_index=True
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("case worker"),
    )

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-opened_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="casework_case_choices",
                condition=models.Q(
                    advice__in=["", *Advice.values],
                    mediation__in=["", *Mediation.values],
                    court_orientation__in=["", *CourtOrientation.values],
                    result__in=["", *CaseResult.values],
                    standing__in=CaseStanding.values,
                ),
            )
        ]

    def __str__(self) -> str:
        return str(_("Case"))  # the number stays out of titles, messages and logs

    def get_absolute_url(self) -> str:
        return reverse("casework:case", args=[self.uid])
