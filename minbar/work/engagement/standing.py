"""How visits and partnerships stand today, at a glance."""

from __future__ import annotations

from django.utils import timezone

from minbar.foundation.screens.cells import Standing, Tone
from minbar.work.engagement.enums import PartnershipStanding, VisitStanding
from minbar.work.engagement.models import Partnership, PlannedVisit

VISIT_TONES = {
    VisitStanding.WAITING: Tone.WAITING,
    VisitStanding.OVERDUE: Tone.BAD,
    VisitStanding.DONE: Tone.GOOD,
    VisitStanding.DROPPED: Tone.NEUTRAL,
}
PARTNERSHIP_TONES = {
    PartnershipStanding.COMING: Tone.WAITING,
    PartnershipStanding.IN_FORCE: Tone.GOOD,
    PartnershipStanding.ENDED: Tone.NEUTRAL,
}


def standing_of_visit(visit: PlannedVisit) -> Standing:
    standing = visit.standing(timezone.localdate())
    return Standing(standing.label, VISIT_TONES[standing])


def standing_of_partnership(partnership: Partnership) -> Standing:
    standing = partnership.standing(timezone.localdate())
    return Standing(standing.label, PARTNERSHIP_TONES[standing])
