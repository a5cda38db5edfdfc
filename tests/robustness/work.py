"""One work killed in the database of the settings: ``python -m tests.robustness.work WORK POINTS SEED``.

The database is the run's own, and is left as it happens to be. See :mod:`tests.robustness.kills` for all of it.
"""

from __future__ import annotations

import sys

import django


def main(name: str, points: str, seed: str) -> None:
    django.setup()
    from tests.robustness import imports, rotations
    from tests.robustness.course import kill

    works = {
        "values": rotations.Values,
        "indexes": rotations.Indexes,
        "root": rotations.Root,
        "cases": imports.Cases,
        "records": imports.Records,
    }
    print(f"{name}: {kill(works[name](), points=int(points), seed=int(seed))}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
