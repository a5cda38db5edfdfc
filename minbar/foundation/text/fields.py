"""Form fields that read dates and numbers as people write them, in any digits and months."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from minbar.foundation.text.dates import DateError, parse_date
from minbar.foundation.text.numbers import NumberError, parse_integer, parse_number


class DayInput(forms.DateInput):
    """The browser's calendar. What is no day is shown as it was typed, which a calendar would leave out."""

    input_type = "date"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        if shown and not _is_iso(shown):
            context["widget"]["type"] = "text"
        return context


def _is_iso(text: str) -> bool:
    try:
        return bool(dt.date.fromisoformat(text))
    except ValueError:
        return False


class DayField(forms.DateField):
    """A day, chosen in the browser's calendar or written in any usual form (see
    :func:`~minbar.foundation.text.dates.parse_date`)."""

    widget = DayInput

    def to_python(self, value: Any) -> dt.date | None:
        if value in self.empty_values:
            return None
        try:
            return parse_date(value)
        except DateError as error:
            raise ValidationError(error.message, code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        """What was typed in another form stands in the calendar as the day that it is."""
        try:
            return parse_date(value) if isinstance(value, str) and value.strip() else value
        except DateError:
            return value


class ReadingIntegerField(forms.IntegerField):
    """A whole number typed in any digits, with or without separators of thousands."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        try:
            return parse_integer(value)
        except NumberError as error:
            raise ValidationError(error.message, code="invalid") from error


class ReadingDecimalField(forms.DecimalField):
    """A number with a fraction, typed in any digits and with either decimal sign."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # a field that reads more forms
        if value in self.empty_values:
            return None
        try:
            return parse_number(value)
        except NumberError as error:
            raise ValidationError(error.message, code="invalid") from error
