"""What must hold of an activity beside what the database holds, and who may change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from minbar.foundation.access.decisions import Decision, decide, denied
from minbar.work.programmes.access import ProgrammesPermission
from minbar.work.programmes.enums import STORED_QUANTITIES, ActivityStatus
from minbar.work.programmes.models import Activity

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def can_change(user: User, activity: Activity) -> Decision:
    return decide(user, ProgrammesPermission.EDIT, subject=activity)


def can_record_participation(user: User, activity: Activity) -> Decision:
    """Nobody took part in what was cancelled."""
    decision = can_change(user, activity)
    if decision and activity.status == ActivityStatus.CANCELLED:
        return denied(_("The activity is cancelled. Restore it first, then record who took part."))
    return decision


def can_see_participants(user: User, activity: Activity) -> Decision:
    """Whether the names of those who took part are shown; their number always is."""
    return decide(user, ProgrammesPermission.VIEW_PARTICIPANTS, subject=activity)


def stand_in_line(activity: Activity) -> None:
    """Fill in the wider lines of work from the narrowest that is given: a project brings its programme and track.

    Raises:
        ValidationError: the lines given don't belong together.
    """
    if activity.project:
        _agree(activity, "programme", activity.project.programme)
    if activity.programme:
        _agree(activity, "track", activity.programme.track)


def _agree(activity: Activity, field: str, wider: Any) -> None:
    given = getattr(activity, field) if getattr(activity, f"{field}_id") else None
    if given is not None and given != wider:
        message = _("This belongs to “%(wider)s”; choose that, or leave the field empty.") % {"wider": wider}
        raise ValidationError({field: message})
    setattr(activity, field, wider)


def check_quantities(activity: Activity) -> None:
    """An activity has only quantities that its kind counts.

    Raises:
        ValidationError: naming each quantity that does not belong.
    """
    counted = activity.kind.quantities()
    superfluous = [
        quantity
        for quantity in STORED_QUANTITIES
        if quantity not in counted and getattr(activity, quantity) is not None
    ]
    if superfluous:
        message = _("Activities of the kind “%(kind)s” don't count this. Empty the field, or choose another kind.")
        raise ValidationError({quantity.value: message % {"kind": activity.kind} for quantity in superfluous})
