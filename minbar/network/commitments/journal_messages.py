"""How this room's events read in a record's history."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.journal.descriptions import describe

describe("commitments.made", _("Follow-up agreed"))
describe("commitments.changed", _("Follow-up changed"))
describe("commitments.moved", _("Deadline moved"))
describe("commitments.reassigned", _("Follow-up reassigned"))
describe("commitments.escalated", _("Follow-up escalated"))
describe("commitments.closed", _("Follow-up closed"))
describe("commitments.cancelled", _("Follow-up cancelled"))
describe("commitments.reopened", _("Follow-up reopened"))
describe("commitments.forgotten", _("Follow-ups erased with their record"))
describe("commitments.feed_renewed", _("Calendar address made"))
describe("commitments.feed_revoked", _("Calendar address revoked"))
