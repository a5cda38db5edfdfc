"""How what is done to keys reads in a history."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.journal.descriptions import describe

describe("vault.rotation_started", _("Change to a new key begun"))
describe("vault.rotation_finished", _("Change to a new key finished; the former key destroyed"))
describe("vault.root_rotated", _("Root key changed"))
describe("vault.shares_made", _("Shares of the root key made"))
describe("vault.root_recovered", _("Root key restored from shares"))
