"""How this room's actions read in a record's history."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.journal.descriptions import describe

describe("casework.case_opened", _("Case opened"))
describe("casework.case_changed", _("Case changed"))
describe("casework.case_assigned", _("Case assigned"))
describe("casework.case_limited", _("Case limited to named people"))
describe("casework.case_unlimited", _("Case opened to supervisors again"))
describe("casework.access_given", _("Access to the case given"))
describe("casework.access_ended", _("Access to the case ended"))
describe("casework.document_added", _("File added"))
describe("casework.document_read", _("File read"))
describe("casework.document_removed", _("File removed"))
describe("casework.code_renewed", _("New secret code given to the client"))
describe("casework.consent_given", _("Consent noted"))
describe("casework.consent_withdrawn", _("Consent withdrawn"))
describe("casework.client_wrote", _("The client wrote"))
describe("casework.case_withdrawn", _("The client took the request back"))
describe("casework.glass_broken", _("Case opened in an emergency"))
describe("casework.glass_refused", _("Opening a case in an emergency refused"))
describe("casework.glass_page_read", _("Page of a case opened in an emergency read"))
describe("casework.glass_ended", _("Emergency opening ended"))
describe("casework.glass_reviewed", _("Emergency opening reviewed"))
describe("casework.glass_escalated", _("Review of an emergency opening overdue"))
