"""Keeping and forgetting views of lists. They are the user's own: no role is asked for, nothing is journalled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from minbar.foundation.screens.models import SavedView

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@transaction.atomic
def save_view(*, by: User, table: str, name: str, query: str) -> SavedView:
    """Keep a view; one of the same name is replaced."""
    view, _created = SavedView.objects.update_or_create(user=by, table=table, name=name, defaults={"query": query})
    return view


@transaction.atomic
def forget_view(*, by: User, view: SavedView) -> None:
    """Remove a view of one's own."""
    SavedView.objects.filter(pk=view.pk, user=by).delete()
