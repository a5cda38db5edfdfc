"""What the community asks the network to speak up about."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.models import TitledRecord
from minbar.voice.advocacy.enums import IssueSource, IssueStatus


class CommunityIssue(TitledRecord):
    """A difficulty that many share, named so that it can be taken to those who can change it."""

    title = models.CharField(_("community issue"), max_length=250)
    topic = models.CharField(_("topic"), max_length=120, blank=True)
    identified_on = models.DateField(_("identified on"))
    source = models.CharField(_("source"), max_length=20, choices=IssueSource.choices, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=IssueStatus.choices, default=IssueStatus.IDENTIFIED)
    notes = models.TextField(_("notes"), blank=True)

    class Meta:
        verbose_name = _("community issue")
        verbose_name_plural = _("community issues")
        ordering = ["-identified_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["title", "identified_on"],
                name="advocacy_issue_once",
                violation_error_message=_(
                    "An issue with this title and date is already here. Open that one, or change the title or date."
                ),
            ),
            models.CheckConstraint(
                name="advocacy_issue_choices",
                condition=models.Q(source__in=["", *IssueSource.values], status__in=IssueStatus.values),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("advocacy:issue", args=[self.uid])
