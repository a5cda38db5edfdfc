"""Letters of this room. They say that something waits, and nothing of a case; in the language of whoever gets them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def tell_of_opening(users: Iterable[User], *, late: bool = False) -> None:
    """Tell that a case was opened in an emergency and waits for review, once this is committed.

    That they were told stands in the database and on their first page; a mail server that is away changes neither.
    """
    letters = [_letter(user, late=late) for user in users]

    def send() -> None:
        for subject, text, address in letters:
            send_mail(subject, text, None, [address], fail_silently=True)

    transaction.on_commit(send, robust=True)


def _letter(user: User, *, late: bool) -> tuple[str, str, str]:
    with override(user.language):
        subject = _("A review is overdue") if late else _("Something waits for your review")
        return subject, _("Sign in to see it; nothing is said of it by letter."), user.email
