"""What this room writes: that something waits, and nothing of a case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minbar.foundation.notifications.kinds import Kind, Words, declare_kind
from minbar.foundation.notifications.models import Message
from minbar.foundation.notifications.outbox import notify

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def notify_of_opening(users: Iterable[User], *, late: bool = False) -> None:
    """Tell each that a case was opened in an emergency and waits for review, once this is committed.

    That they were told stands in the database and on their first page; a mail server that is away changes neither.
    """
    for user in users:
        notify(kind=REVIEW, to=user, context={"late": late})


def _in_words(message: Message, recipient: Any) -> Words:
    subject = _("A review is overdue") if message.context["late"] else _("Something waits for your review")
    return Words(subject, _("Sign in to see it; nothing is said of it by e-mail."))


REVIEW = declare_kind(Kind("casework.review", gettext_lazy("Review"), write=_in_words))
