"""The closed lists of what clients may ask, of breaches and of erasures."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class RightKind(models.TextChoices):
    """What a client may ask of whoever keeps their data; each is answered within 30 days."""

    ACCESS = "access", pgettext_lazy("right of a client", "To see what is kept")
    CORRECTION = "correction", pgettext_lazy("right of a client", "To have it corrected")
    ERASURE = "erasure", pgettext_lazy("right of a client", "To have it erased")
    OBJECTION = "objection", pgettext_lazy("right of a client", "To object to how it is used")


class RightStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("request of a right", "Open")
    GRANTED = "granted", pgettext_lazy("request of a right", "Granted")
    REFUSED = "refused", pgettext_lazy("request of a right", "Refused")


class BreachKind(models.TextChoices):
    """What happened to personal data, as the authority asks for it."""

    LOST_DEVICE = "lost_device", pgettext_lazy("breach of data", "Lost or stolen device")
    WRONG_RECIPIENT = "wrong_recipient", pgettext_lazy("breach of data", "Sent or told to the wrong person")
    INTRUSION = "intrusion", pgettext_lazy("breach of data", "Intrusion into a system or account")
    INSIDER = "insider", pgettext_lazy("breach of data", "Read or passed on by somebody of ours")
    SEIZURE = "seizure", pgettext_lazy("breach of data", "Seized")
    LOSS = "loss", pgettext_lazy("breach of data", "Data lost or destroyed")
    OTHER = "other", pgettext_lazy("breach of data", "Other")


class ErasureGround(models.TextChoices):
    REQUEST = "request", pgettext_lazy("ground of an erasure", "The client asked for it")
    RETENTION = "retention", pgettext_lazy("ground of an erasure", "The time for keeping it is over")
