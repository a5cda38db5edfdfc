"""What must hold of meetings and visits beside what their models say.

Whether somebody may change them is a matter of the role alone: see ``access.py``.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from minbar.network.directory.models import Party
from minbar.work.engagement.models import Meeting, PlannedVisit


def check_counterparts(parties: Sequence[Party]) -> None:
    """A meeting is with somebody."""
    if not parties:
        raise ValidationError(
            {"counterparts": _("Name at least one organisation or person whom the meeting was with.")}
        )


def check_can_be_paid(visit: PlannedVisit) -> None:
    """A visit is paid once, and not after it was dropped."""
    if visit.meeting_id:
        raise ValidationError({"visit": _("This visit has been paid already.")})
    if visit.dropped_on:
        raise ValidationError({"visit": _("This visit was dropped. Put it back on the plan first.")})


def check_met(visit: PlannedVisit, meeting: Meeting) -> None:
    """A visit is paid by a meeting with the one who was to be visited."""
    if not meeting.counterparts.filter(party=visit.party_id).exists():
        raise ValidationError(
            {"meeting": _("This meeting was with somebody else. Choose one with the party to be visited.")}
        )
