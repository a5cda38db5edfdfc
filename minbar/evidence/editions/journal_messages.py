"""How this room's events read in a record's history."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.journal.descriptions import describe

describe("editions.edition_started", _("Report started"))
describe("editions.edition_loaded", _("Report loaded from its definition"))
describe("editions.edition_checked", _("Report checked, figures frozen"))
describe("editions.edition_reopened", _("Report reopened"))
describe("editions.edition_published", _("Report published"))
describe("editions.edition_addressed", _("Report addressed to other readers"))
describe("editions.section_added", _("Section added"))
describe("editions.section_written", _("Section written"))
