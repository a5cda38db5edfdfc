"""How a commitment stands now, and how long is left, in the reader's words."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from minbar.foundation.screens.cells import Cell, Severity, Status, writer
from minbar.foundation.text.dates import format_date_long
from minbar.foundation.text.languages import reader_language
from minbar.foundation.text.numbers import format_number
from minbar.foundation.text.reader import in_readers_digits
from minbar.network.commitments.enums import Standing
from minbar.network.commitments.models import Commitment

OVERDUE = pgettext_lazy("commitment", "Overdue")
SEVERITIES = {Standing.OPEN: Severity.WAITING, Standing.DONE: Severity.GOOD, Standing.CANCELLED: Severity.NEUTRAL}
#: Within so many hours of a deadline that is a moment, hours are counted instead of days.
COUNTED_IN_HOURS = 72
HOUR = 3600


def status_of(commitment: Commitment) -> Status:
    """Its status; one that is open and late is overdue."""
    if commitment.is_overdue(timezone.now()):
        return Status(OVERDUE, Severity.BAD)
    return Status(commitment.get_standing_display(), SEVERITIES[Standing(commitment.standing)])


def left(commitment: Commitment) -> str:
    """How long is left, or how late it is: "3 days left", "5 hours late", "today". Of a closed one nothing."""
    if commitment.standing != Standing.OPEN:
        return ""
    now = timezone.now()
    seconds = (commitment.due_at - now).total_seconds()
    if not commitment.due_all_day and abs(seconds) < COUNTED_IN_HOURS * HOUR:
        return _hours_left(seconds)
    days = (commitment.due_on - timezone.localdate(now)).days
    if days == 0:
        return str(_("today"))
    return _days_left(days)


def _hours_left(seconds: float) -> str:
    hours = int(abs(seconds) // HOUR)
    shown = {"hours": format_number(hours)}
    if hours == 0:
        return str(_("within the hour")) if seconds >= 0 else str(_("just now late"))
    if seconds >= 0:
        return ngettext("%(hours)s hour left", "%(hours)s hours left", hours) % shown
    return ngettext("%(hours)s hour late", "%(hours)s hours late", hours) % shown


def _days_left(days: int) -> str:
    shown = {"days": format_number(abs(days))}
    if days > 0:
        return ngettext("%(days)s day left", "%(days)s days left", days) % shown
    return ngettext("%(days)s day late", "%(days)s days late", -days) % shown


def deadline_in_words(commitment: Commitment) -> str:
    """The day, and the hour where the deadline is a moment."""
    day = format_date_long(commitment.due_on)
    return day if commitment.due_all_day else f"{day} {hour_of(commitment.due_at)}"


def hour_of(moment: dt.datetime) -> str:
    """The hour where the network is, in the reader's digits."""
    return in_readers_digits(f"{timezone.localtime(moment):%H:%M}", reader_language())


class DeadlineCell:
    """A deadline as lists and pages write it."""

    def __init__(self, due_at: dt.datetime, all_day: bool) -> None:
        self.due_at, self.all_day = due_at, all_day

    def __html__(self) -> str:
        if self.all_day:
            return writer(Cell.DATE)(timezone.localdate(self.due_at))
        return writer(Cell.DATETIME)(self.due_at)


def deadline_of(commitment: Commitment) -> DeadlineCell:
    return DeadlineCell(commitment.due_at, commitment.due_all_day)
