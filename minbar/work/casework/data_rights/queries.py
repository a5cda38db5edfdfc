"""Reading what clients claimed, what was given out, breaches and erasures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

from minbar.foundation.access.decisions import decide
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.models import Case
from minbar.work.casework.cases.queries.cases import cases_visible_to
from minbar.work.casework.data_rights.models import Breach, Erasure, FileExport, RightsRequest

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def requests_visible_to(user: User) -> QuerySet[RightsRequest]:
    """Claims in the cases whose heads ``user`` sees."""
    return RightsRequest.objects.select_related("case").filter(case__in=cases_visible_to(user))


def requests_of(case: Case, user: User) -> QuerySet[RightsRequest]:
    """Those in one case."""
    return requests_visible_to(user).filter(case=case)


def exports_visible_to(user: User) -> QuerySet[FileExport]:
    """Packed files that can still be saved, for who may hand them out. Without content."""
    if not decide(user, CasePermission.EXPORT_FILE):
        return FileExport.objects.none()
    live = FileExport.objects.filter(expires_at__gt=timezone.now(), downloads_left__gt=0)
    return live.defer("content").select_related("case", "made_by").filter(case__in=cases_visible_to(user))


def exports_of(case: Case, user: User) -> QuerySet[FileExport]:
    """Those of one case."""
    return exports_visible_to(user).filter(case=case)


def breaches_visible_to(user: User) -> QuerySet[Breach]:
    """The register, for who keeps it."""
    return Breach.objects.all() if decide(user, CasePermission.BREACHES) else Breach.objects.none()


def erasures_visible_to(user: User) -> QuerySet[Erasure]:
    """Proposals and proofs, for who may erase; neither names a client or a case."""
    rows = Erasure.objects.select_related("proposed_by", "done_by")
    return rows if decide(user, CasePermission.ERASE) else rows.none()
