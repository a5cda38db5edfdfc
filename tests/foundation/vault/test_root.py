"""The root key: made once, never silently anew, changed without losing what it wraps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

from minbar.foundation.vault import keyring, root_rotation, roots
from minbar.foundation.vault.errors import KeyMissing, Tampered
from minbar.foundation.vault.models import DataKey, RootKey, RotationStep, SubjectKey
from minbar.foundation.vault.root_rotation import rotate_root
from minbar.foundation.vault.rotation import Progress, rotate
from minbar.foundation.vault.subjects import new_subject, new_subjects, shred
from tests.builders.sealed import Note, write


def test_the_file_is_its_owners_alone(own_vault: Path) -> None:
    assert own_vault.stat().st_mode & 0o777 == 0o600
    assert own_vault.parent.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in own_vault.parent.iterdir()] == ["root.key"]


def test_a_missing_file_is_said_and_never_made_anew_over_keys_that_are_there(own_vault: Path) -> None:
    note = write("text")
    own_vault.unlink()
    keyring.forget()
    keyring.lay_first_keys()
    assert not own_vault.exists()
    for use in (lambda: note.reveal("body"), new_subject, keyring.current):
        with pytest.raises(KeyMissing, match=str(own_vault)):
            use()


def test_the_root_of_another_vault_opens_nothing(own_vault: Path) -> None:
    note = write("text")
    own_vault.unlink()
    roots.write(roots.new_root(1), own_vault)
    keyring.forget()
    with pytest.raises(KeyMissing):
        note.reveal("body")


@pytest.mark.parametrize("content", [b"", b"minbar root 1 abc", b"\xff\xfe", b"minbar root x " + b"0" * 64])
def test_a_file_that_is_no_root_key_is_named(own_vault: Path, content: bytes) -> None:
    own_vault.write_bytes(content)
    keyring.forget()
    with pytest.raises(KeyMissing, match=str(own_vault)):
        keyring.current()


def test_a_root_that_is_there_already_is_used_for_a_new_database(own_vault: Path) -> None:
    before = roots.read(own_vault)
    DataKey.objects.all().delete()
    RootKey.objects.all().delete()
    keyring.lay_first_keys()
    assert roots.read(own_vault) == before == keyring.current_root()


def test_two_processes_that_make_the_first_root_agree_on_one(own_vault: Path) -> None:
    first = roots.read(own_vault)
    with pytest.raises(FileExistsError):
        roots.write(roots.new_root(1), own_vault)
    assert keyring._first_root() == first
    assert [path.name for path in own_vault.parent.iterdir()] == ["root.key"]


def test_an_empty_vault_says_that_keys_are_missing(own_vault: Path) -> None:
    for purpose in DataKey.Purpose:
        DataKey.objects.filter(purpose=purpose).delete()
        keyring.forget()
        with pytest.raises(KeyMissing):
            keyring.current(purpose)
    RootKey.objects.all().delete()
    keyring.forget()
    with pytest.raises(KeyMissing):
        keyring.current()


def test_a_data_key_under_a_root_that_is_not_at_hand_is_missing(own_vault: Path) -> None:
    elsewhere = RootKey.objects.create(number=0, check_value=bytes(32))
    DataKey.objects.update(root=elsewhere)
    keyring.forget()
    with pytest.raises(KeyMissing):
        keyring.current()


def test_a_wrapped_key_moved_to_another_number_or_subject_is_refused(own_vault: Path) -> None:
    one, other = SubjectKey.objects.filter(subject__in=new_subjects(2))
    SubjectKey.objects.filter(pk=one.pk).update(half=other.half)
    with pytest.raises(Tampered):
        Note(subject=one.subject).seal(body="text")
    seal, index = DataKey.objects.order_by("number")
    DataKey.objects.filter(pk=seal.pk).update(wrapped=index.wrapped)
    keyring.forget()
    with pytest.raises(Tampered):
        keyring.current()


def test_a_key_that_others_may_read_is_warned_of(own_vault: Path) -> None:
    def warned() -> bool:
        return any(message.id == "vault.W001" for message in run_checks(include_deployment_checks=True))

    assert not warned()
    own_vault.chmod(0o640)
    assert warned()


def test_a_changed_root_reads_everything_and_the_former_one_nothing(own_vault: Path) -> None:
    note, erased = write("قبل"), write("gone")
    shred(erased.subject)
    former = own_vault.read_text()
    told: list[Progress] = []

    rotate_root(tell=told.append)

    assert [(line.done, line.left) for line in told] == [(1, 1)]
    assert list(RootKey.objects.values_list("number", flat=True)) == [2]
    assert [path.name for path in own_vault.parent.iterdir()] == ["root.key"]
    keyring.forget()
    assert Note.objects.get(pk=note.pk).reveal("body") == "قبل"
    assert SubjectKey.objects.get(pk=erased.subject).half is None
    own_vault.write_text(former)
    keyring.forget()
    with pytest.raises(KeyMissing):
        Note.objects.get(pk=note.pk).reveal("body")


def test_a_root_can_be_changed_after_data_keys_were_destroyed(own_vault: Path) -> None:
    note = write("text")
    rotate(models=[Note])
    rotate_root()
    keyring.forget()
    assert Note.objects.get(pk=note.pk).reveal("body") == "text"


class Died(BaseException):
    """Stands for a process that was killed."""


@pytest.mark.parametrize(
    "moment", ["_rewrap_data_keys", "_rewrap_halves", "_forget_former", "roots.succeed", "RootKey.objects.create"]
)
def test_a_change_of_root_that_was_broken_off_reads_on_and_is_taken_up(
    own_vault: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    note = write("text")

    def die(*_arguments: Any, **_options: Any) -> None:
        raise Died

    with monkeypatch.context() as patch:
        patch.setattr(f"minbar.foundation.vault.root_rotation.{moment}", die)
        with pytest.raises(Died):
            rotate_root()
    keyring.forget()
    assert Note.objects.get(pk=note.pk).reveal("body") == "text"
    assert Note(subject=new_subject()).subject

    assert rotate_root().number == 2
    keyring.forget()
    assert Note.objects.get(pk=note.pk).reveal("body") == "text"
    assert [path.name for path in own_vault.parent.iterdir()] == ["root.key"]


def test_a_successor_of_another_vault_is_refused(own_vault: Path) -> None:
    roots.write(roots.new_root(7), roots.next_path())
    with pytest.raises(KeyMissing):
        rotate_root()


def test_a_half_wrapped_under_the_former_root_at_the_last_moment_is_wrapped_anew(
    own_vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = write("text")
    late = SubjectKey.objects.get(pk=note.subject)
    forget: Callable[..., None] = root_rotation._forget_former

    def straggle(successor: roots.Root) -> None:
        monkeypatch.setattr(root_rotation, "_forget_former", forget)
        late.save()
        forget(successor)

    monkeypatch.setattr(root_rotation, "_forget_former", straggle)
    rotate_root()
    keyring.forget()
    assert Note.objects.get(pk=note.pk).reveal("body") == "text"


def test_a_process_that_knows_only_the_former_root_learns_of_the_new_one(own_vault: Path) -> None:
    note = write("text")
    ring = keyring._ring
    rotate_root()
    keyring._ring = ring
    assert Note.objects.get(pk=note.pk).reveal("body") == "text"
    with pytest.raises(KeyMissing):
        keyring.root_key(99)


def test_a_root_that_is_changed_between_the_looks_at_files_and_database_is_looked_for_again(
    own_vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note, look = write("text"), roots.roots
    seen = [look()]
    rotate_root()
    keyring.forget()
    monkeypatch.setattr(roots, "roots", lambda: seen.pop() if seen else look())
    assert Note.objects.get(pk=note.pk).reveal("body") == "text"


def test_of_a_changed_root_nothing_is_left_that_a_killed_process_had_begun_to_write(own_vault: Path) -> None:
    begun = own_vault.with_name(f".{own_vault.name}.1a2b3c4d")
    begun.write_text(own_vault.read_text())
    rotate_root()
    assert [path.name for path in own_vault.parent.iterdir()] == ["root.key"]


def test_the_file_can_be_anywhere_that_the_setting_names(own_vault: Path, settings: Settings, tmp_path: Path) -> None:
    settings.VAULT_KEY = tmp_path / "elsewhere.key"
    own_vault.replace(settings.VAULT_KEY)
    keyring.forget()
    assert keyring.current_root().number == 1


def test_rows_of_keys_name_themselves_by_number(own_vault: Path) -> None:
    done = rotate(models=[Note])
    note = write("text")
    step = RotationStep(rotation=done, table="casework_client", done=5)
    rows = [RootKey.objects.get(), DataKey.objects.get(number=1), done, step, SubjectKey.objects.get(pk=note.subject)]
    assert [str(row) for row in rows] == ["1", "1 (sealing values)", "3", "casework_client: 5", str(note.subject)]
