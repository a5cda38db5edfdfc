"""Who may enter allauth's views. Those before sign-in are open; the others belong to whoever is signed in."""

from __future__ import annotations

from minbar.foundation.access.routes import PACKAGE_ROUTES, Door, Rule

BEFORE_SIGN_IN = (
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "mfa_login_webauthn",
)
OF_THE_SIGNED_IN = (
    "account_change_password",
    "account_reauthenticate",
    "account_set_password",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
)


def declare() -> None:
    """Enter the rules in the table of routes."""
    PACKAGE_ROUTES.update({name: Rule(Door.OPEN, "It leads in.") for name in BEFORE_SIGN_IN})
    PACKAGE_ROUTES.update({name: Rule(Door.SIGNED_IN, "One's own account.") for name in OF_THE_SIGNED_IN})
