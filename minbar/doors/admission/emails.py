"""The invitation to an account, in the language of whoever is invited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minbar.foundation.accounts.models import Invitation
from minbar.foundation.notifications.email import EMAIL, has_server
from minbar.foundation.notifications.kinds import Kind, Words, declare_kind
from minbar.foundation.notifications.models import Message
from minbar.foundation.notifications.outbox import notify, site_address
from minbar.foundation.notifications.recipients import Outsider
from minbar.foundation.notifications.sealing import secret_of


def send_invitation(invitation: Invitation, *, token: str) -> None:
    """Send the link, once the invitation is committed; its token lies sealed until then."""
    notify(kind=INVITATION, about=invitation.uid, secret={"token": token}, channel=EMAIL)


def written_to_file() -> str:
    """What whoever invites must know where no e-mail leaves the machine; else ""."""
    if has_server():
        return ""
    return _("No mail server is set, so nothing was sent: the link is in a file in the data directory. Pass it on.")


def _invited(message: Message) -> Sequence[Outsider]:
    found = Invitation.objects.filter(uid=message.subject)
    return [Outsider(invitation.email, invitation.language) for invitation in found]


def _in_words(message: Message, recipient: Any) -> Words | None:
    invitation = Invitation.objects.get(uid=message.subject)
    if not invitation.is_open:
        return None
    url = site_address(reverse("admission:accept", args=[secret_of(message)["token"]]))
    text = render_to_string("admission/invitation_email.txt", {"invitation": invitation, "url": url})
    return Words(_("Your invitation to Minbar"), text)


INVITATION = declare_kind(
    Kind("admission.invitation", gettext_lazy("Invitation"), write=_in_words, recipients=_invited)
)
