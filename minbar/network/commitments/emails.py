"""What reminds and escalates. Of what stands behind a wall it says only that something is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minbar.foundation.notifications.enums import Status
from minbar.foundation.notifications.kinds import Kind, Words, accounts_named, declare_kind
from minbar.foundation.notifications.models import Message
from minbar.foundation.notifications.outbox import notify, site_address
from minbar.network.commitments.actions.steps import write_step
from minbar.network.commitments.enums import Standing, StepKind
from minbar.network.commitments.models import Commitment
from minbar.network.commitments.recipients import whoever_may_hand_over
from minbar.network.commitments.status import deadline_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minbar.foundation.accounts.models import User
    from minbar.foundation.notifications.recipients import Recipient

#: Which mark on a commitment a message goes with: once that is set anew, the message has nothing to say any more.
REMINDED: Final = "reminded_at"
ESCALATED: Final = "escalated_at"


def notify_of(commitment: Commitment, mark: str, accounts: Sequence[User]) -> None:
    """Write down that the first of ``accounts`` is to be reminded, or notified that it is late: once for each mark."""
    notify(
        kind=REMINDER if mark == REMINDED else ESCALATION,
        to=accounts,
        about=commitment.uid,
        context={"mark": mark, "at": getattr(commitment, mark).isoformat(), "round": commitment.round},
        key=f"{mark}:{commitment.uid}:{commitment.round}",
    )


def _in_words(message: Message, recipient: Any) -> Words | None:
    commitment = _still_due(message)
    if commitment is None:
        return None
    values = {
        "url": site_address(reverse("commitments:commitment", args=[commitment.uid])),
        "what": str(commitment),
        "deadline": deadline_in_words(commitment),
    }
    if commitment.walled:
        return Words(_("Something is due"), _("Something is due. Sign in to see what it is:\n\n%(url)s\n") % values)
    if message.context["mark"] == ESCALATED:
        text = _(
            "This is late and has not been done:\n\n%(what)s\nDeadline: %(deadline)s\n\nSign in to see it:\n%(url)s\n"
        )
        return Words(_("Late: %(what)s") % values, text % values)
    text = _("This is due:\n\n%(what)s\nDeadline: %(deadline)s\n\nSign in to see it:\n%(url)s\n")
    return Words(_("Due: %(what)s") % values, text % values)


def _still_due(message: Message) -> Commitment | None:
    """The commitment, unless it was closed, moved or given to somebody else since."""
    commitment = Commitment.objects.filter(uid=message.subject, standing=Standing.OPEN).first()
    marked = commitment and getattr(commitment, message.context["mark"])
    return commitment if marked and marked.isoformat() == message.context["at"] else None


def _recipients(message: Message) -> Iterator[Recipient]:
    """Those who were named when it was written down; where none of them can be reached, who may hand it over."""
    yield from accounts_named(message)
    if (commitment := _still_due(message)) is not None:
        yield from (user for user in whoever_may_hand_over(commitment) if user.pk not in message.accounts)


def _note_outcome(message: Message) -> None:
    """Say in the commitment what became of it: whom it reached, or that it reached nobody."""
    commitment = Commitment.objects.select_for_update().filter(uid=message.subject).first()
    if commitment is None:
        return
    late = message.context["mark"] == ESCALATED
    if message.status != Status.SENT:
        write_step(commitment, StepKind.UNREACHED, by=None)
        return
    write_step(commitment, StepKind.ESCALATED if late else StepKind.REMINDED, by=None, to=message.recipient)
    if late and message.recipient is not None and commitment.escalate_to_id != message.recipient.pk:
        commitment.escalate_to = message.recipient  # on whose first page it stands from now on
        commitment.save(update_fields=["escalate_to", "updated_at"])


REMINDER = declare_kind(Kind("commitments.reminder", gettext_lazy("Reminder"), _in_words, _recipients, _note_outcome))
ESCALATION = declare_kind(
    Kind("commitments.escalation", gettext_lazy("Escalation"), _in_words, _recipients, _note_outcome)
)
