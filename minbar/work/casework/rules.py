"""Who may change which case."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import ALLOWED, Decision, decide, denied
from minbar.network.directory.enums import PlaceLevel
from minbar.network.directory.models import Place
from minbar.work.casework.access import CasePermission

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User
    from minbar.work.casework.models import Case


def can_change(user: User, case: Case) -> Decision:
    """A supervisor may change every case, a case worker those assigned to them."""
    if decide(user, CasePermission.SUPERVISE):
        return ALLOWED
    decision = decide(user, CasePermission.WORK)
    if decision and case.assigned_to_id != user.pk:
        return denied(_("This case is not assigned to you. Ask the case supervisor if your work needs it."))
    return decision


def can_assign(user: User) -> Decision:
    """Only a supervisor assigns cases."""
    return decide(user, CasePermission.SUPERVISE)


def can_take(worker: User) -> Decision:
    """Whether cases may be given to this account."""
    if decide(worker, CasePermission.WORK):
        return ALLOWED
    return denied(_("Cases can be assigned only to case workers and case supervisors."))


NO_DISTRICT = _("Give the province only: a district could tell whose case it is.")


@lru_cache(maxsize=4096)  # asked for every row of a sheet; a place keeps its level
def is_too_narrow(place: int) -> bool:
    """Whether the place with this primary key lies below a province."""
    return Place.objects.filter(pk=place, level__gt=PlaceLevel.PROVINCE).exists()
