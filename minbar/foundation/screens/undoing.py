"""Saying what was done, with a way to take it back in the same breath."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse


def succeeded(request: HttpRequest, text: object, *, undo: tuple[str, Any] | None = None) -> None:
    """Tell the user on the next page that something is done.

    Args:
        undo: route and identifier of what takes it back (answers POST); shown as a button beside the sentence.
    """
    tags = f"undo {reverse(undo[0], args=[undo[1]])}" if undo else ""
    messages.success(request, str(text), extra_tags=tags)


def undo_address(message: Any) -> str:
    """The address that takes back what ``message`` tells of, or ""."""
    kind, _space, address = (getattr(message, "extra_tags", "") or "").partition(" ")
    return address if kind == "undo" else ""
