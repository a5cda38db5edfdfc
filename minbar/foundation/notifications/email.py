"""E-mail, the first channel. Without a server for it messages are written to files, which nothing calls sent."""

from __future__ import annotations

from smtplib import SMTPRecipientsRefused
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext_lazy as _

from minbar.foundation.notifications.channels import Channel, Parcel, Refused, declare_channel

EMAIL: Final = "email"
#: From here on a mail server's refusal is for good.
PERMANENT: Final = 500


def send(parcel: Parcel) -> None:
    """Hand an e-mail to the server."""
    domain = urlsplit(settings.SITE_ADDRESS).hostname
    headers = {"Message-ID": f"<{parcel.identifier}@{domain}>", "Auto-Submitted": "auto-generated"}
    try:
        EmailMessage(parcel.subject, parcel.text, None, [parcel.address], headers=headers).send()
    except SMTPRecipientsRefused as problem:
        if all(code >= PERMANENT for code, _reason in problem.recipients.values()):
            raise Refused from None  # its text names the recipient
        raise


def has_server() -> bool:
    """Whether e-mail leaves the machine."""
    return not settings.EMAIL_BACKEND.startswith("django.core.mail.backends.filebased")


declare_channel(
    Channel(EMAIL, _("E-mail"), address_of=lambda recipient: recipient.email, send=send, delivers=has_server)
)
