"""How a worksheet is understood: its header, its kind, its columns; and what is left out."""

from __future__ import annotations

import datetime as dt

import pytest

from minbar.foundation.sheets.cells import Limits, clean
from minbar.foundation.sheets.declare import Column, Kind, sheets
from minbar.foundation.sheets.leftovers import sort_rows
from minbar.foundation.sheets.reading.workbook import Worksheet
from minbar.foundation.sheets.recognition import Layout, recognise
from minbar.foundation.sheets.vocabulary import IDENTIFIER
from tests.builders.workbooks import Rows


def understood(rows: Rows, name: str = "ورقة1", **more: object) -> Layout:
    worksheet = Worksheet(name, 1, [["" if cell is None else cell for cell in row] for row in rows])
    return recognise(worksheet, memory=more.pop("memory", {}), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "headers",
    [
        ["الرمز", "الاسم بالعربية", "الترتيب"],
        ["الرّمز", "الأسم بالعربيه", "الترتيب "],
        ["KOD", "Arabic name", "SIRA"],
        ["Code:", "ARABIC NAME (official)", "position *"],
        ["Code", "Arabic nmae", "Position"],
    ],
)
def test_headers_are_known_in_three_languages_however_they_are_dressed(headers: list[str]) -> None:
    layout = understood([["سجل"], [], headers, ["a", "b", "1"]])
    assert layout.sheet is sheets()["tracks"]
    assert (layout.header_index, dict(layout.columns)) == (2, {0: "code", 1: "labels__ar", 2: "position"})


def test_the_worksheets_name_decides_between_sheets_that_fit_alike() -> None:
    rows = [["Code", "Arabic name"], ["a", "b"]]
    named = understood(rows, "مسارات 2024").sheet
    assert named is sheets()["tracks"]


def test_a_worksheet_of_something_else_is_not_recognised() -> None:
    assert understood([["ملاحظة"], ["نص حر"], ["نص آخر"]]).sheet is None


def test_what_the_reader_explained_goes_before_all_else() -> None:
    rows = [["Code", "Arabic name", "غامض"], ["a", "b", "1"]]
    memory = {("tracks", "غامض"): "position", ("tracks", "arabic name"): ""}
    assert dict(understood(rows, "tracks", memory=memory).columns) == {0: "code", 2: "position"}


def test_a_correction_replaces_what_was_recognised() -> None:
    rows = [["Code", "Arabic name", "x"], ["a", "b", "1"]]
    layout = understood(rows, "tracks", choice={"sheet": "tracks", "columns": {"2": "position", "1": ""}})
    assert dict(layout.columns) == {0: "code", 2: "position"}


def test_a_column_of_mere_numbers_is_no_identifier() -> None:
    assert IDENTIFIER not in understood([["uid", "Code", "Position"], ["1", "a", "1"]]).columns.values()


def left_out(rows: Rows) -> dict[int, str]:
    filled = [["" if cell is None else cell for cell in row] for row in rows]
    headers = ("Code", "Arabic name", "Position")
    layout = Layout(sheets()["tracks"], 0, headers, {0: "code", 1: "labels__ar", 2: "position"})
    return sort_rows(filled, layout).left_out


@pytest.mark.parametrize(
    "word", ["المجموع", "الإجمالي", "المجموع الكلي:", "TOPLAM", "Genel Toplam", "Total", "Grand total"]
)
def test_totals_are_left_out_by_their_word(word: str) -> None:
    assert left_out([["a", "b", 1.0], ["c", "d", 2.0], [word, None, 3.0]]) == {2: "total"}


def test_totals_are_left_out_by_their_sum() -> None:
    assert left_out([["a", "b", 1.0], ["c", "d", "٢"], [None, None, 3.0]]) == {2: "total"}


def test_a_record_whose_name_holds_such_a_word_stays() -> None:
    assert left_out([["Total Energies", "شركة", 1.0], ["total", "شركة", 2.0]]) == {}


def test_headers_repeated_on_each_page_and_notes_below_are_left_out() -> None:
    rows = [
        ["a", "b", 1.0],
        ["Code", "Arabic name", "Position"],
        ["c", "d", 2.0],
        ["المجموع", None, 3.0],
        ["أعده فلان"],
    ]
    assert left_out(rows) == {1: "header", 3: "total", 4: "note"}


def values(kind: Kind, *cells: object, **more: object) -> tuple[list[object], dict[int, str]]:
    cleaned = clean(Column("x", "x", kind, **more), cells, Limits(), {})  # type: ignore[arg-type]
    return cleaned.values, {index: problem.code for index, problem in cleaned.bad.items()}


def test_dates_in_every_usual_form_are_one_day() -> None:
    cells = ["٢٠٢٣/٥/١٢", "12.05.2023", "12 أيار 2023", "2023-05-12", "12 Mayıs 2023", 45058.0,
             dt.datetime(2023, 5, 12, 9, 30), dt.date(2023, 5, 12)]  # fmt: skip
    assert values(Kind.DATE, *cells) == ([dt.date(2023, 5, 12)] * len(cells), {})


def test_digits_of_three_kinds_are_one_number() -> None:
    assert values(Kind.INTEGER, "١٢٥٠", "۱۲۵۰", "1250", 1250.0, "1.250") == ([1250] * 5, {})


def test_bad_cells_are_named_and_the_others_read() -> None:
    found, bad = values(Kind.INTEGER, "1", "two", 2.5, "", required=True)
    assert found[0] == 1
    assert bad == {1: "NotANumber", 2: "NotWhole", 3: "missing"}


@pytest.mark.parametrize(
    ("kind", "cell", "code"),
    [
        (Kind.EMAIL, "not@an@address", "not_email"),
        (Kind.PHONE, "call me", "not_phone"),
        (Kind.URL, "no address", "not_url"),
        (Kind.BOOLEAN, "perhaps", "not_boolean"),
        (Kind.DATE, "31.02.2023", "ImpossibleDate"),
    ],
)
def test_each_kind_refuses_what_it_is_not(kind: Kind, cell: str, code: str) -> None:
    assert values(kind, cell)[1] == {0: code}


def test_a_cell_may_hold_several_values() -> None:
    assert values(Kind.TEXT, "a; b؛ a\nc", "", many=True) == ([("a", "b", "c"), ()], {})


def test_of_two_headers_that_mean_one_column_the_more_telling_is_read() -> None:
    layout = understood([["الاسم", "الاسم بالعربية", "الرمز"], ["أ", "ب", "ج"]])
    assert (layout.columns[1], layout.columns[2]) == ("labels__ar", "code")
    assert 0 not in layout.columns  # and the page of the import says that it is not read
