"""The choices that accounts are made of."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from minbar.foundation.text.reader import Digits


class DigitChoice(models.TextChoices):
    """Which digits a reader of Arabic wants."""

    WESTERN = Digits.WESTERN.value, _("1 2 3")
    ARABIC_INDIC = Digits.ARABIC_INDIC.value, _("١ ٢ ٣")
