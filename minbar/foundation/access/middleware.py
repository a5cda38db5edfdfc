"""Stands before every view and lets in only those whom its rule names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import add_never_cache_headers

from minbar.foundation.access.decisions import Denied, decide
from minbar.foundation.access.routes import Door, rule_for


class AccessMiddleware:
    """Refuses a view that declares no rule; sends strangers to sign in; keeps private pages out of caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        rule = rule_for(view, name)
        if rule is None:
            raise PermissionDenied(f"No access rule is declared for the route '{name}'.")
        if rule.needs is Door.OPEN:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if rule.needs is Door.SIGNED_IN:
            return None
        decision = decide(request.user, rule.needs)
        if decision or _holds_in_some_scope(request.user, rule.needs):
            return None  # with a scoped role, the view's own query decides what is seen
        if rule.hides:
            raise Http404
        raise Denied(decision)


def _holds_in_some_scope(user: Any, permission: Any) -> bool:
    from minbar.foundation.access.permissions import permissions_of
    from minbar.foundation.access.roles import Role

    return any(permission in permissions_of(Role(role)) for role, _scope in user.roles_held())
