"""Classifications that a network may extend: kinds of organisation and categories of engagement."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.fields import LabelsField
from minbar.foundation.records.models import Record
from minbar.foundation.text.languages import in_language


class Catalogue(Record):
    """An entry of a classification: a stable code, and labels in three languages."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    labels = LabelsField(_("labels"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta(Record.Meta):
        abstract = True
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return in_language(self.labels) or self.code


class OrganisationKind(Catalogue):
    """Association, foundation, municipality, ministry …"""

    class Meta(Catalogue.Meta):
        verbose_name = _("kind of organisation")
        verbose_name_plural = _("kinds of organisation")


class EngagementCategory(Catalogue):
    """The categories in which the network counts whom it meets and works with."""

    class Meta(Catalogue.Meta):
        verbose_name = _("engagement category")
        verbose_name_plural = _("engagement categories")
