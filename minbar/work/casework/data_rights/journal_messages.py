"""How this room's events read in a record's history."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.journal.descriptions import describe

describe("casework.right_claimed", _("Request of a right noted"))
describe("casework.right_answered", _("Request of a right answered"))
describe("casework.right_reopened", _("Request of a right reopened"))
describe("casework.file_shown", _("Whole file read"))
describe("casework.file_exported", _("Whole file packed"))
describe("casework.file_saved", _("Packed file saved"))
describe("casework.breach_noted", _("Breach noted"))
describe("casework.breach_followed", _("Breach followed up"))
describe("casework.erasure_proposed", _("Erasure proposed"))
describe("casework.erasure_dropped", _("Proposal of an erasure dropped"))
describe("casework.client_erased", _("Client erased"))
describe("casework.erasure_repeated", _("Erased again after a copy was restored"))
describe("casework.retention_set", _("Years of keeping set"))
