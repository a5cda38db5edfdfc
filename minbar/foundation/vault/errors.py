"""Why a sealed value cannot be read. The messages name no value, no record and no key."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class Unreadable(Exception):
    """A sealed value cannot be read; the subclass says why."""

    message = _("This cannot be read.")

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or str(self.message))


class Tampered(Unreadable):
    """The ciphertext was altered, or was moved from another row, column or table."""

    message = _("This was altered in the database or moved from another record, and cannot be trusted.")


class Shredded(Unreadable):
    """The subject was erased: its half of the key is no longer anywhere."""

    message = _("This was erased and can never be read again.")


class KeyMissing(Unreadable):
    """The key is not here: the root key's file, a data key, or the subjects' half after a restore."""

    message = _("The key to this is not there. The administrator restores it as the operations guide says.")
