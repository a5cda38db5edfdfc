"""The closed lists of this room; what a network may name for itself (tracks, kinds of activity) is data instead."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Quantity(models.TextChoices):
    """What an activity of some kind counts beside itself.

    Attendance is not among the columns of an activity: it is the sum of its participation.
    """

    HOURS = "hours", _("Hours")
    SESSIONS = "sessions", _("Sessions")
    ATTENDANCE = "attendance", _("Attendance")
    REGISTRATIONS = "registrations", _("Registrations")
    COPIES = "copies", _("Copies")
    PAGES = "pages", _("Pages")


#: The quantities that are columns of an activity.
STORED_QUANTITIES = tuple(quantity for quantity in Quantity if quantity is not Quantity.ATTENDANCE)


class ActivityStatus(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("activity", "Planned")
    UNDER_WAY = "under_way", pgettext_lazy("activity", "Under way")
    DONE = "done", pgettext_lazy("activity", "Done")
    CANCELLED = "cancelled", pgettext_lazy("activity", "Cancelled")


class WorkKind(models.TextChoices):
    """What an activity can be about: the book that a session discusses, the film that is shown."""

    BOOK = "book", _("Book")
    FILM = "film", _("Film")
    OTHER = "other", pgettext_lazy("work", "Other work")


class PartyRole(models.TextChoices):
    """In what capacity an organisation stands behind an activity."""

    HOST = "host", _("Host")
    PARTNER = "partner", _("Partner")
    FUNDER = "funder", _("Funder")


class ParticipationRole(models.TextChoices):
    PARTICIPANT = "participant", _("Participant")
    TRAINER = "trainer", _("Trainer")
    SPEAKER = "speaker", _("Speaker")
    VOLUNTEER = "volunteer", _("Volunteer")


class AgeBand(models.TextChoices):
    """Ages as reports break them down; they don't overlap, so that counts add up."""

    UNDER_18 = "0-17", _("Under 18")
    FROM_18 = "18-24", _("18 to 24")
    FROM_25 = "25-34", _("25 to 34")
    FROM_35 = "35-49", _("35 to 49")
    FROM_50 = "50+", _("50 and over")
    UNKNOWN = "unknown", pgettext_lazy("age", "Unknown")
