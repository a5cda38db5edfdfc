"""Who reads a figure, and from which size on a count of a protected dataset is told to them."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from minbar.foundation.text.languages import reader_language
from minbar.foundation.text.reader import in_readers_digits


class Audience(TextChoices):
    """Readers. ``threshold`` is the least number that they are told; zero is told to everyone.

    11 is the rule of the Centers for Medicare & Medicaid Services (cell size suppression policy: no cell of 10 or less
    may be shown or follow from percentages and other formulas), 5 the usual least of tables under an agreement
    (Statistics Canada, ONS: "Handbook on statistical disclosure control", 2010).
    """

    INTERNAL = "internal", pgettext_lazy("audience", "Internal")
    PARTNERS = "partners", gettext_lazy("Partners under agreement")
    PUBLIC = "public", gettext_lazy("The public")

    @property
    def threshold(self) -> int:
        """1 where everything is told."""
        return {Audience.INTERNAL: 1, Audience.PARTNERS: 5, Audience.PUBLIC: 11}[self]

    @property
    def sees_all(self) -> bool:
        return self is Audience.INTERNAL


class Hidden(StrEnum):
    """Why a value is not told: it is a small number, or others could be worked out with it."""

    FEW = "few"
    WITHHELD = "withheld"

    def words(self, audience: Audience) -> str:
        """What stands in the value's place, in the active language."""
        if self is Hidden.WITHHELD:
            return _("withheld")
        few = _("fewer than 5") if audience is Audience.PARTNERS else _("fewer than 11")
        return in_readers_digits(few, reader_language())
