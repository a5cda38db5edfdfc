"""How this room's events read in a record's history."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.journal.descriptions import describe

describe("advocacy.issue_added", _("Community issue added"))
describe("advocacy.issue_changed", _("Community issue changed"))
