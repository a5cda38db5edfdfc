"""The screens of cases. To everybody without business here they answer that nothing is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.forms.models import model_to_dict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.routes import requires
from minbar.foundation.screens.cells import Cell, Standing
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.lists import ListView
from minbar.foundation.screens.records import Action, Fact, RecordView, Section
from minbar.work.casework import actions, queries, rules
from minbar.work.casework.access import CasePermission
from minbar.work.casework.forms import AssignForm, CaseForm
from minbar.work.casework.models import Case
from minbar.work.casework.tables import CaseTable, standing
from minbar.work.casework.views.base import BehindTheWall

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@requires(CasePermission.WORK, hides=True)
class CaseList(BehindTheWall, ListView):
    table = CaseTable


@requires(CasePermission.WORK, hides=True)
class CaseRecord(BehindTheWall, RecordView):
    list_route = "casework:cases"
    list_title = _("Cases")

    def rows(self, user: User) -> QuerySet[Case]:
        return queries.cases_visible_to(user)

    def summary(self, record: Case) -> str:
        return record.get_advice_display()

    def standing(self, record: Case) -> Standing:
        return standing(record)

    def sections(self, record: Case) -> Sequence[Section]:
        intake = [
            Fact(_("Case number"), record.number, Cell.CODE),
            Fact(_("Opened on"), record.opened_on, Cell.DATE),
            Fact(_("Topic"), record.topic.labels if record.topic else None, Cell.LABELS),
            Fact(_("Province"), record.place.labels if record.place else None, Cell.LABELS),
            Fact(_("Case worker"), record.assigned_to and record.assigned_to.name, always=True),
        ]
        help_given = [
            Fact(_("Legal advice"), record.get_advice_display()),
            Fact(_("Mediation"), record.get_mediation_display()),
            Fact(_("Orientation to court"), record.get_court_orientation_display()),
            Fact(_("Result"), record.get_result_display()),
        ]
        return [Section(_("Intake"), intake), Section(_("What was done"), help_given)]

    def actions(self, record: Case, user: User) -> Sequence[Action]:
        ways = [(rules.can_change(user, record), _("Edit"), "casework:case-edit")]
        ways += [(rules.can_act(user, record), _("Add a file"), "casework:document-add")]
        ways += [(rules.can_change(user, record), _("Request of a right"), "casework:rights-request-add")]
        ways += [(rules.can_read_identity(user, record), _("Correct the identity"), "casework:identity-edit")]
        ways += [(rules.can_read_whole_file(user, record), _("Whole file"), "casework:client-file")]
        ways += [(rules.can_propose_erasure(user, record), _("Propose erasure"), "casework:erasure-propose")]
        ways += [(rules.can_assign(user), _("Assign"), "casework:case-assign")]
        ways += [(rules.can_break_glass(user, record), _("Open in an emergency"), "casework:case-glass")]
        return [Action(label, reverse(route, args=[record.uid])) for allowed, label, route in ways if allowed]


@requires(CasePermission.WORK, hides=True)
class CaseAdd(BehindTheWall, FormView):
    form_class = CaseForm
    title = _("Open a case")
    introduction = _("Write nothing here by which somebody could tell whose case it is.")
    done = _("The case is kept.")
    list_route = "casework:cases"
    list_title = _("Cases")

    def act(self, form: CaseForm, user: User) -> Case:
        return actions.open_case(by=user, assign_to=user, **form.cleaned_data)


@requires(CasePermission.WORK, hides=True)
class CaseEdit(CaseAdd):
    title = _("Edit the case")

    def rows(self, user: User) -> QuerySet[Case]:
        return queries.cases_visible_to(user)

    def initial(self, record: Case | None) -> dict[str, Any]:
        return model_to_dict(record) if record else {}

    def act(self, form: CaseForm, user: User) -> Case:
        return actions.change_case(by=user, case=self.record, **form.cleaned_data)


@requires(CasePermission.SUPERVISE, hides=True)
class CaseAssign(BehindTheWall, FormView):
    form_class = AssignForm
    title = _("Assign the case")
    submit = _("Assign")
    done = _("The case is assigned.")
    list_route = "casework:cases"
    list_title = _("Cases")

    def rows(self, user: User) -> QuerySet[Case]:
        return queries.cases_visible_to(user)

    def initial(self, record: Case | None) -> dict[str, Any]:
        return {"worker": record.assigned_to_id} if record else {}

    def act(self, form: AssignForm, user: User) -> Case:
        return actions.assign_case(by=user, case=self.record, worker=form.cleaned_data["worker"])
