"""What a snapshot consists of: a manifest, and one Parquet file a dataset beside it.

A manifest names files that were all taken in one transaction of the database, so that figures of different datasets
agree. It is replaced in one step: a reader sees the old snapshot or the new one, never a mixture.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings

from minbar.foundation.figures.codes import Codes

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class DataFile:
    """A dataset's rows in the snapshot.

    Attributes:
        file: name of the Parquet file beside the manifest.
        rows: how many it has.
        shape: digest of what its columns are; a file of another shape can't be brought up to date.
        state: digest of which rows it has, as of which changes.
        codes: the values of the dimensions that it has codes of.
    """

    file: str
    rows: int
    shape: str
    state: str = ""
    codes: Codes = field(default_factory=dict)


@dataclass(frozen=True)
class Manifest:
    """What a snapshot consists of, and the moment at which all of it was true."""

    as_of: datetime
    datasets: Mapping[str, DataFile]

    @classmethod
    def read(cls, directory: Path) -> Manifest | None:
        """The manifest of a directory; None where no snapshot was taken."""
        try:
            data = json.loads((directory / MANIFEST).read_text())
        except FileNotFoundError:
            return None
        return cls(
            datetime.fromisoformat(data["as_of"]), {key: DataFile(**file) for key, file in data["facts"].items()}
        )

    def written(self) -> str:
        """As JSON, by the names that it has on the disks of installations."""
        return json.dumps(
            {"as_of": self.as_of.isoformat(), "facts": {key: asdict(file) for key, file in self.datasets.items()}},
            indent=1,
        )


def snapshot_directory() -> Path:
    """Where the installation keeps its snapshot."""
    return Path(settings.DATA_DIR) / "snapshots"
