"""What the reader sees is found by makemessages, which knows Django's functions by their own names and as ``_``."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

RENAMED = re.compile(r"import \(?[^\n]*\bn?p?n?gettext(?:_lazy)? as (?!_\b)(\w+)")


def test_no_translating_function_goes_by_a_name_that_makemessages_does_not_know() -> None:
    renamed = [
        f"{path.relative_to(settings.BASE_DIR)}: {found.group(1)}"
        for path in Path(settings.BASE_DIR, "minbar").rglob("*.py")
        for found in RENAMED.finditer(path.read_text())
    ]
    assert not renamed
