"""What stands in the browser's house: a few records in every room, so that no screen is empty."""

from __future__ import annotations

from tests.cast import Cast

PASSWORD = "three words and 4"


def furnish(cast: Cast) -> None:
    """Make the records."""
    for user in vars(cast).values():
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
