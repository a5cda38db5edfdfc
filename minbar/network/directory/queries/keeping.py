"""What a process keeps in memory because it changes only with a new version of Minbar."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

Value = TypeVar("Value")
SECONDS = 300


def kept(key: str, read: Callable[[], Value]) -> Value:
    """The value under ``key``, read where it is not there or is five minutes old."""
    value: Value | None = cache.get(key)
    if value is None:
        value = read()
        cache.set(key, value, SECONDS)
    return value
