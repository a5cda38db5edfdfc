"""How this room's events read in a record's history."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.journal.descriptions import describe

describe("casework.case_changed", _("Case changed"))
describe("casework.case_assigned", _("Case assigned"))
describe("casework.case_limited", _("Case limited to named people"))
describe("casework.case_unlimited", _("Case opened to supervisors again"))
describe("casework.access_given", _("Access to the case given"))
describe("casework.access_ended", _("Access to the case ended"))
describe("casework.document_added", _("File added"))
describe("casework.document_read", _("File read"))
describe("casework.document_removed", _("File removed"))
describe("casework.consent_given", _("Consent noted"))
describe("casework.consent_withdrawn", pgettext_lazy("case", "Consent withdrawn"))
describe("casework.action_recorded", _("Service recorded"))
describe("casework.action_changed", _("Service corrected"))
describe("casework.action_removed", _("Service removed"))
describe("casework.group_session_changed", _("Group session corrected"))
describe("casework.group_session_removed", _("Group session removed"))
describe("casework.stage_changed", _("Stage changed"))
describe("casework.case_closed", _("Case closed"))
describe("casework.case_reopened", _("Case reopened"))
describe("casework.client_written_to", _("Message left for the client"))
describe("casework.referral_link_renewed", _("Link of a referral renewed"))
describe("casework.referral_answered", _("Referral answered by the organisation"))
describe("casework.topic_added", _("Topic added"))
describe("casework.topic_changed", _("Topic changed"))
describe("casework.topic_retired", _("Topic used no longer"))
describe("casework.topic_restored", _("Topic used again"))
