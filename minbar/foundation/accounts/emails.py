"""What accounts are written: a link to choose a new password, and what was changed about how somebody signs in."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.notifications.kinds import Kind, Words, declare_kind
from minbar.foundation.notifications.models import Message
from minbar.foundation.notifications.outbox import site_address
from minbar.foundation.notifications.sealing import secret_of


def _link_in_words(message: Message, account: Any) -> Words:
    """The link is made now, and is kept nowhere."""
    key = {"uidb36": user_pk_to_url_str(account), "key": default_token_generator.make_token(account)}
    url = site_address(reverse("account_reset_password_from_key", kwargs=key))
    subject = render_to_string("account/email/password_reset_key_subject.txt").strip()
    return Words(subject, render_to_string("account/email/password_reset_key_message.txt", {"password_reset_url": url}))


def _as_written(message: Message, account: Any) -> Words | None:
    written = secret_of(message)
    return Words(written["subject"], written["text"]) if written else None


#: Anybody may ask for it in anybody's name: where there is no such account, nothing is left of it.
PASSWORD_RESET = declare_kind(
    Kind("accounts.password_reset", _("Link to a new password"), write=_link_in_words, unnoticed=True)
)
SIGN_IN_CHANGED = declare_kind(
    Kind("accounts.sign_in_changed", _("Change to how somebody signs in"), write=_as_written)
)
