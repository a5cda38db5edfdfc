"""What all views of casework have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.records import ButtonView
from minbar.foundation.screens.requests import user_of
from minbar.work.casework.cases import queries, wall
from minbar.work.casework.cases.hooks import page_read
from minbar.work.casework.cases.models import Case
from minbar.work.casework.cases.numbering import case_name

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from minbar.foundation.accounts.models import User


class BehindTheWall:
    """Mix into a view, first: its queries read as the one who asks. What it answers must be rendered inside."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = user_of(request)
        with wall.reading_as(user):
            if "uid" in kwargs:
                page_read(user, kwargs["uid"])
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc, no-any-return]  # the view's own

    def above(self) -> tuple[Any, str] | None:
        """A form about something leads back to it; a case goes by its number."""
        record = getattr(self, "record", None)
        # the form's own
        return above(record) if record else super().above()  # type: ignore[misc]


def above(record: Any) -> tuple[str, str]:
    """How a link to the page of ``record`` is called, and where it leads."""
    name = case_name(record.number) if isinstance(record, Case) else str(record)
    return name, record.get_absolute_url()


class WorkForm(BehindTheWall, FormView):
    """A form in a case of one's own; its form class is an ``OfCaseForm``. To others the case is not there."""

    list_route = "casework:cases"
    list_title = _("Cases")

    def rows(self, user: User) -> QuerySet[Any]:
        return queries.cases_worked_on_by(user)

    def case_of(self, record: Any) -> Case:
        """The case, where the record is something in it."""
        return record if isinstance(record, Case) else record.case

    def form_arguments(self, record: Any | None, user: User) -> dict[str, Any]:
        return {"case": self.case_of(record), "user": user}

    def above(self) -> tuple[Any, str] | None:
        return above(self.case_of(self.record)) if self.record else super().above()

    def _back_url(self) -> str:
        return self.case_of(self.record).get_absolute_url()


class WorkButton(BehindTheWall, ButtonView):
    """Something done at once to a case of one's own, or to something in it."""

    def rows(self, user: User) -> QuerySet[Any]:
        return queries.cases_worked_on_by(user)

    def next_url(self, record: Any) -> str:
        case = record if isinstance(record, Case) else record.case
        return case.get_absolute_url()


class OfCase(BehindTheWall, FormView):
    """A form about one case, which is not named: its number may hold letters that an earlier office chose."""

    def rows(self, user: User) -> QuerySet[Any]:
        return queries.cases_visible_to(user)

    def above(self) -> tuple[Any, str] | None:
        return (_("Back to the case"), self._back_url()) if isinstance(self.record, Case) else super().above()

    def _back_url(self) -> str:
        return str(self.record.get_absolute_url())
