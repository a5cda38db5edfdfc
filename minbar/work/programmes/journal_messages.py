"""How this room's events read in a record's history."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.journal.descriptions import describe

describe("programmes.track_added", _("Track added"))
describe("programmes.track_changed", _("Track changed"))
describe("programmes.programme_added", _("Programme added"))
describe("programmes.programme_changed", _("Programme changed"))
describe("programmes.project_added", _("Project added"))
describe("programmes.project_changed", _("Project changed"))
describe("programmes.kind_added", _("Kind of activity added"))
describe("programmes.kind_changed", _("Kind of activity changed"))
describe("programmes.activity_added", _("Activity added"))
describe("programmes.activity_changed", _("Activity changed"))
describe("programmes.activity_cancelled", _("Activity cancelled"))
describe("programmes.activity_restored", _("Activity restored"))
describe("programmes.heads_counted", _("Head-count recorded"))
describe("programmes.people_listed", _("People listed by name"))
describe("programmes.participation_removed", _("Line of participation removed"))
