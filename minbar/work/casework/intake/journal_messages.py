"""How this room's events read in a record's history."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.journal.descriptions import describe

describe("casework.case_opened", _("Case opened"))
describe("casework.code_renewed", _("New secret code given to the client"))
