"""The closed lists of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """What became of a message. It is sent only where a channel took it to somebody."""

    WAITING = "waiting", pgettext_lazy("message", "Waiting")
    SENT = "sent", pgettext_lazy("message", "Sent")
    FILED = "filed", pgettext_lazy("message", "Written to a file")
    FAILED = "failed", pgettext_lazy("message", "Failed")
    NOBODY = "nobody", pgettext_lazy("message", "Reached nobody")


#: What an administrator should know of. A file is no message: somebody must pass it on.
UNREACHED = (Status.FILED, Status.FAILED, Status.NOBODY)
