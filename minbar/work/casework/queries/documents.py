"""Reading the files of cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from minbar.foundation.vault.records import bring_keys
from minbar.work.casework.models import Case, CaseDocument
from minbar.work.casework.queries.cases import cases_visible_to
from minbar.work.casework.queries.readers import reader_of

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


class Documents(QuerySet[CaseDocument]):
    """Files without their content, whose names can be revealed without a query for each."""

    def _fetch_all(self) -> None:
        fetched = self._result_cache is not None
        super()._fetch_all()
        if not fetched and self._result_cache and isinstance(self._result_cache[0], CaseDocument):
            bring_keys(self._result_cache)


def documents_of(case: Case, user: User) -> QuerySet[CaseDocument]:
    """The files of a case, newest first, for who reads its content; none for others."""
    rows = _listed().filter(case=case)
    return rows if reader_of(user, case).content else rows.none()


def documents_visible_to(user: User) -> QuerySet[CaseDocument]:
    """The files in the cases that ``user`` sees, with content. Row security shows only cases whose content they read;
    the action asks the rule again.
    """
    return CaseDocument.objects.select_related("case", "action").filter(case__in=cases_visible_to(user))


def _listed() -> Documents:
    return Documents(CaseDocument).defer("content").select_related("added_by")
