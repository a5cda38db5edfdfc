"""What every template knows of its reader."""

from __future__ import annotations

from django.http import HttpRequest

from minbar.foundation.text.languages import Language, reader_language
from minbar.foundation.text.reader import reader_digits


def reader(request: HttpRequest) -> dict[str, object]:
    """Context processor: ``language`` (a Language) and ``languages`` (all of them), ``digits``."""
    return {"language": reader_language(), "languages": list(Language), "digits": reader_digits()}
