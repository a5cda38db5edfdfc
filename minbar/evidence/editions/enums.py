"""What an edition and its parts can be."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EditionState(models.TextChoices):
    """How far an edition has come."""

    DRAFT = "draft", pgettext_lazy("edition", "Draft")
    CHECKED = "checked", pgettext_lazy("edition", "Checked")


class Style(models.TextChoices):
    """How a figure's value is written."""

    NUMBER = "number", pgettext_lazy("style", "Number")
    COMPACT = "compact", _("Rounded, in words (6 million)")
    PERCENT = "percent", pgettext_lazy("style", "Percentage")
    YEAR = "year", pgettext_lazy("style", "Year")


class ExhibitForm(models.TextChoices):
    """How a set of figures is shown."""

    TABLE = "table", _("Table")
    BAR = "bar", pgettext_lazy("chart", "Bars")
    COLUMN = "column", pgettext_lazy("chart", "Columns")
    LINE = "line", pgettext_lazy("chart", "Line")
    SHARE = "share", _("Shares of a whole")


class RelationKind(models.TextChoices):
    """What must hold between figures; see ``checks``."""

    PARTS = "parts", _("The terms are the parts of the whole")
    SHARE = "share", _("The share is the first term divided by the second")
    FOLLOWS = "follows", _("The date cannot come before any of the terms")


class Severity(models.TextChoices):
    """How bad a finding is. An error stands in the way of finishing the edition; a warning wants a look."""

    ERROR = "error", _("Error")
    WARNING = "warning", _("Warning")
