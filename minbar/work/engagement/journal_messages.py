"""How this room's events read in a record's history."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.journal.descriptions import describe

describe("engagement.meeting_added", _("Meeting added"))
describe("engagement.meeting_changed", _("Meeting changed"))
describe("engagement.delegation_added", _("Delegation added"))
describe("engagement.delegation_changed", _("Delegation changed"))
describe("engagement.plan_added", _("Visit plan added"))
describe("engagement.plan_changed", _("Visit plan changed"))
describe("engagement.visit_planned", _("Visit planned"))
describe("engagement.visit_changed", _("Planned visit changed"))
describe("engagement.visit_paid", _("Planned visit done"))
describe("engagement.visit_dropped", _("Planned visit dropped"))
describe("engagement.visit_resumed", _("Planned visit put back on the plan"))
describe("engagement.partnership_added", _("Partnership added"))
describe("engagement.partnership_changed", _("Partnership changed"))
describe("engagement.solution_partner_added", _("Solution partner added"))
describe("engagement.solution_partner_changed", _("Solution partner changed"))
