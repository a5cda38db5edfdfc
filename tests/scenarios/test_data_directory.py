"""Nothing below the data directory is open to others on the machine, whatever wrote it."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
#: What a running site writes beside the demonstration: static files, e-mails without a mail server, what is counted,
#: a file that was uploaded.
SERVING = """
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from minbar.doors.cli.main import database
with database():
    from minbar.doors.admission.emails import send_invitation
    from minbar.doors.workspace.collecting import collect
    from minbar.foundation.access.roles import Role
    from minbar.foundation.accounts.invitations import invite
    from minbar.foundation.figures.refresh import refresh
    from minbar.foundation.notifications.delivery import send_waiting
    collect()
    invitation, token = invite(email="new@example.org", name="New", roles=[Role.EDITOR], by=None)
    send_invitation(invitation, token=token)
    assert send_waiting() > 0
    refresh()
    default_storage.save("sub/upload.txt", ContentFile(b"x"))
"""


@pytest.fixture
def home() -> Iterator[Path]:
    directory = Path(tempfile.mkdtemp(prefix="minbar-walk-", dir="/tmp"))
    directory.chmod(0o755)
    yield directory / "data"
    shutil.rmtree(directory, ignore_errors=True)


def run(home: Path, *command: str) -> None:
    """As somebody runs it whose files others may read."""
    names = ("DATABASE_URL", "MINBAR_TEST_DATA", "DJANGO_SETTINGS_MODULE", "ALLOWED_HOSTS")
    environment = {name: value for name, value in os.environ.items() if name not in names}
    subprocess.run(
        [sys.executable, *command], cwd=CHECKOUT, env=environment | {"MINBAR_DATA": str(home)}, check=True, umask=0o022
    )


def open_to_others(directory: Path) -> list[str]:
    """What is not 700 or 600; the database's user may pass through a directory (711), where that is another."""
    found = []
    for path in (directory, *directory.rglob("*")):
        if path.is_symlink():
            continue
        mode = stat.S_IMODE(path.stat().st_mode)
        passage = os.geteuid() == 0 and path == directory and mode == 0o711
        if mode & 0o077 and not passage:
            found.append(f"{mode:o} {path.relative_to(directory)}")
    return found


@pytest.mark.slow
def test_what_the_demonstration_and_the_site_write_is_their_owners_alone(home: Path) -> None:
    run(home, "-m", "minbar.doors.cli.main", "demo", "--no-serve")
    run(home, "-c", SERVING)
    written = {path.name for path in home.iterdir()}
    assert {"demonstration", "emails", "static", "snapshots", "media", "vault", "secret_key", "postgres"} <= written
    assert list((home / "emails").iterdir())
    assert open_to_others(home) == []


def test_what_an_earlier_version_left_open_is_shut(home: Path) -> None:
    for part in ("letters", "demonstration/reports"):
        (home / part).mkdir(parents=True)
        (home / part / "file").write_text("x")
        (home / part / "file").chmod(0o644)
    (home / "secret_key").write_text("x" * 60)
    for path in (home, *home.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    run(home, "-c", "from minbar.doors.cli.main import database\nwith database(): pass")
    assert open_to_others(home) == []


def test_a_directory_that_holds_other_things_keeps_its_own_mode(home: Path) -> None:
    from config.private import tighten

    home.mkdir()
    home.chmod(0o755)
    tighten(home, passage=False)
    assert stat.S_IMODE(home.stat().st_mode) == 0o755
