"""Reading saved views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minbar.foundation.records.compiled import CompiledQuery, Parameter
from minbar.foundation.screens.models import SavedView

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def saved_views_of(user: User, table: str) -> list[SavedView]:
    """The views of a list that the user keeps, by name."""
    return _VIEWS(user=user.pk, table=table)


#: Asked with every list.
_VIEWS: CompiledQuery[SavedView] = CompiledQuery(
    lambda: SavedView.objects.filter(user=Parameter("user"), table=Parameter("table"))
)
