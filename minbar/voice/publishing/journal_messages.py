"""How this room's events read in a record's history."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.journal.descriptions import describe

describe("publishing.content_added", _("Content added"))
describe("publishing.content_changed", _("Content changed"))
