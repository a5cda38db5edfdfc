"""How this room's events read in a record's history."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.journal.descriptions import describe

describe("casework.evidence_asked", _("Testimonies asked for"))
describe("casework.evidence_request_closed", _("Request for testimonies closed"))
describe("casework.testimony_written", _("Testimony written"))
describe("casework.testimony_sent_to_check", _("Testimony sent to be checked"))
describe("casework.testimony_checked", _("Testimony checked"))
describe("casework.testimony_returned", _("Testimony sent back to its author"))
describe("casework.testimony_taken_back", _("Testimony taken back"))
describe("casework.testimony_released", _("Testimony released"))
