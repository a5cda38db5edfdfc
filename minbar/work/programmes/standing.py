"""How an activity's status looks at a glance."""

from __future__ import annotations

from minbar.foundation.screens.cells import Standing, Tone
from minbar.work.programmes.enums import ActivityStatus
from minbar.work.programmes.models import Activity

TONES = {
    ActivityStatus.PLANNED: Tone.WAITING,
    ActivityStatus.UNDER_WAY: Tone.INFO,
    ActivityStatus.DONE: Tone.GOOD,
    ActivityStatus.CANCELLED: Tone.BAD,
}


def standing_of(activity: Activity) -> Standing:
    return Standing(activity.get_status_display(), TONES[ActivityStatus(activity.status)])
