"""The closed lists of casework. What a network edits (topics, retention) is data."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Channel(models.TextChoices):
    """By which way somebody asked for help."""

    OFFICE = "office", pgettext_lazy("channel of a case", "Office")
    PHONE = "phone", pgettext_lazy("channel of a case", "Phone")
    HOTLINE = "hotline", pgettext_lazy("channel of a case", "Hotline")
    WHATSAPP = "whatsapp", pgettext_lazy("channel", "WhatsApp")
    WEB_FORM = "web_form", pgettext_lazy("channel of a case", "Web form")
    REFERRAL = "referral", pgettext_lazy("channel of a case", "Referral from another organisation")


class Stage(models.TextChoices):
    """How far the work on a case is; what came of it is its result."""

    NEW = "new", pgettext_lazy("stage of a case", "New")
    ASSESSMENT = "assessment", pgettext_lazy("stage of a case", "Assessment")
    PLAN = "plan", pgettext_lazy("stage of a case", "Plan")
    IN_PROGRESS = "in_progress", pgettext_lazy("stage of a case", "In progress")
    CLOSED = "closed", pgettext_lazy("stage of a case", "Closed")
    REOPENED = "reopened", pgettext_lazy("stage of a case", "Reopened")


class CaseStatus(models.TextChoices):
    """Whether the network still works on a case, as it is counted; it follows from the stage."""

    OPEN = "open", pgettext_lazy("case", "Open")
    CLOSED = "closed", pgettext_lazy("case", "Closed")


class Level(models.TextChoices):
    """Urgency and risk, as CPIMS+ grades them."""

    HIGH = "high", pgettext_lazy("level of a case", "High")
    MEDIUM = "medium", pgettext_lazy("level of a case", "Medium")
    LOW = "low", pgettext_lazy("level of a case", "Low")


class Vulnerability(models.TextChoices):
    """Why somebody may need more care; a case may have several."""

    UNACCOMPANIED_CHILD = "unaccompanied_child", _("Child alone or separated")
    CHILD_AT_RISK = "child_at_risk", _("Child at risk")
    WOMAN_AT_RISK = "woman_at_risk", _("Woman at risk")
    SINGLE_PARENT = "single_parent", _("Single parent")
    OLDER_PERSON = "older_person", _("Older person at risk")
    DISABILITY = "disability", _("Disability")
    SERIOUS_ILLNESS = "serious_illness", _("Serious illness")
    SURVIVOR_OF_VIOLENCE = "survivor_of_violence", _("Survivor of violence or torture")
    LEGAL_PROTECTION = "legal_protection", _("Specific legal and physical protection needs")


class Sex(models.TextChoices):
    FEMALE = "female", pgettext_lazy("sex", "Female")
    MALE = "male", pgettext_lazy("sex", "Male")
    OTHER = "other", pgettext_lazy("sex", "Other")


class AgeBand(models.TextChoices):
    """Ages in bands wide enough not to give a person away."""

    CHILD = "0_17", _("Under 18")
    YOUNG = "18_29", _("18 to 29")
    ADULT = "30_59", _("30 to 59")
    OLDER = "60_up", _("60 and over")


class Functioning(models.TextChoices):
    """The questions of the Washington Group's short set, each answered by 1 (no difficulty) to 4 (cannot at all)."""

    SEEING = "seeing", pgettext_lazy("Washington Group", "Seeing")
    HEARING = "hearing", pgettext_lazy("Washington Group", "Hearing")
    WALKING = "walking", pgettext_lazy("Washington Group", "Walking or climbing steps")
    REMEMBERING = "remembering", pgettext_lazy("Washington Group", "Remembering or concentrating")
    SELF_CARE = "self_care", pgettext_lazy("Washington Group", "Washing or dressing")
    COMMUNICATING = "communicating", pgettext_lazy("Washington Group", "Communicating")


class ServiceKind(models.TextChoices):
    """Services that an adviser provides in a case, as CPIMS+ calls them."""

    ADVICE = "advice", pgettext_lazy("service of a case", "Legal advice")
    MEDIATION = "mediation", pgettext_lazy("service of a case", "Mediation")
    COURT = "court", pgettext_lazy("service of a case", "Orientation to court")
    REFERRAL = "referral", pgettext_lazy("service of a case", "Referral to another organisation")
    COUNSELLING = "counselling", pgettext_lazy("service of a case", "Individual counselling")
    GROUP_SESSION = "group_session", pgettext_lazy("service of a case", "Group session")
    NOTE = "note", pgettext_lazy("service of a case", "Note")
    DOCUMENT = "document", pgettext_lazy("service of a case", "Document")
    RESULT = "result", pgettext_lazy("service of a case", "Result measured")


class Advice(models.TextChoices):
    """What the legal advice came to."""

    NOT_AVAILABLE = "advice_not_available", pgettext_lazy("advice", "What is asked is not legally available")
    AVAILABLE_PROCEDURE = "advice_available_procedure", pgettext_lazy("advice", "Guidance to available procedures")
    JUDICIAL_PROCEDURE = (
        "advice_judicial_procedure",
        pgettext_lazy("advice", "Guidance to legal procedures that go to court"),
    )
    OUT_OF_SCOPE = "out_of_scope", pgettext_lazy("advice", "Outside the scope")


class MediationBody(models.TextChoices):
    """With whom the network mediated."""

    MIGRATION_DIRECTORATE = "migration_directorate", pgettext_lazy("mediation", "Migration directorate")
    OTHER_BODY = "other_body", pgettext_lazy("mediation", "Other bodies")


class CourtOrientation(models.TextChoices):
    """How a case that goes to court is carried there."""

    SPONSORSHIP = "sponsorship", pgettext_lazy("court", "Sponsored by the project")
    MEDIATOR = "mediator", pgettext_lazy("court", "Referred to a mediator")
    OWN_LAWYER = "own_lawyer", pgettext_lazy("court", "With the client's own lawyer")


class FollowUpKind(models.TextChoices):
    """What can be due in a case; a follow-up of a case says no more than this."""

    CALL_CLIENT = "call_client", pgettext_lazy("due in a case", "Call the client")
    CONTACT_DIRECTORATE = "contact_directorate", pgettext_lazy("due in a case", "Contact the migration directorate")
    CONTACT_BODY = "contact_body", pgettext_lazy("due in a case", "Contact the other body")
    COLLECT_DOCUMENT = "collect_document", pgettext_lazy("due in a case", "Collect a document")
    SESSION = "session", pgettext_lazy("due in a case", "Session")
    FILING = "filing", pgettext_lazy("due in a case", "File with the court")
    HEARING = "hearing", pgettext_lazy("due in a case", "Hearing")
    LIMITATION = "limitation", pgettext_lazy("due in a case", "Limitation period ends")
    ASK_RECEIVER = "ask_receiver", pgettext_lazy("due in a case", "Ask the organisation referred to")
    CHECK_RESULT = "check_result", pgettext_lazy("due in a case", "Check the result")


class ReferralStatus(models.TextChoices):
    """How far a referral has come; the receiver says so through a link that expires."""

    SENT = "sent", pgettext_lazy("referral", "Sent")
    ACCEPTED = "accepted", pgettext_lazy("referral", "Accepted")
    REFUSED = "refused", pgettext_lazy("referral", "Refused")
    DONE = "done", pgettext_lazy("referral", "Done")
    WITHDRAWN = "withdrawn", pgettext_lazy("referral", "Withdrawn")


class SharedPart(models.TextChoices):
    """What of a case another organisation is shown; each part is chosen by itself."""

    NAME = "name", pgettext_lazy("shared with a referral", "Name")
    CONTACT = "contact", pgettext_lazy("shared with a referral", "How to reach the client")
    DOCUMENT_NUMBER = "document_number", pgettext_lazy("shared with a referral", "Document number")
    REQUEST = "request", pgettext_lazy("shared with a referral", "What the client asks for")
    NEEDS = "needs", pgettext_lazy("shared with a referral", "Needs and vulnerabilities")


class CaseResult(models.TextChoices):
    """What came of what was done."""

    POSITIVE = "result_positive", pgettext_lazy("result of a case", "Positive")
    NEGATIVE = "result_negative", pgettext_lazy("result of a case", "Negative")
    IN_FOLLOW_UP = "in_follow_up", pgettext_lazy("result of a case", "In follow-up")
    WITHDRAWN = "withdrawn", pgettext_lazy("result of a case", "Withdrawn by the client")


class AccessWay(models.TextChoices):
    """By what right somebody reads a case."""

    ASSIGNED = "assigned", pgettext_lazy("access to a case", "Assigned")
    CO_WORKER = "co_worker", pgettext_lazy("access to a case", "Co-worker")
    NAMED = "named", pgettext_lazy("access to a case", "Named reader")
    EMERGENCY = "break_glass", pgettext_lazy("access to a case", "Emergency access")


class ConsentKind(models.TextChoices):
    """Consent to being helped, and to having something shared, are asked for apart."""

    SERVICE = "service", pgettext_lazy("consent", "Service")
    SHARING = "sharing", pgettext_lazy("consent", "Sharing with other organisations")


class ConsentGiver(models.TextChoices):
    CLIENT = "client", pgettext_lazy("consent given by", "The client")
    PARENT = "parent", pgettext_lazy("consent given by", "A parent")
    GUARDIAN = "guardian", pgettext_lazy("consent given by", "A guardian")
    OTHER = "other", pgettext_lazy("consent given by", "Another person whom the client trusts")


class ConsentForm(models.TextChoices):
    SPOKEN = "spoken", pgettext_lazy("form of a consent", "Spoken")
    WRITTEN = "written", pgettext_lazy("form of a consent", "Written")
    WEB = "web", pgettext_lazy("form of a consent", "On the web")
