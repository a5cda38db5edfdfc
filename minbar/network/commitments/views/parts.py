"""What the screens of this room do alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.requests import user_of
from minbar.network.commitments import queries
from minbar.network.commitments.models import Commitment
from minbar.network.commitments.sources import reading_as

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


class ReadingSources:
    """A view that reads the sources' records as its reader may: walled ones open for the length of the request."""

    list_route = "commitments:commitments"
    list_title = _("Follow-ups")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with reading_as(user_of(request)):
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # the view's own

    def rows(self, user: User) -> QuerySet[Commitment] | None:
        """What the reader may see; anything else is not found."""
        return queries.commitments_visible_to(user)
