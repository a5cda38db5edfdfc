"""The closed lists of this room; categories of counterpart and what solution partners offer are data instead."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class MeetingForm(models.TextChoices):
    """How the meeting came about and was held."""

    VISIT = "visit", pgettext_lazy("meeting", "Visit to them")
    HOSTED = "hosted", pgettext_lazy("meeting", "At our place")
    ELSEWHERE = "elsewhere", pgettext_lazy("meeting", "At a third place")
    REMOTE = "remote", pgettext_lazy("meeting", "Remote")


class PartnershipKind(models.TextChoices):
    """Where the counterpart of a partnership is from."""

    SYRIAN = "syrian", pgettext_lazy("partnership", "Syrian")
    TURKISH = "turkish", pgettext_lazy("partnership", "Turkish")
    INTERNATIONAL = "international", pgettext_lazy("partnership", "International")


class VisitStatus(models.TextChoices):
    """What became of a planned visit; follows from its dates and its meeting, and is stored nowhere."""

    WAITING = "waiting", pgettext_lazy("visit", "Planned")
    OVERDUE = "overdue", pgettext_lazy("visit", "Overdue")
    DONE = "done", pgettext_lazy("visit", "Done")
    DROPPED = "dropped", pgettext_lazy("visit", "Dropped")


class PartnershipStatus(models.TextChoices):
    """Whether a partnership is in force on a day; follows from its dates."""

    COMING = "coming", pgettext_lazy("partnership", "Not begun")
    IN_FORCE = "in_force", pgettext_lazy("partnership", "In force")
    ENDED = "ended", pgettext_lazy("partnership", "Ended")
