"""Kills rotations of keys and imports at many points of their runs, and looks what is left.

    python -m tests.robustness.kills [--points 500] [--seed 1] [values | indexes | root | cases | records]…

Each is a process of its own that works in a database of its own and is killed (SIGKILL) at so many points, spread over
all that it does: before and after each statement, COPY, commit and step with a file, and every fifth by the clock,
within whatever it is at. What is taken up after a kill is often killed again. After each kill every value must open
as it was acknowledged, whoever looks must see a file that is imported whole or nothing of it, the journal's chain must
hold; and the work must come to its end when it is taken up. Exits with 1 where something does not hold.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlencode

import psycopg

from config import roles
from config.postgres import EmbeddedServer

WORKS = ("values", "indexes", "root", "cases", "records")
POINTS = 500
#: A process is killed, never the server, so nothing depends on the disk.
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
TEMPLATE = "minbar"


def kill_in(*, host: str, template: str, vault_key: Path, directory: Path, work: str, points: int, seed: int) -> str:
    """Kill ``work`` in a copy of the database ``template``, with files below ``directory``; returns what it says.

    Raises:
        subprocess.CalledProcessError: something does not hold; its output says what.
    """
    place, name = directory / work, f"kills_{work}_{os.getpid()}"
    place.mkdir(mode=0o700, parents=True)
    shutil.copytree(vault_key.parent, place / "vault")
    with psycopg.connect(host=host, user=roles.APPLICATION, dbname="postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            environment = os.environ | {
                "MINBAR_DATA": str(place),
                "MINBAR_VAULT_KEY": str(place / "vault" / vault_key.name),
                "DATABASE_URL": f"postgres://{roles.APPLICATION}@/{name}?{urlencode({'host': host})}",
                "DJANGO_SETTINGS_MODULE": "config.settings",
            }
            command = [sys.executable, "-m", "tests.robustness.work", work, str(points), str(seed)]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    return done.stdout


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--points", type=int, default=POINTS, help=f"for each work; {POINTS} where left out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("works", nargs="*", metavar="WORK", help="all where none is named")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="minbar-kills-", dir="/tmp") as name:
        directory = Path(name)
        directory.chmod(0o755)
        server = EmbeddedServer(directory)
        environment = {**os.environ, "MINBAR_DATA": name, "DJANGO_SETTINGS_MODULE": "config.settings"}
        environment.pop("DATABASE_URL", None)
        with server.running(settings=SETTINGS):
            subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], env=environment, check=True)
            held = [_report(server, directory, work, given) for work in given.works or WORKS]
    return 0 if all(held) else 1


def _report(server: EmbeddedServer, directory: Path, work: str, given: argparse.Namespace) -> bool:
    try:
        said = kill_in(
            host=str(server.socket_directory),
            template=TEMPLATE,
            vault_key=directory / "vault" / "root.key",
            directory=directory / "kills",
            work=work,
            points=given.points,
            seed=given.seed,
        )
    except subprocess.CalledProcessError as failed:
        print(f"{work}: does NOT hold (seed {given.seed})\n{failed.stderr}", flush=True)
        return False
    print(said, end="", flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main())
