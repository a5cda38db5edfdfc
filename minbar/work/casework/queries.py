"""Reading cases: everything that shows one goes through :func:`cases_visible_to`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from minbar.foundation.access.decisions import decide
from minbar.work.casework.access import CasePermission
from minbar.work.casework.models import Case

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def cases_visible_to(user: User) -> QuerySet[Case]:
    """All to a supervisor, one's own to a case worker, none to anybody else. With place and worker read along."""
    cases = Case.objects.select_related("place", "assigned_to")
    if decide(user, CasePermission.SUPERVISE):
        return cases
    return cases.filter(assigned_to=user) if decide(user, CasePermission.WORK) else cases.none()
