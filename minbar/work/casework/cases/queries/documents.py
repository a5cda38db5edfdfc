"""Reading the files of cases. Those of one case are read with its page, see ``queries.timeline``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from minbar.work.casework.cases.models import CaseDocument
from minbar.work.casework.cases.queries.cases import cases_visible_to

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def documents_visible_to(user: User) -> QuerySet[CaseDocument]:
    """The files in the cases that ``user`` sees, with content. Row security shows only cases whose content they read;
    the action asks the rule again.
    """
    return CaseDocument.objects.select_related("case", "service").filter(case__in=cases_visible_to(user))
