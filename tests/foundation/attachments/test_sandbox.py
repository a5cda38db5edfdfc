"""A process that reads a stranger's file and is taken over by it reaches nothing of ours."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from minbar.foundation.attachments import checking
from minbar.foundation.attachments.checking import check
from minbar.foundation.attachments.confinement import UNLOCKED, environment
from minbar.foundation.attachments.problems import NotTaken
from minbar.foundation.attachments.sandbox import landlock, lock
from minbar.foundation.sheets.reading import workbook
from minbar.foundation.sheets.reading.workbook import Unreadable, read_workbook

SECRETS = ("SECRET_KEY", "MINBAR_VAULT_KEY", "DATABASE_URL")
#: An account that owns what it is after, as where the server does not run as root.
SOMEBODY = 65532
PARSER = ("-P", "-m", "tests.foundation.attachments.taken_over")
ROOT = os.geteuid() == 0


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[dict[str, Any]]:
    """All that the parser tries to reach; every bit of it is there."""
    directory = tmp_path / "data"
    (directory / "vault").mkdir(parents=True)
    names = ("vault/root.key", "secret_key", "checkpoint_key")
    for name in names:
        (directory / name).write_text("canary")
        (directory / name).chmod(0o600)
    for name in SECRETS:
        monkeypatch.setenv(name, "canary")
    with socket.socket(socket.AF_UNIX) as database, socket.socket() as service:
        os.chdir(directory)  # a socket's path may have 107 bytes
        database.bind("db")
        database.listen()
        service.bind(("127.0.0.1", 0))
        service.listen()
        kept_open = os.open(directory / names[0], os.O_RDONLY)
        os.set_inheritable(kept_open, True)
        yield {
            "files": [str(directory / name) for name in names],
            "directory": str(directory),
            "database": str(directory / "db"),
            "port": service.getsockname()[1],
            "parent": os.getpid(),
            "secrets": SECRETS,
        }
        os.close(kept_open)
        os.chdir("/")


def belongs_to(plan: dict[str, Any], account: int) -> None:
    """Hand everything over to the account, and let it pass."""
    top = Path(plan["directory"])
    for path in [top, *top.rglob("*")]:
        os.chown(path, account, account)
    for parent in list(top.parents)[:-2]:
        parent.chmod(parent.stat().st_mode | 0o011)


def reached(monkeypatch: pytest.MonkeyPatch, plan: dict[str, Any], *words: str) -> set[str]:
    monkeypatch.setattr(checking, "_COMMAND", (*PARSER, *words))
    return set(json.loads(check(json.dumps(plan).encode()).content))


def reached_by_sheets(monkeypatch: pytest.MonkeyPatch, plan: dict[str, Any], path: Path, *words: str) -> set[str]:
    monkeypatch.setattr(workbook, "COMMAND", (*PARSER, "sheets", *words))
    path.write_text(json.dumps(plan))
    return {str(cell) for worksheet in read_workbook(path).worksheets for row in worksheet.rows for cell in row}


def test_without_the_lock_it_would_reach_nearly_all(monkeypatch: pytest.MonkeyPatch, plan: dict[str, Any]) -> None:
    found = reached(monkeypatch, plan, "unlocked")
    assert {*plan["files"], "directory", "new file", "signal", "program", "process", "database", "tcp", "udp"} <= found
    assert not found & {*SECRETS, "something left open"}


def test_it_reaches_nothing(monkeypatch: pytest.MonkeyPatch, plan: dict[str, Any]) -> None:
    assert reached(monkeypatch, plan) == set()


def test_a_reader_of_workbooks_reaches_nothing(
    monkeypatch: pytest.MonkeyPatch, plan: dict[str, Any], tmp_path: Path
) -> None:
    assert {*plan["files"], "database", "tcp"} <= reached_by_sheets(monkeypatch, plan, tmp_path / "a.csv", "unlocked")
    assert reached_by_sheets(monkeypatch, plan, tmp_path / "a.csv") == set()


@pytest.mark.skipif(not ROOT, reason="only root becomes another account; the tests above are about the present one")
def test_it_reaches_nothing_of_the_account_that_it_runs_as(
    monkeypatch: pytest.MonkeyPatch, plan: dict[str, Any]
) -> None:
    belongs_to(plan, SOMEBODY)
    somebody = f"as-{SOMEBODY}"
    assert {*plan["files"], "new file", "database", "tcp"} <= reached(monkeypatch, plan, somebody, "unlocked")
    assert reached(monkeypatch, plan, somebody) == set()


@pytest.mark.skipif(not landlock.version(), reason="this kernel has no Landlock, or it is switched off")
def test_landlock_alone_shuts_files_and_tcp_and_not_the_database(
    monkeypatch: pytest.MonkeyPatch, plan: dict[str, Any]
) -> None:
    """So a machine that has only that is not said to be safe."""
    monkeypatch.setenv(UNLOCKED, "1")
    who = SOMEBODY if ROOT else os.geteuid()
    words = [f"as-{who}"] if ROOT else []
    if ROOT:
        belongs_to(plan, who)
    found = reached(monkeypatch, plan, *words, "without-filter")
    assert not found & {*plan["files"], "directory", "new file", "memory of the server"}
    assert "database" in found
    assert "tcp" not in found or landlock.version() < 4


def test_the_filter_alone_shuts_all(monkeypatch: pytest.MonkeyPatch, plan: dict[str, Any]) -> None:
    assert reached(monkeypatch, plan, "without-landlock") == set()


def test_where_it_can_t_be_locked_in_nothing_is_read(
    monkeypatch: pytest.MonkeyPatch, plan: dict[str, Any], tmp_path: Path
) -> None:
    with pytest.raises(NotTaken) as refusal:
        reached(monkeypatch, plan, "without-filter")
    assert refusal.value.code == "not_confined"
    with pytest.raises(Unreadable) as unreadable:
        reached_by_sheets(monkeypatch, plan, tmp_path / "a.csv", "without-filter")
    assert unreadable.value.code == "not_confined"


def test_what_is_in_force_is_found_by_trying() -> None:
    assert lock.in_force() == lock.InForce(account=True, landlock=landlock.version(), system_calls=True)


def test_no_secret_is_in_the_environment_that_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SECRETS:
        monkeypatch.setenv(name, "canary")
    assert "canary" not in environment().values()


@pytest.mark.parametrize(
    "answer", [b"", b"[]", b"{}", b'{"extension": "exe"}', b'{"extension": []}', b'{"refused": 3}', b"[" * 999, b"\xff"]
)
def test_whatever_it_answers_is_one_of_the_answers(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    monkeypatch.setattr(checking, "_COMMAND", ("-c", f"import sys; sys.stdout.buffer.write({answer!r} + b'\\nrest')"))
    with pytest.raises(NotTaken) as refusal:
        check(b"x")
    assert refusal.value.code == "corrupt"
