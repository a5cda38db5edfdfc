"""What text can be kept: PostgreSQL takes no NUL, and nothing that is written in UTF-8 half a pair of surrogates."""

from __future__ import annotations

import re

_UNFIT = re.compile("[\\x00\\ud800-\\udfff]")


def fitting(text: str) -> str:
    """``text`` without the signs that no field can hold. Nobody types them; they are sent to see what breaks."""
    return _UNFIT.sub("", text) if _UNFIT.search(text) else text
