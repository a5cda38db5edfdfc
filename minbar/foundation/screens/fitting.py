"""The one door that text of a request comes in by, without what no field can hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.datastructures import MultiValueDict

from minbar.foundation.text.fitting import fitting


class FittingText:
    """Take NUL and lone surrogates out of what is asked and sent, of names and values alike, of files' names and of
    cookies, before anybody reads them. An address that holds one is that of no page.

    What is sent is read when it is first asked for, as ever, so that who reads it decides how.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if fitting(request.path_info) != request.path_info:
            raise Http404
        request.GET = _fitting(request.GET)
        request.COOKIES = {fitting(name): fitting(value) for name, value in request.COOKIES.items()}
        sent: Any = request
        load: Callable[[], None] = sent._load_post_and_files

        def load_fitting() -> None:
            load()
            sent._post = _fitting(sent._post)
            for file in _files(sent._files):
                file.name = fitting(file.name or "")

        sent._load_post_and_files = load_fitting
        return self.get_response(request)


def _fitting(query: Any) -> Any:
    """A QueryDict whose names and values can be kept: the same where they can."""
    if all(fitting(text) == text for name, values in query.lists() for text in (name, *values)):
        return query
    fit = QueryDict(mutable=True, encoding=query.encoding)
    for name, values in query.lists():
        fit.setlist(fitting(name), [fitting(value) for value in values])
    fit._mutable = False
    return fit


def _files(files: MultiValueDict[str, Any]) -> list[Any]:
    return [file for _name, found in files.lists() for file in found]
