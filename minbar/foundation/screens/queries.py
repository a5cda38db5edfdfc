"""Reading saved views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from minbar.foundation.screens.models import SavedView

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def saved_views_of(user: User, table: str) -> QuerySet[SavedView]:
    """The views of a list that the user keeps, by name."""
    return SavedView.objects.filter(user=user, table=table)
