"""How the directory's events read in a record's history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minbar.foundation.journal.descriptions import describe

describe("directory.person_added", _("Person added"))
describe("directory.person_edited", _("Person edited"))
describe("directory.organisation_added", _("Organisation added"))
describe("directory.organisation_edited", _("Organisation edited"))
describe("directory.affiliation_added", _("Affiliation added"))
describe("directory.affiliation_edited", _("Affiliation edited"))
describe("directory.affiliation_removed", _("Affiliation removed"))
describe("directory.contact_added", _("Contact point added"))
describe("directory.contact_edited", _("Contact point edited"))
describe("directory.contact_removed", _("Contact point removed"))
describe("directory.list_added", _("List begun"))
describe("directory.list_edited", _("List edited"))
describe("directory.put_on_list", _("Put on the list"))
describe("directory.taken_off_list", _("Taken off the list"))
