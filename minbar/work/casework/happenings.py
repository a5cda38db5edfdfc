"""How this room's actions read in a record's history."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.journal.descriptions import describe

describe("casework.case_opened", _("Case opened"))
describe("casework.case_changed", _("Case changed"))
describe("casework.case_assigned", _("Case assigned"))
