"""Who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def user_of(request: HttpRequest) -> User:
    """The account behind a request that a rule has let in; the middleware turns strangers away before."""
    return cast("User", request.user)
