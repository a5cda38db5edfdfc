"""How the events of accounts read in a history."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.journal.descriptions import describe

describe("accounts.account_created", _("Account made"))
describe("accounts.role_granted", _("Role given"))
describe("accounts.role_revoked", _("Role taken away"))
describe("accounts.account_deactivated", _("Account deactivated"))
describe("accounts.handed_over", _("Open work handed over"))
describe("accounts.account_reactivated", _("Account activated again"))
describe("accounts.preferences_changed", _("Preferences changed"))
describe("accounts.invited", _("Invited"))
describe("accounts.invitation_accepted", _("Invitation accepted"))
describe("accounts.invitation_revoked", _("Invitation withdrawn"))
describe("accounts.readmission_offered", _("Sign-in reset; invited to set it up anew"))
describe("accounts.signed_in", _("Signed in"))
describe("accounts.signed_out", _("Signed out"))
describe("accounts.password_changed", _("Password changed"))
describe("accounts.second_factor_added", _("Second factor set up"))
describe("accounts.second_factor_removed", _("Second factor removed"))
