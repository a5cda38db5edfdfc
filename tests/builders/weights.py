"""What pages may weigh as they travel, and what a static file weighs."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

FIRST, LATER = 150_000, 20_000


def weight(path: str) -> int:
    """Of a static file as it travels; fonts are compressed in themselves."""
    found = finders.find(path)
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{path} is not built: run script/setup")
    content = Path(found).read_bytes()
    return len(content) if path.endswith("woff2") else len(gzip.compress(content))
