"""The closed lists of this room; kinds of content and channels are data instead."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ContentLanguage(models.TextChoices):
    """The language that content speaks."""

    ARABIC = "ar", _("Arabic")
    TURKISH = "tr", _("Turkish")
    ENGLISH = "en", _("English")
    OTHER = "other", pgettext_lazy("language", "Other")
