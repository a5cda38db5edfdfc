"""``minbar vault`` says how the keys stand, changes them, and hands out and takes back shares of the root."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pytest_django import Settings

from minbar.doors.cli import main
from minbar.foundation.sheets.models import Import
from minbar.foundation.vault import index, keyring, roots, rotation
from minbar.foundation.vault.errors import KeyMissing
from minbar.foundation.vault.index import declare_index
from minbar.foundation.vault.models import DataKey, RootKey, SubjectKey
from minbar.foundation.vault.resealing import Walled
from minbar.foundation.vault.rotation import AlreadyRunning, Unopened
from minbar.foundation.vault.subjects import new_subjects, shred

Command = Callable[..., Result]


@pytest.fixture(autouse=True)
def root_file(db: None, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault of the test's own."""
    settings.VAULT_KEY = tmp_path / "root.key"
    monkeypatch.setattr(keyring, "LEARNS_WITHIN", 0.0)
    monkeypatch.setattr(index, "_INDEXES", {})
    for model in (SubjectKey, DataKey, RootKey):
        model.objects.all().delete()
    keyring.lay_first_keys()
    return tmp_path / "root.key"


@pytest.fixture
def minbar(monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run the command within the test's own database."""
    monkeypatch.setattr(main, "database", nullcontext)
    return lambda *arguments, **options: CliRunner().invoke(main.cli, ["--language", "en", *arguments], **options)


def test_the_status_tells_where_the_root_is_and_that_shares_are_wanting(minbar: Command, root_file: Path) -> None:
    said = minbar("vault", "status")
    assert said.exit_code == 0
    assert f"The root key is at {root_file}." in said.output
    assert "It has no shares" in said.output
    minbar("vault", "shares")
    assert "It can be restored by 2 of 3 shares." in minbar("vault", "status").output


def test_the_status_fails_where_the_root_is_not_there(minbar: Command, root_file: Path) -> None:
    root_file.unlink()
    said = minbar("vault", "status")
    assert said.exit_code == 1
    assert f"The root key is NOT at {root_file}." in said.output


def test_the_status_as_json_counts_keys_values_and_subjects(minbar: Command, root_file: Path) -> None:
    declare_index("test.phone", why="a reason")
    one, _other = new_subjects(2)
    shred(one)
    stands = json.loads(minbar("vault", "status", "--json").output)
    assert stands["root"] == {"file": str(root_file), "there": True, "number": 1}
    assert [key["purpose"] for key in stands["keys"].values()] == ["seal", "index"]
    assert stands["subjects"] == {"live": 1, "shredded": 1}
    assert stands["indexes"] == {"test.phone": "a reason"}
    assert stands["values"]["sheets_import"] == {}
    assert stands["unfinished_rotation"] is None


def test_the_status_counts_sealed_values_by_their_key(minbar: Command) -> None:
    record = Import(file_name="file.xlsx", subject=new_subjects(1)[0])
    record.seal(content=b"abc")
    record.save()
    assert "sheets_import: 1 values under key 1." in minbar("vault", "status").output


def test_a_rotation_that_was_broken_off_is_in_the_status(minbar: Command) -> None:
    rotation.begin(DataKey.Purpose.SEAL)
    assert "not finished" in minbar("vault", "status").output
    assert minbar("vault", "rotate").exit_code == 0
    assert "not finished" not in minbar("vault", "status").output


def test_keys_are_changed_of_values_of_indexes_and_of_the_root(minbar: Command) -> None:
    declare_index("test.phone", why="a reason", rebuild=lambda: iter([10, 20]))
    new_subjects(1)
    assert "The key was changed" in minbar("vault", "rotate").output
    said = minbar("vault", "rotate", "--indexes")
    assert "The key was changed" in said.output
    said = minbar("vault", "rotate", "--root")
    assert "vault_subjectkey: 1 done, 0 left" in said.output
    assert "run minbar vault shares" in said.output
    assert set(DataKey.objects.filter(destroyed_at=None).values_list("purpose", "root")) == {("seal", 2), ("index", 2)}


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (AlreadyRunning(), "Another process"),
        (Walled("casework_case"), "casework_case is behind row security"),
        (Unopened([("casework_client", 5)]), "casework_client 5"),
        (KeyMissing("The key to this is not there."), "key to this is not there"),
    ],
)
def test_what_stops_a_rotation_is_said_in_a_sentence(
    minbar: Command, monkeypatch: pytest.MonkeyPatch, error: Exception, sentence: str
) -> None:
    def stop(**_options: Any) -> None:
        raise error

    monkeypatch.setattr("minbar.foundation.vault.rotation.rotate", stop)
    said = minbar("vault", "rotate")
    assert said.exit_code == 1
    assert sentence in said.output


def test_an_index_that_cannot_be_computed_anew_is_named_before_anything_is_changed(minbar: Command) -> None:
    declare_index("test.phone", why="a reason")
    said = minbar("vault", "rotate", "--indexes")
    assert said.exit_code == 1 and "test.phone" in said.output
    assert DataKey.objects.count() == 2


def test_shares_are_written_each_to_a_file_and_restore_the_root(
    minbar: Command, root_file: Path, tmp_path: Path
) -> None:
    assert minbar("vault", "shares", "--need", "2", "--of", "3", "--to", str(tmp_path / "out")).exit_code == 0
    files = sorted((tmp_path / "out").iterdir())
    assert [file.name for file in files] == ["share-1-of-3.txt", "share-2-of-3.txt", "share-3-of-3.txt"]
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in files)

    assert "too few" in minbar("vault", "recover", str(files[0])).output
    checked = minbar("vault", "recover", "--check", str(files[0]), str(files[2]))
    assert checked.exit_code == 0 and "restore the root key of this database" in checked.output
    root = roots.read(root_file)
    assert "there already" in minbar("vault", "recover", str(files[0]), str(files[2])).output
    root_file.unlink()
    assert minbar("vault", "recover", str(files[0]), str(files[2])).exit_code == 0
    assert roots.read(root_file) == root


def test_files_of_former_shares_are_not_written_over(minbar: Command, tmp_path: Path) -> None:
    minbar("vault", "shares", "--to", str(tmp_path / "out"))
    first = (tmp_path / "out" / "share-1-of-3.txt").read_text()
    assert minbar("vault", "shares", "--to", str(tmp_path / "out")).exit_code == 1
    assert (tmp_path / "out" / "share-1-of-3.txt").read_text() == first


def test_counts_that_protect_nothing_are_refused(minbar: Command) -> None:
    said = minbar("vault", "shares", "--need", "1", "--of", "3")
    assert said.exit_code == 1 and "At least 2 shares" in said.output


def test_shares_are_typed_in_one_by_one_and_a_slip_is_asked_for_again(minbar: Command, root_file: Path) -> None:
    printed = minbar("vault", "shares").output.splitlines()
    shares = [line for line in printed if len(line.split()) == 33]
    assert len(shares) == 3
    root = roots.read(root_file)
    root_file.unlink()
    said = minbar("vault", "recover", input=f"{shares[2]}\nnot a share\n{shares[0]}\n")
    assert "Shares still needed: 1" in said.output
    assert "misspelled" in said.output
    assert "The root key is restored." in said.output
    assert roots.read(root_file) == root
