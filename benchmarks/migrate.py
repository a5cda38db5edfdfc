"""How long a fresh database takes to reach the present shape: ``python -m benchmarks.migrate [--quick]``.

Each run has an empty data directory: it makes the cluster, starts the server, migrates, stops. A bare ``initdb`` with
a start and a stop is measured beside it, since that is what no migration can be faster than.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import django

from benchmarks._outcomes import outcome

LIMIT_SECONDS = 20
BARE = "from pathlib import Path; from config.postgres import *\nwith EmbeddedServer(data_directory()).running(): pass"
MIGRATE = "from minbar.doors.cli.main import main; main()"


@contextmanager
def empty_data_directory():
    directory = Path(tempfile.mkdtemp(prefix="minbar-migrate-", dir="/tmp"))
    directory.chmod(0o755)
    yield {**os.environ, "MINBAR_DATA": str(directory), "DATABASE_URL": ""}
    shutil.rmtree(directory, ignore_errors=True)


def seconds(*arguments: str) -> float:
    with empty_data_directory() as environment:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", *arguments], env=environment, check=True, capture_output=True)
        return time.perf_counter() - start


def main() -> None:
    runs = 2 if "--quick" in sys.argv else 5
    bare, migrated = [], []
    for _ in range(runs):  # in turn, so that a change of the machine's speed meets both
        bare.append(seconds(BARE))
        migrated.append(seconds(MIGRATE, "migrate"))
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, Django {django.__version__}"
    )
    print(f"bare cluster     {statistics.median(bare):6.1f} s   (median of {runs})")
    print(f"fresh migrate    {statistics.median(migrated):6.1f} s   (asked: under {LIMIT_SECONDS} s)")
    outcome("a fresh migrate", f"{statistics.median(migrated):.1f} s", f"under {LIMIT_SECONDS} s")
    print(f"of which ours    {statistics.median(migrated) - statistics.median(bare):6.1f} s")


if __name__ == "__main__":
    main()
