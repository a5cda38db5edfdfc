"""The forms by which a case moves on: assessment, stage, closing, reopening, messages to the client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.routes import requires
from minbar.work.casework.cases import actions
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.enums import ConsentKind
from minbar.work.casework.cases.forms import stages as forms
from minbar.work.casework.cases.models import Case
from minbar.work.casework.cases.queries.timeline import texts_of
from minbar.work.casework.cases.views.base import WorkButton, WorkForm

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@requires(CasePermission.WORK, hides=True)
class CaseAssess(WorkForm):
    title, form_class = _("Assessment and plan"), forms.AssessmentForm

    def form_arguments(self, record: Any | None, user: User) -> dict[str, Any]:
        asks = record.consents.filter(kind=ConsentKind.SERVICE, withdrawn_at=None).exists() if record else False
        return super().form_arguments(record, user) | {"asks_functioning": asks}

    def initial(self, record: Any | None) -> dict[str, Any]:
        return forms.AssessmentForm.initial_of(record, texts_of(record, "assessment", "plan")) if record else {}

    def act(self, form: Any, user: User) -> Case:
        return actions.assess_case(by=user, case=self.record, texts=form.texts(), **form.values())


@requires(CasePermission.WORK, hides=True)
class CaseMove(WorkForm):
    title, form_class = _("Change the stage"), forms.StageForm

    def act(self, form: Any, user: User) -> Case:
        return actions.move_case(by=user, case=self.record, stage=form.cleaned_data["stage"])


@requires(CasePermission.WORK, hides=True)
class CaseClose(WorkForm):
    title, form_class = _("Close the case"), forms.CloseForm
    introduction = _("Follow-ups that are still open are let go, but for checking the result.")
    submit, done = _("Close"), _("The case is closed.")

    def initial(self, record: Any | None) -> dict[str, Any]:
        return {"result": record.result} | texts_of(record, "answer") if record else {}

    def act(self, form: Any, user: User) -> Case:
        return actions.close_case(by=user, case=self.record, **form.cleaned_data)


@requires(CasePermission.WORK, hides=True)
class CaseReopen(WorkButton):
    done = _("The case is open again.")

    def act(self, record: Case, user: User) -> None:
        actions.reopen_case(by=user, case=record)
