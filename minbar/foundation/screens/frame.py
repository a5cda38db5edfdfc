"""What stands around every page: written once for all to whom it is the same, and kept.

A header that names its reader, in their language and digits; a menu of what their roles open. What is each page's own
(where to come back to, the form's token, what was sought) is put into what is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from minbar.foundation.screens.navigation import entry_of, navigation_of
from minbar.foundation.text.languages import Language
from minbar.foundation.text.reader import Digits

#: Stand in what is kept for what is the page's own; no text has characters of this plane.
TOKEN, NEXT, SOUGHT = "\U0010fffb", "\U0010fffc", "\U0010fffd"


@dataclass(frozen=True)
class Reader:
    """All of its reader that the header shows; ``name`` is None for who has not signed in."""

    name: str | None
    language: Language
    digits: Digits


def header_of(reader: Reader, *, token: str, path: str, sought: str) -> SafeString:
    """The header of a page at ``path``; ``token`` is the one that its forms carry."""
    kept = _header(reader).replace(NEXT, escape(path)).replace(SOUGHT, escape(sought))
    return mark_safe(kept.replace(TOKEN, escape(token)))  # noqa: S308  (a template's, and escaped)


def menu_of(roles: frozenset[str], path: str, language: Language) -> SafeString:
    """The menu of whoever has these roles; the entry under which ``path`` lies is marked."""
    return _menu(roles, entry_of(roles, path), path == "/", language)


@cache
def kept(template: str) -> SafeString:
    """A template that is the same on every page, for every reader."""
    return render_to_string(template)


@lru_cache(maxsize=512)
def _header(reader: Reader) -> str:
    user = {"is_authenticated": reader.name is not None, "name": reader.name}
    request = {"get_full_path": NEXT}
    seen = {"language": reader.language, "languages": list(Language), "digits": reader.digits, "site_search": SOUGHT}
    own = {"user": user, "request": request, "csrf_token": TOKEN}
    return render_to_string("screens/components/header.html", seen | own)


@lru_cache(maxsize=512)
def _menu(roles: frozenset[str], here: str, at_home: bool, language: Language) -> SafeString:
    """``language`` is the one in which it is written anyway; it tells what is kept apart."""
    groups = navigation_of(roles, here)
    return render_to_string("screens/components/menu.html", {"groups": groups, "at_home": at_home})


def forget() -> None:
    """Forget what is kept: for tests that change the site's addresses."""
    for each in (kept, _header, _menu):
        each.cache_clear()
