"""How the events of figures read in a history."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.journal.descriptions import describe

describe("figures.figure_defined", _("Figure defined"))
describe("figures.figure_changed", _("Figure changed"))
