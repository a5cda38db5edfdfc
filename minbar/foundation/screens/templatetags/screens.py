"""Tags of the shell: the menu, a value as the lists write it, and the address that takes something back."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from minbar.foundation.screens import frame
from minbar.foundation.screens.accent import accent_properties
from minbar.foundation.screens.addresses import address_of
from minbar.foundation.screens.cells import Cell, writer
from minbar.foundation.screens.undoing import undo_address
from minbar.foundation.text.languages import reader_language
from minbar.foundation.text.reader import reader_digits

if TYPE_CHECKING:
    from minbar.foundation.screens.records import Button

register = template.Library()
register.filter("undo_address", undo_address)
register.simple_tag(frame.kept, name="kept")


@register.simple_tag(takes_context=True)
def header(context: template.Context) -> SafeString:
    """``{% header %}``: what stands above every page."""
    request, user = context.get("request"), context.get("user")
    name = user.name if user and user.is_authenticated else None
    reader = frame.Reader(name, reader_language(), reader_digits())
    token, path = str(context.get("csrf_token") or ""), request.get_full_path() if request else "/"
    return frame.header_of(reader, token=token, path=path, sought=context.get("site_search") or "")


@register.simple_tag(takes_context=True)
def menu(context: template.Context) -> SafeString:
    """``{% menu %}``: the menu of the signed-in reader, with the entry marked under which the page lies."""
    request = context.get("request")
    if request is None or not getattr(request, "user", None) or not request.user.is_authenticated:
        return SafeString()
    roles = frozenset(role for role, _scope in request.user.roles_held())
    return frame.menu_of(roles, request.path, reader_language())


@register.simple_tag
def address(route: str, uid: UUID | None = None) -> str:
    """``{% address "casework:case-code" case.uid %}``: as ``{% url %}``, of a route that takes nothing or a record's
    identifier; for pages that have many."""
    return address_of(route, uid)


@register.filter
def links(buttons: Iterable[Button]) -> SafeString:
    """``{{ buttons|links }}``: those of the buttons that are addresses one after the other, written in one go."""
    parts = (f'<a href="{escape(one.url)}">{escape(str(one.label))}</a>' for one in buttons if not one.post)
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
