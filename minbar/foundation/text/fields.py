"""Form fields that read dates and numbers as people write them, in any digits and months."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from minbar.foundation.text.dates import DateError, format_date_short, parse_date
from minbar.foundation.text.numbers import NumberError, parse_integer, parse_number


class ReadingDateField(forms.DateField):
    """A date typed in any usual form (see :func:`~minbar.foundation.text.dates.parse_date`), shown day first."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("For example 12.05.2023 or 12 May 2023."))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> dt.date | None:
        if value in self.empty_values:
            return None
        try:
            return parse_date(value)
        except DateError as error:
            raise ValidationError(error.message, code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        return format_date_short(value) if isinstance(value, dt.date) else value


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
