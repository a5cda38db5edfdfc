"""A crowd: 150 clients who all ask at once, twice each, for the pages that an office opens, over HTTP.

    python -m benchmarks.crowd [--quick] [--data DIRECTORY]

The demonstration network is loaded (or taken from DIRECTORY) and served by `minbar serve` as it is installed, on
loopback. Printed are the answers by status, the median and the slowest, pages a second, and the connections to the
database after it. The clients run on the same machine.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CLIENTS, EACH = 150, 2
PAGES = ["/engagement/meetings/", "/directory/people/", "/programmes/activities/", "/publishing/items/"]
OFFICER = "secretariat-officer@minbar.example"


def load(data: Path) -> None:
    """The demonstration, where it is not there yet."""
    if not (data / "demonstration").exists():
        print("loading the demonstration …", flush=True)
        command = [sys.executable, "-m", "minbar.doors.cli.main", "--language", "en", "demo", "--no-serve"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def run(rounds: int) -> None:
    from django.db import connection

    from config.capacity import capacity_of, this_machine
    from minbar.foundation.accounts.models import User
    from tests.crowd import ask, cookie_of, serving, told

    capacity = capacity_of(this_machine())
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{capacity.workers} workers with {capacity.threads} threads; {CLIENTS} clients, {EACH} requests each")
    cookies = [cookie_of(User.objects.get(email=OFFICER)) for _client in range(CLIENTS)]
    clients = [
        [(PAGES[(number + turn) % len(PAGES)], cookie) for turn in range(EACH)] for number, cookie in enumerate(cookies)
    ]
    with serving({}) as server:
        for path in PAGES:
            one = sorted(server.get(path, cookies[0]).seconds for _time in range(7))[3]
            print(f"  {path}: {1000 * one:.0f} ms alone")
        for number in range(rounds):
            began = time.perf_counter()
            answers = ask(server.port, clients)
            seconds = time.perf_counter() - began
            after = server.get(PAGES[0], cookies[0])
            print(
                f"round {number + 1}: {told(answers)}; {len(answers) / seconds:.0f} answers a second; "
                f"then {after.status} in {1000 * after.seconds:.0f} ms"
            )
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT application_name, count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' "
                    "GROUP BY 1 ORDER BY 1"
                )
                print(f"  connections: {dict(cursor.fetchall())}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one round")
    parser.add_argument("--data", type=Path, help="a data directory with the demonstration in it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="minbar-crowd-") as scratch:
        data = options.data or Path(scratch)
        data.chmod(0o755)
        os.environ["MINBAR_DATA"] = str(data)
        load(data)
        from minbar.doors.cli.main import database

        with database():
            run(1 if options.quick else 5)


if __name__ == "__main__":
    main()
