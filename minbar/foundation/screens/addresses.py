"""Addresses of records, for pages that have dozens of them: Django puts each together anew, from all its patterns."""

from __future__ import annotations

from functools import cache
from uuid import UUID

from django.urls import reverse

_PLACEHOLDER = UUID("00000000-0000-0000-0000-000000000000")


def address_of(route: str, uid: UUID | None = None) -> str:
    """Where ``route`` shows the record of this identifier, which is all that the route takes, if it takes any."""
    if uid is None:
        return _alone(route)
    before, after = around(route)
    return f"{before}{uid}{after}"


@cache
def around(route: str) -> tuple[str, str]:
    """What stands before and after a record's identifier in its address."""
    before, _uid, after = reverse(route, args=[_PLACEHOLDER]).partition(str(_PLACEHOLDER))
    return before, after


_alone = cache(reverse)
