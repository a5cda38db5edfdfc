"""Numbers are read from every usual form and written as the reader chose."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minbar.foundation.text.numbers import (
    AmbiguousNumber,
    NotANumber,
    NotWhole,
    format_number,
    format_percent,
    format_range,
    parse_integer,
    parse_number,
    parse_share,
)
from minbar.foundation.text.reader import Digits, reading_with


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("257", "257"),
        ("٢٥٧", "257"),
        ("۲۵۷", "257"),
        ("٢5٧", "257"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("١٬٢٣٤٫٥", "1234.5"),
        ("١٢٫٥", "12.5"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1 234", "1234"),
        ("1\u00a0234,50", "1234.50"),
        ("1'234", "1234"),
        ("12,5", "12.5"),
        ("12.50", "12.50"),
        ("0.123", "0.123"),
        (".5", "0.5"),
        ("−5", "-5"),
        ("5-", "-5"),
        ("+5", "5"),
        ("\u200f5\u200f", "5"),
        (5, "5"),
        (2.5, "2.5"),
        (Decimal("1.10"), "1.10"),
    ],
)
def test_a_number_is_read_from_any_digits_and_separators(written: object, number: str) -> None:
    assert parse_number(written) == Decimal(number)


@pytest.mark.parametrize(
    "written",
    ["", "-", "لا يوجد", "12 ساعة", "1..2", "1,23,4", "12,34,567.8", "-5-", "1.234.56", True, None, float("nan")],
)
def test_what_is_no_number_is_refused(written: object) -> None:
    with pytest.raises(NotANumber):
        parse_number(written)


@pytest.mark.parametrize("written", ["1.234", "1,234", "١.٢٣٤", "12,345"])
def test_a_separator_that_may_mean_either_is_refused_unless_the_column_says(written: str) -> None:
    with pytest.raises(AmbiguousNumber):
        parse_number(written)


def test_knowing_the_decimal_sign_settles_it() -> None:
    assert parse_number("1.234", decimal=",") == 1234
    assert parse_number("1.234", decimal=".") == Decimal("1.234")


def test_a_count_groups_thousands_with_either_separator() -> None:
    assert parse_integer("1.700") == parse_integer("1,700") == parse_integer("١٬٧٠٠") == parse_integer(1700.0) == 1700


def test_a_fraction_is_no_count() -> None:
    with pytest.raises(NotWhole):
        parse_integer("12.5")


@pytest.mark.parametrize("written", ["34%", "%34", "٪٣٤", "٣٤٪", "34 %", 0.34, "0.34"])
def test_a_share_is_read_with_its_sign_on_either_side(written: object) -> None:
    assert parse_share(written) == Decimal("0.34")


def test_a_share_has_one_sign() -> None:
    with pytest.raises(NotANumber):
        parse_share("%34%")


def test_numbers_are_grouped_as_the_language_does() -> None:
    assert format_number(1234567.891, language="ar") == "1,234,567.89"
    assert format_number(1234567.891, language="tr") == "1.234.567,89"
    assert format_number(1234567.891, language="en") == "1,234,567.89"
    assert format_number(3, decimals=1, language="tr") == "3,0"


def test_percent_stands_where_the_language_puts_it() -> None:
    assert format_percent(0.34, language="ar") == "34%"
    assert format_percent(0.34, language="tr") == "%34"
    assert format_percent(-0.345, decimals=1, language="tr") == "-%34,5"
    assert format_percent(0.34, language="en") == "34%"


@pytest.mark.parametrize(("language", "opener"), [("ar", "\u2067"), ("tr", "\u2066"), ("en", "\u2066")])
@pytest.mark.parametrize("digits", Digits)
def test_a_range_runs_as_its_language_does_in_whichever_digits(language: str, opener: str, digits: Digits) -> None:
    with reading_with(digits):
        written = format_range(51, 100, language=language)
        ends = [format_number(end, language=language) for end in (51, 100)]
    assert written == f"{opener}{ends[0]}–\u2060{ends[1]}\u2069"


def test_a_reader_of_arabic_may_choose_arabic_indic_digits() -> None:
    with reading_with(Digits.ARABIC_INDIC):
        assert format_number(1234.5, language="ar") == "١٬٢٣٤٫٥"
        assert format_percent(0.34, language="ar") == "٣٤٪"
        assert format_number(1234.5, language="tr") == "1.234,5"
    assert format_number(1234.5, language="ar") == "1,234.5"


@given(
    st.integers(min_value=-(10**12), max_value=10**12),
    st.sampled_from(["ar", "tr", "en"]),
    st.sampled_from(list(Digits)),
)
def test_a_written_count_is_read_back(number: int, language: str, digits: Digits) -> None:
    with reading_with(digits):
        assert parse_integer(format_number(number, language=language)) == number


@given(st.text())
def test_any_text_is_a_number_or_a_clear_error(text: str) -> None:
    try:
        assert parse_number(text).is_finite()
    except NotANumber as error:
        assert str(error)
    except AmbiguousNumber as error:
        assert str(error)
