"""The two kinds of figure."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FigureKind(models.TextChoices):
    """Where a figure's value comes from."""

    TRACED = "traced", _("Traced to records")
    DECLARED = "declared", _("Declared, with a source")
