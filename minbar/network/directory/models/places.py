"""Places by p-code: countries, provinces or governorates, districts."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.fields import LabelsField
from minbar.foundation.records.models import Record
from minbar.foundation.text.languages import in_language
from minbar.network.directory.enums import PlaceLevel


class Place(Record):
    """A place of the gazetteer.

    ``country``, ``province`` and ``district`` repeat the place and those above it, each at its level (a province is its
    own ``province``), so that a count by place needs no walk up the hierarchy.
    """

    code = models.CharField(_("p-code"), max_length=20, unique=True)
    labels = LabelsField(_("names"))
    aliases = ArrayField(models.CharField(max_length=100), verbose_name=_("other names"), default=list, blank=True)
    level = models.PositiveSmallIntegerField(_("level"), choices=PlaceLevel.choices)
    parent = models.ForeignKey(
        "self", verbose_name=_("within"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    country = models.ForeignKey("self", null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    province = models.ForeignKey("self", null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    district = models.ForeignKey("self", null=True, editable=False, on_delete=models.PROTECT, related_name="+")

    class Meta(Record.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="directory_place_level_and_parent",
                condition=models.Q(level=PlaceLevel.COUNTRY, parent=None)
                | models.Q(level__gt=PlaceLevel.COUNTRY, parent__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return in_language(self.labels) or self.code

    def get_absolute_url(self) -> str:
        return reverse("directory:place", args=[self.uid])
