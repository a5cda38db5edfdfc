"""The closed lists of emergency access."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class EmergencyReason(models.TextChoices):
    """Why somebody who does not work on a case must read it now."""

    DANGER = "danger", pgettext_lazy("reason to open a case", "Somebody is in danger")
    DEADLINE = "deadline", pgettext_lazy("reason to open a case", "A deadline runs out and the case worker is away")
    COMPLAINT = "complaint", pgettext_lazy("reason to open a case", "The client complained")
    MISTAKE = "mistake", pgettext_lazy("reason to open a case", "A mistake must be found and mended")
    ORDER = "order", pgettext_lazy("reason to open a case", "A law or a court obliges us")


class ReviewVerdict(models.TextChoices):
    """What the second person found afterwards."""

    JUSTIFIED = "justified", pgettext_lazy("review of an opened case", "Justified")
    NOT_JUSTIFIED = "not_justified", pgettext_lazy("review of an opened case", "Not justified")


class EmergencyAccessStatus(models.TextChoices):
    """Where an emergency access stands; it follows from its hours and its review."""

    OPEN = "open", pgettext_lazy("opened case", "Open now")
    TO_REVIEW = "to_review", pgettext_lazy("opened case", "Waiting for review")
    LATE = "late", pgettext_lazy("opened case", "Review overdue")
    JUSTIFIED = "justified", pgettext_lazy("opened case", "Justified")
    NOT_JUSTIFIED = "not_justified", pgettext_lazy("opened case", "Not justified")
