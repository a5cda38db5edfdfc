"""Asking for a new password: the same work, and so the same time, with and without an account."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ResetPasswordForm as PackageForm
from django.http import HttpRequest

from minbar.foundation.accounts.emails import PASSWORD_RESET
from minbar.foundation.notifications.outbox import notify


class ResetPasswordForm(PackageForm):  # type: ignore[misc]  # a package without types
    """Writes down that somebody asked; the worker makes the link and sends it, if there is an account."""

    def save(self, request: HttpRequest, **more: Any) -> str:
        notify(kind=PASSWORD_RESET, to=list(self.users))
        return str(self.cleaned_data["email"])
