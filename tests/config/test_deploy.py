"""The settings of a real installation, the lock of its dependencies, and what must never be in the repository."""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

#: What secrets look like. Each is tried on a planted one below, so that none of them rots.
SECRETS = {
    "private key": r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----",
    "AWS key": r"\bAKIA[0-9A-Z]{16}\b",
    "GitHub token": r"\bgh[pousr]_[A-Za-z0-9]{36}\b",
    "password in a URL": r"\b[a-z]+://[^\s:/@\"'{}$<>]+:[^\s:/@\"'{}$<>]{6,}@[a-z0-9]",
    "assigned secret": r"(?i)\b(?:secret_key|api_key|auth_token|mail_password)\b\W{1,5}[\"'][A-Za-z0-9+/_\-]{24,}[\"']",
}
PLANTED = {
    "private key": "-----BEGIN " + "PRIVATE KEY-----",
    "AWS key": "AKIA" + "Z" * 16,
    "GitHub token": "ghp_" + "a" * 36,
    "password in a URL": "postgres://minbar:" + "hunter22hunter@db.example.org/x",
    "assigned secret": 'SECRET_KEY = "' + "q" * 40 + '"',
}


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git repository")
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def found_in(text: str) -> list[str]:
    return [name for name, pattern in SECRETS.items() if re.search(pattern, text)]


@pytest.mark.parametrize("name", SECRETS)
def test_a_planted_secret_is_found(name: str) -> None:
    assert found_in(f"x\n{PLANTED[name]}\n") == [name]


def test_no_secret_is_in_the_repository() -> None:
    found = {}
    for path in tracked_files():
        if path.is_file() and path.stat().st_size < 2_000_000 and (secret := found_in(path.read_text(errors="ignore"))):
            found[str(path.relative_to(ROOT))] = secret
    assert not found


def test_djangos_deployment_check_finds_nothing(tmp_path: Path) -> None:
    environment = os.environ | {
        "MINBAR_HTTPS": "1",
        "MINBAR_DATA": str(tmp_path),
        "SECRET_KEY": secrets.token_urlsafe(64),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "ALLOWED_HOSTS": "minbar.example.org",
    }
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # set by browser tests that share this process
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_locked_dependency_has_hashes_and_comes_from_the_public_registry() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text())
    for package in lock["package"]:
        if package["source"].get("editable") or package["source"].get("virtual"):
            continue
        assert package["source"] == {"registry": "https://pypi.org/simple"}, package["name"]
        files = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
        assert files, package["name"]
        assert all(file["hash"].startswith("sha256:") for file in files), package["name"]
        assert all(file["url"].startswith("https://files.pythonhosted.org/") for file in files), package["name"]


def test_processes_of_one_site_count_attempts_together() -> None:
    """How often somebody tried must not be multiplied by the number of processes that answer."""
    count = (
        "import django; django.setup(); from django.core.cache import cache\n"
        "cache.set('tries', cache.get('tries', 0) + 1); print(cache.get('tries'))"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    said = [
        subprocess.run([sys.executable, "-c", count], env=environment, cwd=ROOT, capture_output=True, check=True).stdout
        for _process in range(2)
    ]
    assert said == [b"1\n", b"2\n"]
