"""Where allauth asks Minbar: nobody signs up uninvited; secrets are encrypted; e-mails go by the outbox."""

from __future__ import annotations

import base64
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest

from minbar.foundation.accounts.emails import SIGN_IN_CHANGED
from minbar.foundation.accounts.middleware import STARTED
from minbar.foundation.accounts.models import User
from minbar.foundation.notifications.outbox import notify


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # a package without types
    """Accounts are made by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Whoever has just signed in for the first time is not asked again before setting up a second factor."""
        request = context.request
        started = request.session.get(STARTED, 0)
        just_signed_in = time.time() - started < app_settings.REAUTHENTICATION_TIMEOUT
        if app == "allauth.mfa" and just_signed_in and not request.user.has_second_factor():
            return False
        return bool(super().is_reauthentication_required(app=app, **more))

    def format_email_subject(self, subject: str) -> str:
        return str(subject)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put it into words now, while the request is known that changed something; the worker sends it."""
        written = self.render_mail(template_prefix, email, {"email": email, **context})
        account = User.objects.filter(email__iexact=email)
        notify(kind=SIGN_IN_CHANGED, to=account, secret={"subject": written.subject, "text": str(written.body)})


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # a package without types
    """Keeps the secrets of second factors encrypted, under a key that is derived from SECRET_KEY.

    After SECRET_KEY is changed, its former value belongs in SECRET_KEY_FALLBACKS, or every TOTP must be set up anew.
    """

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(str(key))) for key in keys])


def _derived(secret: str) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"minbar second factors")
    return base64.urlsafe_b64encode(derivation.derive(secret.encode()))
