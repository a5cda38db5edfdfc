"""What becomes of a follow-up: done, moved, reassigned, cancelled, reopened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.access.routes import requires
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.records import ButtonView
from minbar.network.commitments import actions
from minbar.network.commitments.access import CommitmentPermission
from minbar.network.commitments.forms import (
    CloseForm,
    DeadlineForm,
    MoveForm,
    ReassignForm,
    ReopenForm,
)
from minbar.network.commitments.models import Commitment
from minbar.network.commitments.views.parts import ReadingSources

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


class ChangeView(ReadingSources, FormView):  # type: ignore[misc]  # mixed in before its view
    """A form about one commitment, which it is given."""

    def heading(self, record: Any | None) -> Any:
        """What is done to what; a heading is a browser's title too, so behind a wall it names nothing."""
        return self.title if record is None or record.walled else f"{self.title}: {record}"

    def form_arguments(self, record: Any | None, user: User) -> dict[str, Any]:
        return {"commitment": record}


@requires(CommitmentPermission.EDIT)
class Close(ChangeView):
    form_class = CloseForm
    title = pgettext_lazy("follow-up", "It is done")
    introduction = _("Say what shows it, so that nobody has to ask again.")
    submit = _("Close the follow-up")
    done = _("The follow-up is closed.")

    def form_arguments(self, record: Any | None, user: User) -> dict[str, Any]:
        return {"commitment": record, "user": user}

    def act(self, form: Any, user: User) -> Commitment:
        return actions.close_commitment(commitment=self.record, by=user, **form.shown())


@requires(CommitmentPermission.EDIT)
class Move(ChangeView):
    form_class = MoveForm
    title = _("Move the deadline")
    done = _("The deadline is moved.")

    def initial(self, record: Any | None) -> dict[str, Any]:
        return DeadlineForm.initial_of(record) if record else {}

    def act(self, form: Any, user: User) -> Commitment:
        return actions.move_due(commitment=self.record, by=user, due_at=form.deadline(), reason=form.reason)


@requires(CommitmentPermission.EDIT)
class Reassign(ChangeView):
    form_class = ReassignForm
    title = _("Reassign")
    done = _("The follow-up is reassigned.")

    def form_arguments(self, record: Any | None, user: User) -> dict[str, Any]:
        return {"commitment": record, "user": user}

    def act(self, form: Any, user: User) -> Commitment:
        return actions.reassign(commitment=self.record, by=user, owed_by=form.somebody("owed_by"), reason=form.reason)


@requires(CommitmentPermission.EDIT)
class Reopen(ChangeView):
    form_class = ReopenForm
    title = _("Reopen")
    submit = _("Reopen")
    done = _("The follow-up is open again.")

    def initial(self, record: Any | None) -> dict[str, Any]:
        return DeadlineForm.initial_of(record) if record else {}

    def act(self, form: Any, user: User) -> Commitment:
        deadline = form.deadline() if {"due_on", "due_time"} & set(form.changed_data) else None
        return actions.reopen_commitment(commitment=self.record, by=user, reason=form.reason, due_at=deadline)


@requires(CommitmentPermission.EDIT)
class Cancel(ReadingSources, ButtonView):  # type: ignore[misc]  # mixed in before its view
    done = _("The follow-up is cancelled.")
    undo_route = "commitments:commitment-resume"

    def act(self, record: Commitment, user: User) -> None:
        actions.cancel_commitment(commitment=record, by=user)


@requires(CommitmentPermission.EDIT)
class Resume(ReadingSources, ButtonView):  # type: ignore[misc]  # mixed in before its view
    """Takes a cancellation back, in one step."""

    done = _("The follow-up is open again.")

    def act(self, record: Commitment, user: User) -> None:
        actions.reopen_commitment(commitment=record, by=user)
