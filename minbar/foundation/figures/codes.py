"""Dimensions as small integers, which group about twice as fast as text.

An engine that keeps them has, beside a dimension's own column, one with the place of its value in a list; the list
turns groups' keys back into values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

#: Dimension → its values; the code of a value is its place.
Codes = Mapping[str, Sequence[str]]


def code_column(dimension: str) -> str:
    """The column that holds a dimension's codes; no name of a Django column has a colon."""
    return f"code:{dimension}"
