"""The closed lists of casework."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class Advice(models.TextChoices):
    """What the legal advice came to."""

    NOT_AVAILABLE = "advice_not_available", pgettext_lazy("advice", "What is asked is not legally available")
    AVAILABLE_PROCEDURE = "advice_available_procedure", pgettext_lazy("advice", "Guidance to available procedures")
    JUDICIAL_PROCEDURE = (
        "advice_judicial_procedure",
        pgettext_lazy("advice", "Guidance to legal procedures that go to court"),
    )
    OUT_OF_SCOPE = "out_of_scope", pgettext_lazy("advice", "Outside the scope")


class Mediation(models.TextChoices):
    """With whom the network mediated."""

    MIGRATION_DIRECTORATE = "migration_directorate", pgettext_lazy("mediation", "Migration directorate")
    OTHER_BODY = "other_body", pgettext_lazy("mediation", "Other bodies")


class CourtOrientation(models.TextChoices):
    """How a case that goes to court is carried there."""

    SPONSORSHIP = "sponsorship", pgettext_lazy("court", "Sponsored by the project")
    MEDIATOR = "mediator", pgettext_lazy("court", "Referred to a mediator")
    OWN_LAWYER = "own_lawyer", pgettext_lazy("court", "With the client's own lawyer")


class CaseResult(models.TextChoices):
    """What came of what was done."""

    POSITIVE = "result_positive", pgettext_lazy("result of a case", "Positive")
    NEGATIVE = "result_negative", pgettext_lazy("result of a case", "Negative")
    IN_FOLLOW_UP = "in_follow_up", pgettext_lazy("result of a case", "In follow-up")


class CaseStanding(models.TextChoices):
    """Whether the network still works on a case."""

    OPEN = "open", pgettext_lazy("case", "Open")
    CLOSED = "closed", pgettext_lazy("case", "Closed")
