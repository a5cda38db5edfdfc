"""Writing to the client, and noting that their answers were read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.routes import requires
from minbar.work.casework.cases import actions
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.forms.stages import MessageForm
from minbar.work.casework.cases.models import Case
from minbar.work.casework.cases.views.base import WorkButton, WorkForm

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@requires(CasePermission.WORK, hides=True)
class MessageAdd(WorkForm):
    title, form_class = _("Write to the client"), MessageForm
    idempotent = True
    submit, done = _("Leave the message"), _("The client finds the message with their code.")

    def act(self, form: Any, user: User) -> Case:
        actions.write_to_client(by=user, case=self.record, **form.cleaned_data)
        return self.record  # type: ignore[no-any-return]  # the view's own kind


@requires(CasePermission.WORK, hides=True)
class MessagesRead(WorkButton):
    done = _("Marked as read.")

    def act(self, record: Case, user: User) -> None:
        actions.mark_messages_read(by=user, case=record)
