"""What allauth does by itself, written to the journal: its signals are the only place where this can be heard."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals as second_factor
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver

from minbar.foundation.journal.record import record


@receiver(account.user_logged_in)
def signed_in(user: Any, **_: Any) -> None:
    record(by=user, event="accounts.signed_in", subject=user)


@receiver(user_logged_out)
def signed_out(user: Any, **_: Any) -> None:
    if user is not None:
        record(by=user, event="accounts.signed_out", subject=user)


@receiver([account.password_changed, account.password_reset])
def password_changed(user: Any, **_: Any) -> None:
    record(by=user, event="accounts.password_changed", subject=user)


@receiver([second_factor.authenticator_added, second_factor.authenticator_reset])
def factor_added(request: Any, user: Any, authenticator: Any, **_: Any) -> None:
    record(
        by=user, event="accounts.second_factor_added", subject=user, changes={"kind": [None, str(authenticator.type)]}
    )
    # Who has just shown the new factor is not asked for it again on the way to the recovery codes.
    record_authentication(request, user, method="mfa", type=str(authenticator.type), reauthenticated=True)


@receiver(second_factor.authenticator_removed)
def factor_removed(user: Any, authenticator: Any, **_: Any) -> None:
    record(
        by=user,
        event="accounts.second_factor_removed",
        subject=user,
        changes={"kind": [str(authenticator.type), None]},
    )
