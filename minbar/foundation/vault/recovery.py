"""The root key split among holders: any ``need`` of ``of`` shares restore it, fewer tell nothing (SLIP-39).

A share is 33 words. Each holder keeps one, on paper, away from the others and from the server.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from shamir_mnemonic import MnemonicError, generate_mnemonics
from shamir_mnemonic.recovery import RecoveryState
from shamir_mnemonic.share import Share

from minbar.foundation.journal.record import record
from minbar.foundation.vault import keyring, roots
from minbar.foundation.vault.models import RootKey
from minbar.foundation.vault.roots import Root

FEWEST: Final = 2
MOST: Final = 16


class SharesRefused(Exception):
    """The shares do not restore this vault's root; the message says why, in the reader's language."""


def make_shares(*, need: int, of: int) -> list[str]:
    """Split the present root into ``of`` shares; former shares stay valid until the root is rotated.

    Raises:
        ValueError: unless 2 ≤ need ≤ of ≤ 16.
        KeyMissing: there is no root key.
    """
    if not FEWEST <= need <= of <= MOST:
        raise ValueError(_("At least 2 shares are needed, and at most 16 made."))
    root = keyring.current_root()
    shares: list[str]
    (shares,) = generate_mnemonics(1, [(need, of)], root.key)
    now = timezone.now()
    RootKey.objects.filter(number=root.number).update(shares_needed=need, shares_made=of, shares_made_at=now)
    record(by=None, event="vault.shares_made")
    return shares


class Recovery:
    """Shares as they come in, one by one."""

    def __init__(self) -> None:
        self._state = RecoveryState()

    def add(self, words: str) -> None:
        """Take one share.

        Raises:
            SharesRefused: its words are wrong, it was given already, or it is of another set.
        """
        try:
            share = Share.from_mnemonic(" ".join(words.lower().split()))
        except (MnemonicError, ValueError):
            raise SharesRefused(_("These are not the words of a share: one of them may be misspelled.")) from None
        if share in self._state:
            raise SharesRefused(_("This share was given already."))
        try:
            self._state.add_share(share)
        except MnemonicError:
            raise SharesRefused(_("This share is of another set than those before it.")) from None

    @property
    def missing(self) -> int | None:
        """How many shares are still needed; None before the first."""
        if self._state.last_share is None:
            return None
        given, needed = self._state.group_status(self._state.last_share.group_index)
        return max(int(needed) - int(given), 0)

    def root(self) -> Root:
        """The root, once enough shares are in, proved against the database.

        Raises:
            SharesRefused: they are too few, or of another vault, or of a root that has been changed since.
        """
        if not self._state.is_complete():
            raise SharesRefused(_("These shares are too few."))
        try:
            key = self._state.recover(b"")
        except MnemonicError:
            raise SharesRefused(_("These shares do not belong together.")) from None
        for row in RootKey.objects.order_by("-number"):
            root = Root(row.number, key)
            if root.matches(bytes(row.check_value)):
                return root
        raise SharesRefused(_("These shares are of another root key than this database's."))


def root_of(shares: Iterable[str]) -> Root:
    """The root that ``shares`` restore.

    Raises:
        SharesRefused: they do not.
    """
    recovery = Recovery()
    for share in shares:
        recovery.add(share)
    return recovery.root()


def restore(root: Root) -> None:
    """Write ``root`` where the vault expects it.

    Raises:
        FileExistsError: a file is there; move it away first, so that nothing is lost by mistake.
    """
    roots.write(root, roots.path())
    keyring.forget()
    record(by=None, event="vault.root_recovered")
