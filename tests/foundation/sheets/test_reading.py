"""What is read of files, and what of hostile ones is not."""

from __future__ import annotations

import datetime as dt
import struct
import zipfile
from pathlib import Path

import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from minbar.foundation.attachments.confinement import Refused
from minbar.foundation.sheets.reading import limits
from minbar.foundation.sheets.reading.contents import format_of
from minbar.foundation.sheets.reading.workbook import REASONS, Unreadable, read_workbook
from tests.foundation.sheets.workbooks import xlsx

HEADER = ["الاسم", "Şehir", "عدد"]
ROW = ["جمعية الأمل", "Iğdır", "٣"]


def why(path: Path) -> str:
    with pytest.raises(Unreadable) as refusal:
        read_workbook(path)
    assert str(refusal.value) == str(REASONS[refusal.value.code])
    return refusal.value.code


def cells(path: Path) -> list[list[object]]:
    (tab,) = read_workbook(path).tabs
    return [list(row) for row in tab.rows]


# Formats


def test_xlsx_with_a_misleading_name_is_read_by_its_content(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.csv", {"t": [HEADER, ROW, [dt.date(2023, 5, 12)]]})
    assert cells(path)[:2] == [HEADER, ROW]
    assert cells(path)[2][0] == dt.date(2023, 5, 12)


def test_rows_keep_the_numbers_that_the_spreadsheet_program_shows(tmp_path: Path) -> None:
    (tab,) = read_workbook(xlsx(tmp_path / "a.xlsx", {"t": [[], [], ["x"], [], ["y"]]})).tabs
    assert tab.first_row == 1
    assert [index + 1 for index, row in enumerate(tab.rows) if "y" in row] == [5]


def test_xls(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("t")
    for number, row in enumerate([HEADER, ROW]):
        for place, cell in enumerate(row):
            page.write(number, place, cell)
    book.save(str(tmp_path / "a.xls"))
    assert cells(tmp_path / "a.xls") == [HEADER, ROW]


def test_ods(tmp_path: Path) -> None:
    book, table = OpenDocumentSpreadsheet(), Table(name="t")
    for cells_ in (HEADER, ROW):
        row = TableRow()
        for text in cells_:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            row.addElement(cell)
        table.addElement(row)
    book.spreadsheet.addElement(table)
    book.save(str(tmp_path / "a.ods"))
    assert cells(tmp_path / "a.ods") == [HEADER, ROW]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimited_text(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("\r\n".join(delimiter.join(row) for row in [HEADER, ROW, ROW]).encode(encoding))
    assert cells(path) == [HEADER, ROW, ROW]


@pytest.mark.parametrize(
    ("encoding", "row"),
    [("cp1256", ["جمعية الأمل", "إسطنبول", "5"]), ("cp1254", ["Iğdır Şubesi", "Gümüşhane", "5"])],
)
def test_the_windows_encodings_of_arabic_and_turkish_are_told_apart(
    tmp_path: Path, encoding: str, row: list[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("\n".join([";".join(row)] * 3).encode(encoding))
    assert cells(path) == [row] * 3


def test_a_line_break_within_quotes_stays_in_its_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,b\n"first\nsecond",2\n')
    assert cells(path)[1] == ["first\nsecond", "2"]


def test_hidden_tabs_are_not_read_and_named(tmp_path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    book.add_worksheet("seen").write_string(0, 0, "x")
    hidden = book.add_worksheet("lists")
    hidden.write_string(0, 0, "y")
    hidden.hide()
    book.close()
    found = read_workbook(tmp_path / "a.xlsx")
    assert ([tab.name for tab in found.tabs], found.hidden) == (["seen"], ["lists"])


# Hostile files


def repacked(source: Path, target: Path, replace: dict[str, bytes]) -> Path:
    """The workbook with parts replaced or added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in replace:
                new.writestr(name, old.read(name))
        for name, content in replace.items():
            new.writestr(name, content)
    return target


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return xlsx(tmp_path / "good.xlsx", {"t": [HEADER, ROW]})


SHEET = "xl/worksheets/sheet1.xml"


def test_a_bomb_is_refused(good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = repacked(good, tmp_path / "bomb.xlsx", {"xl/media/a.bin": bytes(limits.UNPACKED_BYTES + 1)})
    assert bomb.stat().st_size < 2 * limits.MEBIBYTE
    assert why(bomb) == "bomb"


def test_a_bomb_that_lies_about_its_size_is_refused(good: Path, tmp_path: Path) -> None:
    path = repacked(good, tmp_path / "lie.xlsx", {"xl/media/a.bin": bytes(20 * limits.MEBIBYTE)})
    content = path.read_bytes().replace(struct.pack("<L", 20 * limits.MEBIBYTE), struct.pack("<L", 10))
    path.write_bytes(content)
    assert why(path) == "corrupt"


def test_too_many_parts_are_refused(good: Path, tmp_path: Path) -> None:
    parts = {f"xl/media/{number}": b"" for number in range(limits.PARTS + 1)}
    assert why(repacked(good, tmp_path / "many.xlsx", parts)) == "bomb"


@pytest.mark.parametrize("name", ["../../evil.txt", "/evil", "..\\evil", "C:\\evil"])
def test_parts_that_lead_out_of_the_file_are_refused(good: Path, tmp_path: Path, name: str) -> None:
    assert why(repacked(good, tmp_path / "slip.xlsx", {name: b"x"})) == "unsafe_parts"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE x [<!ENTITY a SYSTEM "secret">]>',
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        "<!-- " + "x" * 400_000 + ' --><!DOCTYPE x SYSTEM "http://example.org/evil.dtd">',
    ],
)
def test_declared_entities_are_refused(good: Path, tmp_path: Path, declaration: str, encoding: str) -> None:
    with zipfile.ZipFile(good) as archive:
        xml = archive.read(SHEET).decode()
    head, _end, rest = xml.partition("?>")
    evil = f"{head}?>{declaration}{rest}".encode(encoding)
    assert why(repacked(good, tmp_path / "xxe.xlsx", {SHEET: evil})) == "declares"


def test_a_tab_with_a_cell_in_each_far_corner_is_refused(good: Path, tmp_path: Path) -> None:
    xml = (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        "</sheetData></worksheet>"
    )
    path = repacked(good, tmp_path / "wide.xlsx", {SHEET: xml.encode()})
    assert why(path) in {"bomb", "too_many_cells"}


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_was_cut_off_is_refused(good: Path, tmp_path: Path, cut: float) -> None:
    content = good.read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(content[: int(len(content) * cut)])
    assert why(tmp_path / "cut.xlsx") == "corrupt"


def test_a_part_that_was_altered_is_refused(good: Path, tmp_path: Path) -> None:
    assert why(repacked(good, tmp_path / "odd.xlsx", {SHEET: b"<worksheet><sheetData><row"})) == "corrupt"


def test_a_locked_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "locked.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"))
    assert why(path) == "password"


def test_macros_are_refused(good: Path, tmp_path: Path) -> None:
    assert why(repacked(good, tmp_path / "m.xlsm", {"xl/vbaProject.bin": b"x"})) == "macros"


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n\x00\x01\x02",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"\x7fELF\x02\x01\x01\x00",
        b"MZ\x90\x00\x03\x00",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    ],
)
def test_other_files_are_refused_whatever_their_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    assert why(tmp_path / "a.xlsx") == "unknown_format"


def test_another_packed_format_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert why(tmp_path / "a.xlsx") == "unknown_format"


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()
    assert why(tmp_path / "a.csv") == "empty"


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("wb") as file:
        file.truncate(limits.FILE_BYTES + 1)
    with pytest.raises(Refused) as refusal:
        format_of(tmp_path / "a.csv")
    assert refusal.value.code == "too_large"


def test_a_missing_file_is_no_unreadable_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_workbook(tmp_path / "none.xlsx")


@pytest.mark.parametrize(("name", "code"), [("a.xlsx", "corrupt"), ("a.ODS", "corrupt")])
def test_text_under_the_name_of_a_packed_format_is_damaged(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / name).write_text("الاسم;الهاتف\n", encoding="utf-8")
    assert why(tmp_path / name) == code
