"""What all views of casework have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minbar.foundation.screens.requests import user_of
from minbar.work.casework import wall
from minbar.work.casework.actions.glass import note_reading

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase


class BehindTheWall:
    """Mix into a view, first: its queries read as the one who asks. What it answers must be rendered inside."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = user_of(request)
        with wall.reading_as(user):
            if "uid" in kwargs:
                note_reading(by=user, uid=kwargs["uid"])
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc, no-any-return]  # the view's own
