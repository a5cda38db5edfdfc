"""``minbar journal`` tells whether the journal is whole, in words and as JSON, and by its exit status."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from minbar.doors.cli import main
from minbar.foundation.access.roles import Role
from minbar.foundation.accounts.invitations import open_invitation
from minbar.foundation.accounts.models import User
from minbar.foundation.journal.checkpoints import last_checkpoint
from minbar.foundation.journal.record import record
from minbar.foundation.journal.tasks import sign_the_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def minbar(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run the command within the test's own database."""
    monkeypatch.setattr(main, "database", nullcontext)
    return lambda *arguments, **options: CliRunner().invoke(main.cli, ["--language", "en", *arguments], **options)


def test_a_whole_journal_is_verified(minbar: Callable[..., Result]) -> None:
    record(by=None, event="test.done")
    minbar("journal", "checkpoint")
    done = minbar("journal", "verify", "--json")
    outcome = {"whole": True, "entries": 1, "last": 1, "checkpoints": 1, "beyond": 0, "findings": []}
    assert (done.exit_code, json.loads(done.output)) == (0, outcome)


def test_an_altered_journal_is_told_with_the_entry(minbar: Callable[..., Result]) -> None:
    record(by=None, event="test.done")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica; UPDATE journal_entry SET action = 'test.other'")
    done = minbar("journal", "verify")
    assert done.exit_code == 1
    assert "Entry 1" in done.output and "NOT whole" in done.output


def test_how_far_checkpoints_reach_is_told(minbar: Callable[..., Result]) -> None:
    record(by=None, event="test.done")
    unsigned = minbar("journal", "verify")
    assert unsigned.exit_code == 2
    assert "No checkpoint vouches" in unsigned.output
    minbar("journal", "checkpoint")
    record(by=None, event="test.done")
    record(by=None, event="test.done")
    done = minbar("journal", "verify")
    assert done.exit_code == 0
    assert "beyond the last checkpoint: 2." in done.output


def test_since_the_last_checkpoint_only_what_came_after_is_read(minbar: Callable[..., Result]) -> None:
    for _number in range(3):
        record(by=None, event="test.done")
    minbar("journal", "checkpoint")
    record(by=None, event="test.done")
    done = minbar("journal", "verify", "--since-checkpoint", "--json")
    outcome = {"whole": True, "entries": 2, "last": 4, "checkpoints": 1, "beyond": 1, "findings": []}
    assert (done.exit_code, json.loads(done.output)) == (0, outcome)


@pytest.mark.parametrize(
    ("harm", "problem"),
    [
        ("UPDATE journal_entry SET action = 'test.other' WHERE sequence = 3", "link"),
        ("UPDATE journal_entry SET hash = decode(repeat('00', 32), 'hex') WHERE sequence = 2", "rewritten"),
        ("DELETE FROM journal_entry WHERE sequence >= 2", "head"),
    ],
)
def test_what_was_altered_since_the_last_checkpoint_is_found(
    minbar: Callable[..., Result], harm: str, problem: str
) -> None:
    record(by=None, event="test.done")
    record(by=None, event="test.done")
    minbar("journal", "checkpoint")
    record(by=None, event="test.done")
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL session_replication_role = replica; {harm}")
    done = minbar("journal", "verify", "--since-checkpoint", "--json")
    assert done.exit_code == 1
    assert problem in [finding["problem"] for finding in json.loads(done.output)["findings"]]


def test_the_day_is_signed_once() -> None:
    assert last_checkpoint() is None
    sign_the_day()
    assert last_checkpoint() is None  # nothing to sign
    record(by=None, event="test.done")
    sign_the_day()
    signed = last_checkpoint()
    assert signed is not None
    assert signed["sequence"] == 1
    sign_the_day()
    assert last_checkpoint() == signed


def test_an_export_has_one_entry_a_line_and_can_leave_out_what_changed(
    minbar: Callable[..., Result], tmp_path: Path
) -> None:
    record(by=None, event="test.done", changes={"name": [None, "canary"]})
    minbar("journal", "export", str(tmp_path / "all.jsonl"))
    minbar("journal", "export", "--without-content", str(tmp_path / "bare.jsonl"))
    assert "canary" in (tmp_path / "all.jsonl").read_text()
    assert "canary" not in (tmp_path / "bare.jsonl").read_text()
    assert json.loads((tmp_path / "bare.jsonl").read_text())["sequence"] == 1


def test_createadmin_asks_for_a_password_and_refuses_a_weak_one(minbar: Callable[..., Result]) -> None:
    options = ["createadmin", "--email", "first@example.org", "--name", "First"]
    assert minbar(*options, input="12345678\n12345678\n").exit_code == 1
    assert not User.objects.exists()
    assert minbar(*options, input="a-long-word-77\na-long-word-77\n").exit_code == 0
    assert User.objects.get().roles_held() == [(Role.ADMINISTRATOR.value, "")]


def test_createadmin_can_print_an_invitation_instead(minbar: Callable[..., Result]) -> None:
    done = minbar("createadmin", "--email", "first@example.org", "--name", "First", "--invite")
    token = done.output.strip().splitlines()[-1].rstrip("/").rpartition("/")[2]
    assert open_invitation(token).roles == [Role.ADMINISTRATOR.value]
