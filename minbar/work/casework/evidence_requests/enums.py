"""The closed lists of requests for testimonies."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TestimonyStatus(models.TextChoices):
    """How far a testimony has come on its way out; one that is released is no longer kept as such."""

    DRAFT = "draft", pgettext_lazy("testimony", "Being written")
    IN_CHECK = "in_check", pgettext_lazy("testimony", "Being checked")
    RETURNED = "returned", pgettext_lazy("testimony", "Sent back to its author")


class CheckItem(models.TextChoices):
    """What each of the two who check a testimony confirms."""

    NO_NAME = "no_name", _("It names nobody: neither the person, nor family, lawyer, official or employer")
    NO_NUMBER = "no_number", _("It holds no number, address or account by which somebody can be found")
    NO_PLACE = "no_place", _("It names no place narrower than a province")
    NO_DAY = "no_day", _("It names no day or month")
    NOT_RARE = "not_rare", _("What it tells of age, family, work, illness or events fits many people")
    SAFE = "safe", _("Nobody could come to harm if those concerned read it")


class FindingKind(models.TextChoices):
    """What in a text could tell whose it is."""

    NAME = "name", pgettext_lazy("found in a testimony", "A name from the case")
    NUMBER = "number", pgettext_lazy("found in a testimony", "A number by which somebody can be found")
    ADDRESS = "address", pgettext_lazy("found in a testimony", "An e-mail or web address")
    DATE = "date", pgettext_lazy("found in a testimony", "A date")
    PLACE = "place", pgettext_lazy("found in a testimony", "A place narrower than a province")
    RARE = "rare", pgettext_lazy("found in a testimony", "Few cases are like this")
