"""How an edition writes its values in each language."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import format_compact_decimal

from minbar.evidence.editions.enums import Style
from minbar.foundation.text.languages import Language, reader_language
from minbar.foundation.text.numbers import format_number, format_percent
from minbar.foundation.text.reader import in_readers_digits

#: Stands where a value can't be had.
NOTHING = "—"


def write_value(value: Decimal | int | None, style: str = Style.NUMBER, language: str | None = None) -> str:
    """A value as a reader of ``language`` writes it: "1,700", "19%", "2011", "6 ملايين"; a dash where there is none.

    Args:
        value: percentages as shares (0.19); shown to the whole per cent unless they were given more exactly.
        language: the reader's own where None.
    """
    if value is None:
        return NOTHING
    chosen = Language(language) if language else reader_language()
    if style == Style.PERCENT:
        return format_percent(value, decimals=_percent_places(Decimal(value)), language=chosen)
    if style == Style.YEAR:
        return in_readers_digits(str(int(value)), chosen)
    if style == Style.COMPACT:
        compact = format_compact_decimal(value, format_type="long", locale=chosen, fraction_digits=1)
        return in_readers_digits(compact, chosen)
    return format_number(value, language=chosen)


def _percent_places(value: Decimal) -> int:
    """Places after the point that a declared percentage was given with, at most two."""
    exponent = value.normalize().as_tuple().exponent
    return min(2, max(0, -exponent - 2)) if isinstance(exponent, int) and -exponent <= 4 else 0
