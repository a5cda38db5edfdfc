"""How this room's events read in a record's history."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.journal.descriptions import describe

describe("casework.identity_read", _("Identity read"))
describe("casework.identity_corrected", _("Identity corrected"))
describe("casework.clients_joined", _("Joined with another case of the same person"))
describe("casework.case_parted", _("Parted from the client's other cases, as another person's"))
