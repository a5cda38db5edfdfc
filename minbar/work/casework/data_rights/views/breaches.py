"""The screens of the register of breaches of data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.routes import requires
from minbar.foundation.screens.cells import Cell, Status
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.lists import ListView
from minbar.foundation.screens.records import Button, DetailItem, Due, RecordView, Section
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.views.base import BehindTheWall
from minbar.work.casework.data_rights.actions import breaches as actions
from minbar.work.casework.data_rights.forms import MOMENT, BreachFollowForm, BreachForm
from minbar.work.casework.data_rights.models import Breach
from minbar.work.casework.data_rights.queries import breaches_visible_to
from minbar.work.casework.data_rights.tables import BreachTable, breach_status

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@requires(CasePermission.BREACHES, hides=True)
class BreachList(BehindTheWall, ListView):
    table = BreachTable


@requires(CasePermission.BREACHES, hides=True)
class BreachRecord(BehindTheWall, RecordView):
    list_route = "casework:breaches"
    list_title = _("Breaches of data")

    def rows(self, user: User) -> QuerySet[Breach]:
        return breaches_visible_to(user).select_related("noted_by")

    def status(self, record: Breach) -> Status:
        return breach_status(record)

    def due(self, record: Breach) -> Sequence[Due]:
        if not record.waits:
            return []
        late = record.due_at < timezone.now()
        return [Due(_("The authority is told"), timezone.localdate(record.due_at), is_late=late)]

    def sections(self, record: Breach) -> Sequence[Section]:
        moments = [
            DetailItem(_("Noticed"), record.noticed_at, Cell.DATETIME),
            DetailItem(_("Authority to be told by"), record.due_at, Cell.DATETIME),
            DetailItem(_("Authority told"), record.authority_told_at, Cell.DATETIME, always=True),
            DetailItem(_("Those affected told"), record.clients_told_at, Cell.DATETIME, always=True),
            DetailItem(_("Closed"), record.closed_at, Cell.DATETIME),
            DetailItem(_("People affected, at most"), record.people_affected, Cell.NUMBER),
            DetailItem(_("Noted by"), record.noted_by and record.noted_by.name),
        ]
        texts = [
            DetailItem(_("Account of what happened"), record.reveal("account"), Cell.LONG),
            DetailItem(_("What was done"), record.reveal("measures"), Cell.LONG),
        ]
        return [Section(_("Deadlines"), moments), Section(_("The breach"), texts)]

    def buttons(self, record: Breach, user: User) -> Sequence[Button]:
        return [Button(_("Who was told, what was done"), reverse("casework:breach-follow", args=[record.uid]))]


@requires(CasePermission.BREACHES, hides=True)
class BreachAdd(BehindTheWall, FormView):
    form_class = BreachForm
    title = _("Note a breach")
    done = _("The breach is noted; the 72 hours are counted.")
    list_route = "casework:breaches"
    list_title = _("Breaches of data")

    def initial(self, record: Breach | None) -> dict[str, Any]:
        return {"noticed_at": timezone.localtime().strftime(MOMENT)}

    def act(self, form: BreachForm, user: User) -> Breach:
        return actions.note_breach(by=user, **form.cleaned_data)


@requires(CasePermission.BREACHES, hides=True)
class BreachFollow(BehindTheWall, FormView):
    form_class = BreachFollowForm
    title = _("Who was told, what was done")
    list_route = "casework:breaches"
    list_title = _("Breaches of data")

    def rows(self, user: User) -> QuerySet[Breach]:
        return breaches_visible_to(user)

    def initial(self, record: Breach | None) -> dict[str, Any]:
        assert record is not None
        return {
            "authority_told_at": record.authority_told_at,
            "clients_told_at": record.clients_told_at,
            "people_affected": record.people_affected,
            "measures": record.reveal("measures"),
            "closed": record.closed_at is not None,
        }

    def act(self, form: BreachFollowForm, user: User) -> Breach:
        return actions.follow_breach(by=user, breach=self.record, **form.cleaned_data)
