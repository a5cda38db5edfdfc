"""Whatever is done to the journal behind its back is found, by a program that needs only the standard library (S11)."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from minbar.foundation.journal import verifier
from minbar.foundation.journal.checkpoints import checkpoints, make_checkpoint, public_key
from minbar.foundation.journal.export import exported_entries, write_export
from minbar.foundation.journal.models import Entry
from minbar.foundation.journal.record import JournalEvent, record_many
from minbar.foundation.journal.verifier import GENESIS, Report, content_digest, link, signature_is_valid, verify
from tests.cast import Cast

LENGTH = 12
AWKWARD = ['أحمد "الخالد"', "tab\there", "back\\slash", "line\nend", "\\N", "\u2028\u0000x", "ığüşöç"]


@pytest.fixture
def journal(cast: Cast) -> list[Entry]:
    """Twelve entries of two actors with text that is awkward to copy; the last is in a signed checkpoint."""
    half = [
        JournalEvent(f"test.number_{n}", f"test.thing:{n}", {"name": [None, text]}) for n, text in enumerate(AWKWARD)
    ]
    record_many(by=cast.editor, events=half)
    record_many(by=None, events=[JournalEvent("test.rest", "a\tb\\c\nd") for _ in range(LENGTH - len(half))])
    make_checkpoint()
    return list(Entry.objects.all())


def verified() -> Report:
    return verify(exported_entries(), checkpoints(), public_key())


def as_superuser(statement: str, parameters: list[Any] | None = None) -> None:
    """What someone does who may go around the trigger."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, parameters)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def test_an_untouched_journal_is_whole(journal: list[Entry]) -> None:
    report = verified()
    assert (report.findings, report.entries, report.checkpoints) == ([], LENGTH, 1)
    assert [entry.changes["name"][1] for entry in journal[: len(AWKWARD)]] == AWKWARD


@pytest.mark.parametrize("sequence", range(1, LENGTH + 1))
@pytest.mark.parametrize(
    "edit",
    [
        "actor = 'somebody else'",
        "action = action || 'x'",
        "subject = 'test.thing:0x'",
        "at = at + interval '1 microsecond'",
        "content = '{\"x\":1}'",
        "salt = decode('00112233445566778899aabbccddeeff', 'hex')",
        "hash = decode(repeat('ab', 32), 'hex')",
        "sequence = 1000",
    ],
)
def test_an_edit_of_any_column_of_any_row_is_found(journal: list[Entry], sequence: int, edit: str) -> None:
    as_superuser(f"UPDATE journal_entry SET {edit} WHERE sequence = %s", [sequence])
    assert not verified().whole


@pytest.mark.parametrize("sequence", range(1, LENGTH + 1))
def test_the_removal_of_any_row_is_found(journal: list[Entry], sequence: int) -> None:
    as_superuser("DELETE FROM journal_entry WHERE sequence = %s", [sequence])
    assert not verified().whole


@pytest.mark.parametrize("sequence", range(1, LENGTH))
def test_the_removal_of_any_row_is_found_when_the_rest_is_renumbered(journal: list[Entry], sequence: int) -> None:
    as_superuser("DELETE FROM journal_entry WHERE sequence = %s", [sequence])
    as_superuser("UPDATE journal_entry SET sequence = -sequence WHERE sequence > %s", [sequence])
    as_superuser("UPDATE journal_entry SET sequence = -sequence - 1 WHERE sequence < 0")
    assert not verified().whole


@pytest.mark.parametrize("sequence", range(1, LENGTH))
def test_a_swap_of_neighbours_is_found(journal: list[Entry], sequence: int) -> None:
    for old, new in ((sequence, -1), (sequence + 1, sequence), (-1, sequence + 1)):
        as_superuser("UPDATE journal_entry SET sequence = %s WHERE sequence = %s", [new, old])
    assert not verified().whole


@pytest.mark.parametrize("kept", range(LENGTH))
def test_a_journal_cut_off_anywhere_is_found_by_its_checkpoint(journal: list[Entry], kept: int) -> None:
    as_superuser("DELETE FROM journal_entry WHERE sequence > %s", [kept])
    assert [finding.problem for finding in verified().findings] == ["head"]


@pytest.mark.parametrize("sequence", range(1, LENGTH + 1))
def test_a_journal_written_anew_from_any_row_is_found_by_its_checkpoint(journal: list[Entry], sequence: int) -> None:
    entries = list(exported_entries())
    entries[sequence - 1]["actor"] = "somebody else"
    previous = GENESIS
    for entry in entries:
        digest = content_digest(bytes.fromhex(entry["salt"]), entry["content"])
        previous = entry["hash"] = link(entry, digest, previous)
    assert verify(entries).whole  # the chain alone does not show it
    assert [finding.problem for finding in verify(entries, checkpoints(), public_key()).findings] == ["rewritten"]


def test_a_checkpoint_signed_by_another_key_is_found(journal: list[Entry]) -> None:
    (mark,) = checkpoints()
    message = verifier.checkpoint_message(mark["sequence"], mark["hash"], mark["at"])
    forged = mark | {"signature": Ed25519PrivateKey.generate().sign(message).hex()}
    report = verify(exported_entries(), [forged], public_key())
    assert [finding.problem for finding in report.findings] == ["signature"]


def test_without_content_the_chain_is_verified_all_the_same(journal: list[Entry]) -> None:
    entries = list(exported_entries(with_content=False))
    assert verify(entries, checkpoints(), public_key()).whole
    assert "الخالد" not in json.dumps(entries, ensure_ascii=False)


def test_the_verifier_imports_nothing_but_the_standard_library() -> None:
    tree = ast.parse(Path(verifier.__file__).read_text())
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names


@pytest.mark.parametrize(("spoil", "status"), [(lambda text: text, 0), (lambda text: text.replace("rest", "resp"), 1)])
def test_the_verifier_runs_alone(
    journal: list[Entry], tmp_path: Path, spoil: Callable[[str], str], status: int
) -> None:
    alone = shutil.copy(verifier.__file__, tmp_path / "verifier.py")
    exported = tmp_path / "journal.jsonl"
    with exported.open("w") as file:
        write_export(file)
    exported.write_text(spoil(exported.read_text()))
    command = [sys.executable, "-I", "-S", alone, exported, "--checkpoints", tmp_path / "checkpoints"]
    done = subprocess.run(
        [*command, "--key", public_key().hex()], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (status, "")


@given(message=st.binary(max_size=200), flip=st.integers(0, 64 * 8 - 1))
def test_signatures_are_judged_as_the_cryptography_library_judges_them(message: bytes, flip: int) -> None:
    key = Ed25519PrivateKey.generate()
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    spoilt = bytearray(signature)
    spoilt[flip // 8] ^= 1 << flip % 8
    assert signature_is_valid(public, message, signature)
    assert not signature_is_valid(public, message, bytes(spoilt))
    assert not signature_is_valid(public, message + b"x", signature)


def test_the_vector_of_rfc_8032_is_accepted() -> None:
    """Section 7.1, test 3."""
    assert signature_is_valid(
        bytes.fromhex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"),
        bytes.fromhex("af82"),
        bytes.fromhex(
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
            "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    )
