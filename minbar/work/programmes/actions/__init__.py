"""Writing programmes: lines of work, activities, participation."""

from minbar.work.programmes.actions.activities import (
    ActivityValues,
    add_activity,
    cancel_activity,
    change_activity,
    restore_activity,
)
from minbar.work.programmes.actions.participation import add_people, count_heads, remove_participation
from minbar.work.programmes.actions.structure import keep_kind, keep_programme, keep_project, keep_track

__all__ = [
    "ActivityValues",
    "add_activity",
    "add_people",
    "cancel_activity",
    "change_activity",
    "count_heads",
    "keep_kind",
    "keep_programme",
    "keep_project",
    "keep_track",
    "remove_participation",
    "restore_activity",
]
