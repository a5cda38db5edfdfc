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
    WHATSAPP = "whatsapp", "WhatsApp"
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


class CaseStanding(models.TextChoices):
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


class ReferralStanding(models.TextChoices):
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


class EmergencyReason(models.TextChoices):
    """Why somebody who does not work on a case must read it now."""

    DANGER = "danger", pgettext_lazy("reason to open a case", "Somebody is in danger")
    DEADLINE = "deadline", pgettext_lazy("reason to open a case", "A deadline runs out and the case worker is away")
    COMPLAINT = "complaint", pgettext_lazy("reason to open a case", "The client complained")
    MISTAKE = "mistake", pgettext_lazy("reason to open a case", "A mistake must be found and mended")
    ORDER = "order", pgettext_lazy("reason to open a case", "A law or a court obliges us")


class ReviewVerdict(models.TextChoices):
    """What the second person found afterwards."""

    JUSTIFIED = "justified", pgettext_lazy("review of an opened case", "Justified")
    NOT_JUSTIFIED = "not_justified", pgettext_lazy("review of an opened case", "Not justified")


class EmergencyAccessStatus(models.TextChoices):
    """Where an emergency access stands; it follows from its hours and its review."""

    OPEN = "open", pgettext_lazy("opened case", "Open now")
    TO_REVIEW = "to_review", pgettext_lazy("opened case", "Waiting for review")
    LATE = "late", pgettext_lazy("opened case", "Review overdue")
    JUSTIFIED = "justified", pgettext_lazy("opened case", "Justified")
    NOT_JUSTIFIED = "not_justified", pgettext_lazy("opened case", "Not justified")


class TestimonyStanding(models.TextChoices):
    """How far a testimony has come on its way out; one that is released is no longer kept as such."""

    DRAFT = "draft", pgettext_lazy("testimony", "Being written")
    IN_CHECK = "in_check", pgettext_lazy("testimony", "Being checked")
    RETURNED = "returned", pgettext_lazy("testimony", "Sent back to its author")


class CheckItem(models.TextChoices):
    """What each of the two who check a testimony confirms."""

    NO_NAME = "no_name", _("It names nobody: neither the person, nor family, lawyer, official or employer")
    NO_NUMBER = "no_number", _("It holds no number, address or account by which somebody can be found")
    NO_PLACE = "no_place", _("It names no place narrower than a province")
    NO_DAY = "no_day", _("It names no day or month")
    NOT_RARE = "not_rare", _("What it tells of age, family, work, illness or events fits many people")
    SAFE = "safe", _("Nobody could come to harm if those concerned read it")


class FindingKind(models.TextChoices):
    """What in a text could tell whose it is."""

    NAME = "name", pgettext_lazy("found in a testimony", "A name from the case")
    NUMBER = "number", pgettext_lazy("found in a testimony", "A number by which somebody can be found")
    ADDRESS = "address", pgettext_lazy("found in a testimony", "An e-mail or web address")
    DATE = "date", pgettext_lazy("found in a testimony", "A date")
    PLACE = "place", pgettext_lazy("found in a testimony", "A place narrower than a province")
    RARE = "rare", pgettext_lazy("found in a testimony", "Few cases are like this")


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


class Side(models.TextChoices):
    """On which side of a case a person stands whose keys are kept for comparison."""

    CLIENT = "client", pgettext_lazy("side of a case", "Client")
    OPPONENT = "opponent", pgettext_lazy("side of a case", "Opposing party")


class KeyKind(models.TextChoices):
    PHONE = "phone", pgettext_lazy("kind of key", "Phone")
    DOCUMENT = "document", pgettext_lazy("kind of key", "Document number")
    NAME = "name", pgettext_lazy("kind of key", "Name")


class RightKind(models.TextChoices):
    """What a client may ask of whoever keeps their data; each is answered within 30 days."""

    ACCESS = "access", pgettext_lazy("right of a client", "To see what is kept")
    CORRECTION = "correction", pgettext_lazy("right of a client", "To have it corrected")
    ERASURE = "erasure", pgettext_lazy("right of a client", "To have it erased")
    OBJECTION = "objection", pgettext_lazy("right of a client", "To object to how it is used")


class RightStanding(models.TextChoices):
    OPEN = "open", pgettext_lazy("request of a right", "Open")
    GRANTED = "granted", pgettext_lazy("request of a right", "Granted")
    REFUSED = "refused", pgettext_lazy("request of a right", "Refused")


class BreachKind(models.TextChoices):
    """What happened to personal data, as the authority asks for it."""

    LOST_DEVICE = "lost_device", pgettext_lazy("breach of data", "Lost or stolen device")
    WRONG_RECIPIENT = "wrong_recipient", pgettext_lazy("breach of data", "Sent or told to the wrong person")
    INTRUSION = "intrusion", pgettext_lazy("breach of data", "Intrusion into a system or account")
    INSIDER = "insider", pgettext_lazy("breach of data", "Read or passed on by somebody of ours")
    SEIZURE = "seizure", pgettext_lazy("breach of data", "Seized")
    LOSS = "loss", pgettext_lazy("breach of data", "Data lost or destroyed")
    OTHER = "other", pgettext_lazy("breach of data", "Other")


class ErasureGround(models.TextChoices):
    REQUEST = "request", pgettext_lazy("ground of an erasure", "The client asked for it")
    RETENTION = "retention", pgettext_lazy("ground of an erasure", "The time for keeping it is over")
