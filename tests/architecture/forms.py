"""The forms that make something."""

from __future__ import annotations

from typing import Any

from django.urls import get_resolver
from django.urls.resolvers import URLPattern

from minbar.foundation.screens.forms import FormView


def makers(resolver: Any = None, namespace: str = "") -> dict[str, type[FormView]]:
    """The forms at an address that ends in "-add", "-define", "-declare" or "-propose"."""
    found: dict[str, type[FormView]] = {}
    for pattern in (resolver or get_resolver()).url_patterns:
        if not isinstance(pattern, URLPattern):
            found |= makers(pattern, ":".join(filter(None, [namespace, pattern.namespace])))
        elif (pattern.name or "").endswith(("-add", "-define", "-declare", "-propose")):
            view = getattr(pattern.callback, "view_class", None)
            if isinstance(view, type) and issubclass(view, FormView):
                found[f"{namespace}:{pattern.name}"] = view
    return found
