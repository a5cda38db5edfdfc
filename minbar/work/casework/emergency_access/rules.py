"""Who may end an emergency access, and who reviews it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import ALLOWED, Decision, decide, denied
from minbar.work.casework.cases.access import CasePermission

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User
    from minbar.work.casework.emergency_access.models import EmergencyAccess


def can_end_emergency_access(user: User, emergency_access: EmergencyAccess) -> Decision:
    """Whoever opened a case may shut it again, and whoever was told of it."""
    if emergency_access.opened_by_id == user.pk:
        return ALLOWED
    return can_review_emergency_access(user, emergency_access)


def can_review_emergency_access(user: User, emergency_access: EmergencyAccess) -> Decision:
    """Whoever was told of an opening judges it, never whoever opened the case."""
    if not (decision := decide(user, CasePermission.REVIEW_EMERGENCY_ACCESS)):
        return decision
    if emergency_access.opened_by_id == user.pk:
        return denied(_("Another person reviews what you opened."))
    if not emergency_access.notifications.filter(user=user).exists():
        return denied(_("Only those who were told of this opening review it."))
    return ALLOWED
