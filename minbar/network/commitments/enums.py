"""The closed lists of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class Standing(models.TextChoices):
    """Where a commitment stands. Whether an open one is overdue follows from its deadline and is stored nowhere."""

    OPEN = "open", pgettext_lazy("commitment", "Open")
    DONE = "done", pgettext_lazy("commitment", "Done")
    CANCELLED = "cancelled", pgettext_lazy("commitment", "Cancelled")


class StepKind(models.TextChoices):
    """What happened to a commitment."""

    MADE = "made", pgettext_lazy("follow-up", "Agreed")
    CHANGED = "changed", pgettext_lazy("follow-up", "Changed")
    MOVED = "moved", pgettext_lazy("follow-up", "Deadline moved")
    REASSIGNED = "reassigned", pgettext_lazy("follow-up", "Reassigned")
    REMINDED = "reminded", pgettext_lazy("follow-up", "Reminder sent")
    ESCALATED = "escalated", pgettext_lazy("follow-up", "Escalated")
    UNREACHED = "unreached", pgettext_lazy("follow-up", "Message reached nobody")
    CLOSED = "closed", pgettext_lazy("follow-up", "Closed")
    REOPENED = "reopened", pgettext_lazy("follow-up", "Reopened")
    CANCELLED = "cancelled", pgettext_lazy("follow-up", "Cancelled")
