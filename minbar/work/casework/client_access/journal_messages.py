"""How this room's events read in a record's history."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.journal.descriptions import describe

describe("casework.client_wrote", _("The client wrote"))
describe("casework.case_withdrawn", _("The client took the request back"))
