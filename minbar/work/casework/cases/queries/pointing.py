"""What points to a case, in this room and in those above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minbar.work.casework.cases.models import Case

if TYPE_CHECKING:
    pass


def pointing_to_cases() -> list[Any]:
    """What points to a case, in whichever room, hidden or not."""
    fields = Case._meta.get_fields(include_hidden=True)
    return [field for field in fields if field.auto_created and (field.one_to_many or field.one_to_one)]
