"""How this room's events read in a record's history, beside those that its registers name."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.journal.descriptions import describe

describe("engagement.visit_paid", _("Planned visit done"))
describe("engagement.visit_dropped", _("Planned visit dropped"))
describe("engagement.visit_resumed", _("Planned visit put back on the plan"))
