"""The lines of work: track → programme → project."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.catalogues import Catalogue
from minbar.foundation.records.fields import LabelsField


class Track(Catalogue):
    """A main line of the network's work, such as the building of its members' capacity."""

    aim = LabelsField(_("aim"), blank=True)

    class Meta(Catalogue.Meta):
        verbose_name = _("track")
        verbose_name_plural = _("tracks")

    def get_absolute_url(self) -> str:
        return reverse("programmes:track", args=[self.uid])


class Programme(Catalogue):
    """A lasting part of a track with a name of its own."""

    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="programmes", verbose_name=_("track"))
    aim = LabelsField(_("aim"), blank=True)

    class Meta(Catalogue.Meta):
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["track__position", "position", "code"]
        # Activities refer to (programme, track): see the composite keys in migration 0002.
        constraints = [models.UniqueConstraint(fields=["id", "track"], name="programmes_programme_track")]

    def get_absolute_url(self) -> str:
        return reverse("programmes:programme", args=[self.uid])


class Project(Catalogue):
    """A piece of a programme with a beginning and, mostly, an end."""

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="projects", verbose_name=_("programme")
    )
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)

    class Meta(Catalogue.Meta):
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["programme__code", "position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["id", "programme"], name="programmes_project_programme"),
            models.CheckConstraint(
                name="programmes_project_dates",
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=_("A project can't end before it begins. Correct one of the dates."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("programmes:project", args=[self.uid])
