"""How this room's events read in a record's history."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.journal.descriptions import describe

describe("casework.glass_broken", _("Case opened in an emergency"))
describe("casework.glass_refused", _("Opening a case in an emergency refused"))
describe("casework.glass_page_read", _("Page of a case opened in an emergency read"))
describe("casework.glass_ended", _("Emergency opening ended"))
describe("casework.glass_reviewed", _("Emergency opening reviewed"))
describe("casework.glass_escalated", _("Review of an emergency opening overdue"))
