"""What each benchmark has to show beside what is asked of it, for the one table at the end of ``script/bench``.

``script/bench`` names a file in ``BENCH_OUTCOMES``; a benchmark that is run by itself writes none. Printed by
``python -m benchmarks._outcomes FILE``.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import NoReturn


def outcome(what: str, seen: object, asked: object = "") -> None:
    """A line of the table."""
    benchmark = os.environ.get("BENCH_NAME", "")
    if file := os.environ.get("BENCH_OUTCOMES"):
        with Path(file).open("a", encoding="utf-8") as lines:
            lines.write(json.dumps([benchmark, what, str(seen), str(asked)], ensure_ascii=False) + "\n")


def leave_out(why: str) -> NoReturn:
    """End a benchmark that lacks what it reads; the others go on."""
    print(f"left out: {why}")
    outcome("left out", why)
    sys.exit(0)


def table(file: Path) -> str:
    """The outcomes under each other."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    rows.insert(0, ["benchmark", "what", "seen", "asked"])
    widths = [max(len(row[place]) for row in rows) for place in range(3)]
    lines = [
        "  ".join([*(text.ljust(width) for text, width in zip(row, widths, strict=False)), row[3]]) for row in rows
    ]
    return "\n".join(line.rstrip() for line in lines)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        outcome(*sys.argv[2:])
    else:
        print(table(Path(sys.argv[1])))
