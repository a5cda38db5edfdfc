"""What is taken out of a result before anybody is told, and what an address may say of a period."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import QueryDict

from minbar.foundation.figures.audiences import Hidden
from minbar.foundation.figures.masks import CLOSED, Mask, masked
from minbar.foundation.figures.parts import read_period
from minbar.foundation.figures.period import Period
from minbar.foundation.figures.results import Result, Row

RESULT = Result("f", 12, {}, rows=(Row(("f",), 3, 3), Row(("m",), 9, 9)), records=12, engine="live")


def test_of_what_is_not_told_at_all_neither_the_value_nor_the_rows_nor_how_many_there_are_is_left() -> None:
    told = masked(RESULT, CLOSED)
    assert (told.value, told.records, told.rows, told.hidden) == (None, None, (), Hidden.WITHHELD)


def test_a_row_is_hidden_with_its_number_of_records_and_the_others_stay() -> None:
    told = masked(RESULT, Mask(None, (Hidden.FEW, None)))
    assert (told.value, told.hidden) == (12, None)
    assert told.rows == (Row(("f",), None, None, Hidden.FEW), RESULT.rows[1])


@pytest.mark.parametrize(
    ("address", "period"),
    [
        ("from=2022-01-01&to=2022-12-31", Period(date(2022, 1, 1), date(2022, 12, 31))),
        ("to=2022-12-31", Period(None, date(2022, 12, 31))),
        ("", None),
        ("from=2022-13-45", None),
        ("from=2022-12-31&to=2022-01-01", None),
    ],
)
def test_an_address_whose_period_makes_no_sense_has_none(address: str, period: Period | None) -> None:
    assert read_period(QueryDict(address)) == period
