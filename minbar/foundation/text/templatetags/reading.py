"""``{% load reading %}``: numbers, dates and labels as the reader reads them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from minbar.foundation.text import bidi, dates, numbers
from minbar.foundation.text.languages import in_language

register = template.Library()


@register.filter
def number(value: float | Decimal | None, decimals: int | None = None) -> str:
    """``{{ value|number }}``, ``{{ value|number:1 }}``; nothing for None, and text that is no number stays as it is."""
    if value is None or value == "":
        return ""
    if not isinstance(value, int | float | Decimal):
        return str(value)
    return numbers.format_number(value, decimals=decimals)


@register.filter
def percent(value: float | Decimal | None, decimals: int = 0) -> str:
    """``{{ share|percent }}``: 0.34 as 34% or %34."""
    return "" if value is None or value == "" else numbers.format_percent(value, decimals=decimals)


@register.filter
def date_long(value: dt.date | None) -> str:
    """``{{ day|date_long }}``: 12 أيار 2023."""
    return dates.format_date_long(value) if value else ""


@register.filter
def month(value: dt.date | None) -> str:
    """``{{ day|month }}``: أيار 2023."""
    return dates.format_month(value) if value else ""


@register.filter(name="bdi")
def bdi_filter(text: Any, direction: str = "") -> SafeString:
    """``{{ text|bdi }}``: isolated in its own direction; ``{{ phone|bdi:"ltr" }}`` where that is known."""
    if text is None or text == "":
        return SafeString("")
    known: bidi.Direction | None = "ltr" if direction == "ltr" else "rtl" if direction == "rtl" else None
    return bidi.isolate_html(conditional_escape(text), known)


@register.filter
def label(labels: dict[str, str] | None) -> str:
    """``{{ labels|label }}``: the reader's language out of {"ar": …, "tr": …, "en": …}."""
    return in_language(labels or {})
