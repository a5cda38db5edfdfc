"""How the journal's entries about imports and exports read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minbar.foundation.journal.descriptions import describe, name_value

describe("sheets.record_added", _("Added from a spreadsheet"))
describe("sheets.record_changed", _("Changed from a spreadsheet"))
describe("sheets.record_removed", _("Removed by undoing an import"))
describe("sheets.record_restored", _("Put back by undoing an import"))
describe("sheets.import_applied", _("Spreadsheet taken over"))
describe("sheets.import_undone", _("Import undone"))
describe("sheets.exported", _("Exported to a spreadsheet"))
name_value("import", _("import"))
