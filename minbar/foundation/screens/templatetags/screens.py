"""Tags of the shell: the menu, a value as the lists write it, and the address that takes something back."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from minbar.foundation.screens.accent import accent_properties
from minbar.foundation.screens.addresses import address_of
from minbar.foundation.screens.cells import Cell, writer
from minbar.foundation.screens.navigation import Link, entry_of, navigation_of
from minbar.foundation.screens.undoing import undo_address
from minbar.foundation.text.languages import Language, reader_language

if TYPE_CHECKING:
    from minbar.foundation.screens.records import Action

_HERE = ' aria-current="page"'

register = template.Library()
register.filter("undo_address", undo_address)


@register.simple_tag(takes_context=True)
def menu(context: template.Context) -> SafeString:
    """``{% menu %}``: the menu of the signed-in reader, with the present page marked; written once for all
    who have the same one."""
    request = context.get("request")
    if request is None or not getattr(request, "user", None) or not request.user.is_authenticated:
        return SafeString()
    roles = frozenset(role for role, _scope in request.user.roles_held())
    return _menu(roles, entry_of(roles, request.path), reader_language())


@lru_cache(maxsize=1024)
def _menu(roles: frozenset[str], here: str, language: Language) -> SafeString:
    """The menu of whoever has these roles and reads at the entry ``here``; ``language`` only tells what is kept
    apart."""
    groups = (
        f"<h2>{escape(group)}</h2><ul>{''.join(_entry(link) for link in links)}</ul>"
        for group, links in navigation_of(roles, here)
    )
    return mark_safe("".join(groups))  # noqa: S308  (escaped above)


def _entry(link: Link) -> str:
    here = _HERE if link.current else ""
    return f'<li><a class="menu-link" href="{escape(link.url)}"{here}>{escape(link.label)}</a></li>'


@register.simple_tag
def address(route: str, uid: UUID) -> str:
    """``{% address "casework:case-code" case.uid %}``: as ``{% url %}``, of a route that takes a record's identifier;
    for pages that have many."""
    return address_of(route, uid)


@register.filter
def links(actions: Iterable[Action]) -> SafeString:
    """``{{ actions|links }}``: those of the actions that are addresses one after the other, written in one go."""
    parts = (f'<a href="{escape(one.url)}">{escape(str(one.label))}</a>' for one in actions if not one.post)
    return mark_safe("".join(parts))  # noqa: S308  (escaped above)


@register.simple_tag
def accent() -> SafeString:
    """``{% accent as css %}``: the style of the network's own colour; empty where it has set none."""
    return mark_safe(accent_properties(settings.ACCENT) if settings.ACCENT else "")  # noqa: S308  (hex digits only)


@register.filter
def cell(value: Any, kind: str = "text") -> SafeString:
    """``{{ value|cell:"date" }}``: a value as lists and record pages write it; kinds as in ``cells.Cell``."""
    return writer(Cell(kind))(value)


@register.filter
def field_type(field: Any) -> str:
    """The kind of a bound field's control: "checkbox", "group" (several controls under one legend) or "control"."""
    if getattr(field.field.widget, "input_type", "") == "checkbox" and not field.use_fieldset:
        return "checkbox"
    return "group" if field.use_fieldset else "control"
