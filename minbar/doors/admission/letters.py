"""Letters of the door, in the language of whoever receives them."""

from __future__ import annotations

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from minbar.foundation.accounts.models import Invitation


def send_invitation(invitation: Invitation, *, url: str) -> None:
    """Send the link, once the invitation is committed."""
    with override(invitation.language):
        subject = _("Your invitation to Minbar")
        text = render_to_string("admission/invitation_letter.txt", {"invitation": invitation, "url": url})
    transaction.on_commit(lambda: send_mail(subject, text, None, [invitation.email]))
