"""Dates are read from every usual form and written with Levantine months."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minbar.foundation.text.dates import (
    AmbiguousDate,
    DateError,
    HijriDate,
    ImpossibleDate,
    IncompleteDate,
    NotADate,
    YearOutOfRange,
    format_date_long,
    format_date_short,
    format_month,
    format_period,
    parse_date,
)
from minbar.foundation.text.months import MONTHS
from minbar.foundation.text.reader import Digits, reading_with

THE_DAY = dt.date(2023, 5, 12)
LEVANTINE = "كانون الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين الأول تشرين الثاني كانون الأول"


@pytest.mark.parametrize(
    "written",
    [
        "٢٠٢٣/٥/١٢", "۲۰۲۳/۰۵/۱۲", "12.05.2023", "12/5/2023", "12-5-2023", "12 / 05 / 2023", "2023-05-12", "2023/5/12",
        "20230512", "12 أيار 2023", "١٢ أيار ٢٠٢٣", "12 ايار، 2023", "12 مايو 2023", "12 أيار/مايو 2023", "12 ماي 2023",
        "الجمعة 12 أيار 2023", "يوم الجمعة 12 من أيار لعام 2023م", "12 Mayıs 2023", "12 MAYIS 2023", "12 mayis 2023",
        "12 Mayıs 2023 Cuma", "May 12 2023", "May 12, 2023", "12 May 2023", "12th of May 2023", "Friday, 12 May 2023",
        "12-May-23", "2023 أيار 12", "2023-05-12T10:00:00Z", "2023-05-12 00:00:00", "12.05.2023 14:30",
        "\u200f12\u200f/5\u200f/2023", 45058, 45058.75, "45058", THE_DAY, dt.datetime(2023, 5, 12, 23, 59),
    ],
)  # fmt: skip
def test_every_usual_form_is_read(written: object) -> None:
    assert parse_date(written) == THE_DAY


@pytest.mark.parametrize(("name", "month"), sorted(MONTHS.items()))
def test_every_month_name_is_read(name: str, month: int) -> None:
    assert parse_date(f"3 {name} 2024") == dt.date(2024, month, 3)


@pytest.mark.parametrize(
    ("written", "error"),
    [
        ("", NotADate),
        ("غير معروف", NotADate),
        ("12 أيار 2023 تقريبا", NotADate),
        (7, NotADate),
        (True, NotADate),
        (None, NotADate),
        ("31.02.2023", ImpossibleDate),
        ("5/13/2023", ImpossibleDate),
        ("31 أيلول 2023", ImpossibleDate),
        ("12.05.23", AmbiguousDate),
        ("2023", IncompleteDate),
        (2023, IncompleteDate),
        ("أيار 2023", IncompleteDate),
        ("5/2023", IncompleteDate),
        ("1444/10/22", HijriDate),
        ("22 شوال 1444 هـ", HijriDate),
        ("12.05.20223", YearOutOfRange),
        ("203/5/12", YearOutOfRange),
        ("12 أيار 2203", YearOutOfRange),
    ],
)
def test_what_can_not_be_a_date_says_why(written: object, error: type[DateError]) -> None:
    with pytest.raises(error):
        parse_date(written)


def test_the_month_comes_first_only_where_that_is_said() -> None:
    assert parse_date("5/12/2023") == dt.date(2023, 12, 5)
    assert parse_date("5/12/2023", month_first=True) == THE_DAY


def test_dates_are_written_in_the_three_languages() -> None:
    assert [format_date_long(THE_DAY, language=code) for code in ("ar", "tr", "en")] == [
        "12 أيار 2023",
        "12 Mayıs 2023",
        "12 May 2023",
    ]
    assert [format_date_short(THE_DAY, language=code) for code in ("ar", "tr", "en")] == [
        "12/5/2023",
        "12.05.2023",
        "12/05/2023",
    ]
    assert [format_month(THE_DAY, language=code) for code in ("ar", "tr", "en")] == [
        "أيار 2023",
        "Mayıs 2023",
        "May 2023",
    ]


def test_arabic_months_are_those_of_the_levant() -> None:
    months = (format_month(dt.date(2023, month, 1), language="ar").removesuffix(" 2023") for month in range(1, 13))
    assert " ".join(months) == LEVANTINE


def test_a_reader_of_arabic_may_choose_arabic_indic_digits_in_dates() -> None:
    with reading_with(Digits.ARABIC_INDIC):
        assert format_date_long(THE_DAY, language="ar") == "١٢ أيار ٢٠٢٣"
        assert format_date_long(THE_DAY, language="tr") == "12 Mayıs 2023"


def test_whole_years_are_said_as_years() -> None:
    assert format_period(dt.date(2022, 1, 1), dt.date(2024, 12, 31), language="ar") == "2022–2024"
    assert format_period(dt.date(2022, 1, 1), dt.date(2022, 12, 31), language="ar") == "2022"
    assert (
        format_period(dt.date(2022, 1, 1), dt.date(2022, 5, 12), language="ar") == "1 كانون الثاني 2022 – 12 أيار 2022"
    )


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)),
    st.sampled_from(["ar", "tr", "en"]),
    st.sampled_from(list(Digits)),
    st.sampled_from([format_date_long, format_date_short]),
)
def test_a_written_date_is_read_back(day: dt.date, language: str, digits: Digits, write: object) -> None:
    with reading_with(digits):
        assert parse_date(write(day, language=language)) == day  # type: ignore[operator]


@given(st.one_of(st.text(), st.integers(), st.floats(), st.text(alphabet="0123456789٠١٢٣/.- أيارمي")))
def test_anything_is_a_date_or_a_clear_error(value: object) -> None:
    try:
        assert isinstance(parse_date(value), dt.date)
    except DateError as error:
        assert str(error)
