"""On which side a person stands, and by what they are found again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class Side(models.TextChoices):
    """On which side of a case a person stands whose keys are kept for comparison."""

    CLIENT = "client", pgettext_lazy("side of a case", "Client")
    OPPONENT = "opponent", pgettext_lazy("side of a case", "Opposing party")


class KeyKind(models.TextChoices):
    PHONE = "phone", pgettext_lazy("kind of key", "Phone")
    DOCUMENT = "document", pgettext_lazy("kind of key", "Document number")
    NAME = "name", pgettext_lazy("kind of key", "Name")
