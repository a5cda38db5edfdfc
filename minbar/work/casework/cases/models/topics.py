"""What cases are about: a tree that the network edits."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.fields import LabelsField
from minbar.foundation.records.models import Record
from minbar.foundation.text.languages import in_language


class Topic(Record):
    """A topic, perhaps within a wider one. One that is no longer used stays, for the cases that have it.

    ``retention_years`` says how long a closed case of this topic is kept; the wider topic's holds where it is empty.
    """

    code = models.SlugField(_("code"), max_length=60, unique=True)
    labels = LabelsField(_("labels"))
    parent = models.ForeignKey(
        "self", verbose_name=_("within"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)
    retention_years = models.PositiveSmallIntegerField(_("years kept after closing"), null=True, blank=True)

    class Meta(Record.Meta):
        app_label = "casework"
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(name="casework_topic_not_within_itself", condition=~Q(parent=F("id"))),
        ]

    def __str__(self) -> str:
        return in_language(self.labels) or self.code

    def get_absolute_url(self) -> str:
        return reverse("casework:topic", args=[self.uid])
