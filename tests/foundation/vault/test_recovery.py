"""The root key comes back from enough of its shares, and from no fewer."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from shamir_mnemonic import EncryptedMasterSecret, split_ems

from minbar.foundation.vault import keyring, roots
from minbar.foundation.vault.models import RootKey
from minbar.foundation.vault.recovery import Recovery, SharesRefused, make_shares, restore, root_of
from minbar.foundation.vault.root_rotation import rotate_root
from tests.builders.sealed import write


def test_one_holder_fails_and_any_two_of_three_succeed(own_vault: Path) -> None:
    note = write("محفوظ")
    root = roots.read(own_vault)
    shares = make_shares(need=2, of=3)
    own_vault.unlink()
    keyring.forget()
    for share in shares:
        with pytest.raises(SharesRefused):
            root_of([share])
    for pair in combinations(shares, 2):
        assert root_of(pair) == root
    restore(root_of(shares[1:]))
    assert roots.read(own_vault) == root
    assert note.reveal("body") == "محفوظ"


def test_a_share_alone_holds_nothing_of_the_key(own_vault: Path) -> None:
    key = keyring.current_root().key
    shares = make_shares(need=3, of=5)
    assert len({*shares}) == 5 and all(len(share.split()) == 33 for share in shares)
    assert all(key.hex() not in share for share in shares)
    with pytest.raises(SharesRefused):
        root_of(shares[:2])


def test_how_many_shares_there_are_is_known_afterwards(own_vault: Path) -> None:
    make_shares(need=2, of=3)
    root = RootKey.objects.get()
    assert (root.shares_needed, root.shares_made) == (2, 3)


@pytest.mark.parametrize(("need", "of"), [(1, 3), (4, 3), (2, 17), (0, 0)])
def test_counts_that_protect_nothing_are_refused(own_vault: Path, need: int, of: int) -> None:
    with pytest.raises(ValueError, match="2"):
        make_shares(need=need, of=of)


def test_a_share_is_taken_as_people_type_it_and_a_slip_is_noticed(own_vault: Path) -> None:
    first, second, _third = make_shares(need=2, of=3)
    recovery = Recovery()
    assert recovery.missing is None
    with pytest.raises(SharesRefused, match="misspelled"):
        recovery.add(first.replace(first.split()[10], "zebra"))
    with pytest.raises(SharesRefused, match="misspelled"):
        recovery.add("")
    recovery.add("  " + first.upper().replace(" ", "\n"))
    assert recovery.missing == 1
    with pytest.raises(SharesRefused, match="already"):
        recovery.add(first)
    recovery.add(second)
    assert recovery.missing == 0
    assert recovery.root() == keyring.current_root()


def test_shares_of_different_sets_do_not_mix(own_vault: Path) -> None:
    one, other = make_shares(need=2, of=3), make_shares(need=2, of=3)
    with pytest.raises(SharesRefused, match="another set"):
        root_of([one[0], other[1]])


def test_shares_under_one_name_that_do_not_fit_together_are_refused(own_vault: Path) -> None:
    one, other = (EncryptedMasterSecret.from_master_secret(bytes([n]) * 32, b"", 5, True, 0) for n in (1, 2))
    shares = [split_ems(1, [(2, 2)], secret)[0][place].mnemonic() for place, secret in enumerate((one, other))]
    with pytest.raises(SharesRefused, match="do not belong together"):
        root_of(shares)


def test_shares_of_a_root_that_was_changed_restore_nothing(own_vault: Path) -> None:
    shares = make_shares(need=2, of=3)
    rotate_root()
    with pytest.raises(SharesRefused, match="another root"):
        root_of(shares)


def test_a_root_that_is_there_is_not_written_over(own_vault: Path) -> None:
    shares = make_shares(need=2, of=2)
    with pytest.raises(FileExistsError):
        restore(root_of(shares))
