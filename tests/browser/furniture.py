"""What stands in the browser's house: a few records in every room, so that no screen is empty."""

from __future__ import annotations

from tests.cast import Cast


def furnish(cast: Cast) -> None:
    """Make the records."""
