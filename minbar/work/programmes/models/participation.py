"""Who took part: named people, each counted once over all activities, and counts of heads."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.models import Record
from minbar.network.directory.enums import Sex
from minbar.network.directory.models import Person
from minbar.work.programmes.enums import AgeBand, ParticipationRole
from minbar.work.programmes.models.activities import Activity


class Participation(Record):
    """One person who took part, or as many heads as were counted of one sex and age band.

    Totals are sums over these rows and stand nowhere else. A named row is one head; sex and age are as they were on
    the day.
    """

    activity = models.ForeignKey(
        Activity, on_delete=models.CASCADE, related_name="participation", verbose_name=_("activity")
    )
    role = models.CharField(
        _("role"), max_length=12, choices=ParticipationRole.choices, default=ParticipationRole.PARTICIPANT
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="participation",
        verbose_name=_("person"),
    )
    sex = models.CharField(_("sex"), max_length=8, choices=Sex.choices, default=Sex.UNKNOWN)
    age_band = models.CharField(_("age"), max_length=8, choices=AgeBand.choices, default=AgeBand.UNKNOWN)
    heads = models.PositiveIntegerField(_("number of people"), default=1)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participation")
        ordering = ["activity", "role", "id"]
        constraints = [
            models.CheckConstraint(
                name="programmes_participation_heads",
                condition=models.Q(heads__gte=1) & (models.Q(person=None) | models.Q(heads=1)),
                violation_error_message=_("A named person is one; a count of heads is at least one."),
            ),
            models.UniqueConstraint(
                fields=["activity", "role", "person"],
                name="programmes_participation_person",
                condition=models.Q(person__isnull=False),
                violation_error_message=_("This person is already listed for the activity."),
            ),
            models.UniqueConstraint(
                fields=["activity", "role", "sex", "age_band"],
                name="programmes_participation_cell",
                condition=models.Q(person=None),
                violation_error_message=_("This group has already been counted for the activity."),
            ),
            *(
                models.CheckConstraint(name=f"programmes_participation_{field}", condition=models.Q(**{lookup: values}))
                for field, lookup, values in (
                    ("role", "role__in", ParticipationRole.values),
                    ("sex", "sex__in", Sex.values),
                    ("age", "age_band__in", AgeBand.values),
                )
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.heads}"
