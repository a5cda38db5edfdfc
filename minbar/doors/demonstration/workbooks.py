"""Write the demonstration network's workbooks: ``python -m minbar.doors.demonstration.workbooks DIRECTORY``."""

from __future__ import annotations

import random
import sys
from pathlib import Path

from minbar.doors.demonstration.case_rows import case_worksheets
from minbar.doors.demonstration.directory_rows import build_directory, directory_worksheets
from minbar.doors.demonstration.office import write_workbook
from minbar.doors.demonstration.voice_rows import voice_worksheets
from minbar.doors.demonstration.work_rows import activity_worksheets, engagement_worksheets

SEED = 2024


def write_workbooks(folder: Path, seed: int = SEED) -> list[Path]:
    """Write the five workbooks into ``folder`` and return their paths in the order in which they are imported.

    The same seed gives the same records.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(seed)  # noqa: S311  (a demonstration, not a secret)
    directory = build_directory(rng)
    books = {
        "1-دليل-الجهات-والشخصيات.xlsx": directory_worksheets(directory),
        "2-اللقاءات-والشراكات.xlsx": engagement_worksheets(directory, rng),
        "3-الأنشطة-والمشاركون.xlsx": activity_worksheets(directory, rng),
        "4-المحتوى-والقضايا.xlsx": voice_worksheets(rng),
        "5-حالات-حماية.xlsx": case_worksheets(rng),
    }
    return [write_workbook(folder / name, worksheets, rng) for name, worksheets in books.items()]


if __name__ == "__main__":
    for path in write_workbooks(Path(sys.argv[1])):
        sys.stdout.write(f"{path}\n")
