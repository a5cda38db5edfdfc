"""Tags of the shell: the menu, a value as the lists write it, and the address that takes something back."""

from __future__ import annotations

from html import escape
from typing import Any

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from minbar.foundation.screens.accent import accent_properties
from minbar.foundation.screens.cells import Cell, writer
from minbar.foundation.screens.navigation import Link, navigation_for
from minbar.foundation.screens.undoing import undo_address

_HERE = ' aria-current="page"'

register = template.Library()
register.filter("undo_address", undo_address)


@register.simple_tag(takes_context=True)
def menu(context: template.Context) -> list[tuple[str, SafeString]]:
    """``{% menu as groups %}``: the menu of the signed-in reader, with the present page marked; the entries of each
    group written in one go, as the rows of lists are."""
    request = context.get("request")
    if request is None or not getattr(request, "user", None) or not request.user.is_authenticated:
        return []
    return [(group, _entries(links)) for group, links in navigation_for(request.user, request.path)]


def _entries(links: list[Link]) -> SafeString:
    entries = (
        f'<li><a class="menu-link" href="{escape(link.url)}"{_HERE if link.current else ""}>'
        f"{escape(link.label)}</a></li>"
        for link in links
    )
    return mark_safe("".join(entries))  # noqa: S308  (escaped above)


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
