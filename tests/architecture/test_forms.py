"""A form that makes something makes it once, however often it is sent (S19)."""

from __future__ import annotations

from typing import Any

from django.urls import get_resolver
from django.urls.resolvers import URLPattern

from minbar.foundation.screens.forms import FormView

#: Forms that make something and are not marked in ``SentForm``, and by what they keep it once instead.
OTHERWISE = {
    "casework:case-add": "its identifier follows from the form's own key; sent again, the same code is shown",
    "casework:document-add": "a file's identifier follows from the form's own key, since checking it takes seconds",
    "casework:file-export-add": "its passphrase is on its answer alone: sent again, another is packed, as it must be",
    "casework:glass-add": "what is refused must stay in the journal; a case that is open already is not opened again",
}


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


def test_every_form_that_makes_something_makes_it_once() -> None:
    often = {
        name for name, view in makers().items() if not (view.once or (view.once is None and view.rows is FormView.rows))
    }
    assert len(makers()) > 30
    assert often == set(OTHERWISE), "Say `once = True` in the view, or say here by what it is kept once."
