"""What holds for every page here: nothing of it stays in the browser, and it reads Arabic until told otherwise."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import add_never_cache_headers

from minbar.foundation.access.routes import open_to_all
from minbar.foundation.text.languages import Language

Page = Callable[..., HttpResponse]


def for_strangers(why: str) -> Callable[[Page], Page]:
    """A page for whoever comes, signed in or not.

    It is kept by no cache and found by no search engine. Without a choice of language it is Arabic, whatever the
    phone's own language: phones are often bought, and set up, by others.
    """

    def decorate(page: Page) -> Page:
        @wraps(page)
        def private(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and not request.user.is_authenticated:
                translation.activate(Language.ARABIC)
                request.LANGUAGE_CODE = Language.ARABIC
            response = page(request, *args, **kwargs)
            add_never_cache_headers(response)
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
            return response

        return open_to_all(why)(private)

    return decorate
