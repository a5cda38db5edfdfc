"""The closed lists of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class IssueSource(models.TextChoices):
    """How the network learnt of an issue."""

    SURVEY = "survey", pgettext_lazy("source of an issue", "Survey")
    CONSULTATION = "consultation", pgettext_lazy("source of an issue", "Consultation")
    INTERVIEWS = "interviews", pgettext_lazy("source of an issue", "Interviews")
    CASEWORK = "casework", pgettext_lazy("source of an issue", "Casework")
    OTHER = "other", pgettext_lazy("source of an issue", "Other")


class IssueStatus(models.TextChoices):
    """What is being done about an issue."""

    IDENTIFIED = "identified", pgettext_lazy("issue", "Identified")
    ADVOCATED = "advocated", pgettext_lazy("issue", "In advocacy")
    SETTLED = "settled", pgettext_lazy("issue", "Settled")
    SET_ASIDE = "set_aside", pgettext_lazy("issue", "Set aside")
