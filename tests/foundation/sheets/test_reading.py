"""What is read of files, and what of hostile ones is not."""

from __future__ import annotations

import datetime as dt
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from minbar.foundation.sheets.reading import limits, workbook
from minbar.foundation.sheets.reading.workbook import REASONS, Unreadable, read_workbook
from tests.builders.workbooks import xlsx

HEADER = ["الاسم", "Şehir", "عدد"]
ROW = ["جمعية الأمل", "Iğdır", "٣"]


def why(path: Path) -> str:
    with pytest.raises(Unreadable) as refusal:
        read_workbook(path)
    assert str(refusal.value) == str(REASONS[refusal.value.code])
    return refusal.value.code


def cells(path: Path) -> list[list[object]]:
    (worksheet,) = read_workbook(path).worksheets
    return [list(row) for row in worksheet.rows]


# Formats


def test_xlsx_with_a_misleading_name_is_read_by_its_content(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.csv", {"t": [HEADER, ROW, [dt.date(2023, 5, 12)]]})
    assert cells(path)[:2] == [HEADER, ROW]
    assert cells(path)[2][0] == dt.date(2023, 5, 12)


def test_rows_keep_the_numbers_that_the_spreadsheet_program_shows(tmp_path: Path) -> None:
    (worksheet,) = read_workbook(xlsx(tmp_path / "a.xlsx", {"t": [[], [], ["x"], [], ["y"]]})).worksheets
    assert worksheet.first_row == 1
    assert [index + 1 for index, row in enumerate(worksheet.rows) if "y" in row] == [5]


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


def test_hidden_worksheets_are_not_read_and_named(tmp_path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    book.add_worksheet("seen").write_string(0, 0, "x")
    hidden = book.add_worksheet("lists")
    hidden.write_string(0, 0, "y")
    hidden.hide()
    book.close()
    found = read_workbook(tmp_path / "a.xlsx")
    assert ([worksheet.name for worksheet in found.worksheets], found.hidden) == (["seen"], ["lists"])


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


def test_a_worksheet_with_a_cell_in_each_far_corner_is_refused(good: Path, tmp_path: Path) -> None:
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


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("wb") as file:
        file.truncate(limits.FILE_BYTES + 1)
    assert why(tmp_path / "a.csv") == "too_large"


def test_a_missing_file_is_no_unreadable_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_workbook(tmp_path / "none.xlsx")


@pytest.mark.parametrize(("name", "code"), [("a.xlsx", "corrupt"), ("a.ODS", "corrupt")])
def test_text_under_the_name_of_a_packed_format_is_damaged(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / name).write_text("الاسم;الهاتف\n", encoding="utf-8")
    assert why(tmp_path / name) == code


# What one file may bring


SHEET_XML = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{}</sheetData></worksheet>"
)
STRINGS_XML = (
    '<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" '
    'uniqueCount="1"><si><t>{}</t></si></sst>'
)


def one_text_in_many_cells(good: Path, path: Path, *, characters: int, cells: int) -> Path:
    """A workbook that keeps its text once, however many cells show it."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, cells + 1))
    parts = {SHEET: SHEET_XML.format(rows).encode(), STRINGS: STRINGS_XML.format("x" * characters).encode()}
    return repacked(good, path, parts)


STRINGS = "xl/sharedStrings.xml"


@pytest.fixture
def peak(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How many megabytes more than at the beginning this process has had."""

    def resident() -> int:
        (line,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:")]
        return int(line.split()[1]) // 1024

    Path("/proc/self/clear_refs").write_text("5")  # from here on the peak is counted anew
    before = resident()
    return lambda: resident() - before


def test_a_long_text_that_stands_in_many_cells_is_refused_at_the_first(
    good: Path, tmp_path: Path, peak: Callable[[], int]
) -> None:
    path = one_text_in_many_cells(good, tmp_path / "a.xlsx", characters=100_000, cells=2_000)
    assert path.stat().st_size < 64 * 1024
    assert why(path) == "cell_too_long"
    assert peak() < 16


def test_texts_that_are_too_long_together_are_refused_on_the_way(
    good: Path, tmp_path: Path, peak: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = one_text_in_many_cells(good, tmp_path / "a.xlsx", characters=limits.CELL_CHARACTERS, cells=6_000)
    assert why(path) == "too_much_text"
    assert peak() < 2 * limits.CHARACTERS // 1_000_000


def test_the_longest_text_of_a_spreadsheet_is_taken(good: Path, tmp_path: Path) -> None:
    path = one_text_in_many_cells(good, tmp_path / "a.xlsx", characters=limits.CELL_CHARACTERS, cells=3)
    assert [len(str(row[0])) for row in cells(path)] == [limits.CELL_CHARACTERS] * 3


@pytest.mark.parametrize("newline", [b"\n", b"\r", b"\r\n", "\n".encode("utf-16-le")])
def test_more_lines_than_a_spreadsheet_has_rows_are_refused(tmp_path: Path, newline: bytes) -> None:
    mark = b"\xff\xfe" if len(newline) == 2 and newline != b"\r\n" else b""
    (tmp_path / "a.csv").write_bytes(mark + newline * (limits.ROWS + 1))
    assert why(tmp_path / "a.csv") == "too_many_rows"


def test_a_quotation_mark_that_is_never_closed_makes_a_cell_that_is_too_long(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b'"' + b"a,b\n" * 500_000)
    assert why(tmp_path / "a.csv") == "cell_too_long"


def test_a_line_of_nothing_but_separators_has_as_many_cells_as_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"," * 5_000_000)
    assert [len(row) for row in cells(tmp_path / "a.csv")] == [limits.COLUMNS]


ODS_XML = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="t">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)
ODS_ROW = (
    '<table:table-row table:number-rows-repeated="{rows}"><table:table-cell office:value-type="string" '
    'table:number-columns-repeated="{columns}"><text:p>{text}</text:p></table:table-cell></table:table-row>'
)


def ods(path: Path, body: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<a/>")
        archive.writestr("content.xml", ODS_XML.format(body))
    return path


@pytest.mark.parametrize(
    "body",
    {
        "a text in every row": ODS_ROW.format(rows=1_048_576, columns=1, text="x" * 30_000),
        "a text in every cell": ODS_ROW.format(rows=1_048_576, columns=16_384, text="x"),
        "a long text": ODS_ROW.format(rows=1_000, columns=60, text="x" * 100_000),
        "spaces": ODS_ROW.format(rows=1, columns=1, text='a<text:s text:c="4000000000"/>b'),
    }.values(),
)
def test_what_an_ods_says_to_repeat_is_not_made(tmp_path: Path, body: str, peak: Callable[[], int]) -> None:
    assert why(ods(tmp_path / "a.ods", body)) in {"bomb", "corrupt", "cell_too_long", "too_much_text", "too_many_cells"}
    assert peak() < 16


def test_rows_beyond_the_last_that_a_spreadsheet_has_are_not_made(tmp_path: Path) -> None:
    assert len(cells(ods(tmp_path / "a.ods", ODS_ROW.format(rows=2_000_000_000, columns=1, text="")))) <= limits.ROWS


def fat_that_turns_in_circles(content: bytearray) -> None:
    at = 512 * (struct.unpack_from("<L", content, 76)[0] + 1)
    for sector in range(128):
        struct.pack_into("<L", content, at + 4 * sector, sector)


def more_sectors_than_bytes(content: bytearray) -> None:
    struct.pack_into("<L", content, 44, 0xFFFFFF)


def a_stream_of_a_terabyte(content: bytearray) -> None:
    at = 512 * (struct.unpack_from("<L", content, 48)[0] + 1)
    for entry in range(4):
        struct.pack_into("<Q", content, at + 128 * entry + 120, 1 << 40)


@pytest.mark.parametrize("damage", [fat_that_turns_in_circles, more_sectors_than_bytes, a_stream_of_a_terabyte])
def test_an_xls_that_lies_about_itself_comes_to_an_end(
    tmp_path: Path, damage: Callable[[bytearray], None], peak: Callable[[], int]
) -> None:
    book = xlwt.Workbook()
    book.add_sheet("t").write(0, 0, "x" * 20_000)
    book.save(str(tmp_path / "a.xls"))
    content = bytearray((tmp_path / "a.xls").read_bytes())
    damage(content)
    (tmp_path / "a.xls").write_bytes(content)
    try:
        assert sum(len(worksheet.rows) for worksheet in read_workbook(tmp_path / "a.xls").worksheets) <= 1
    except Unreadable as refusal:
        assert refusal.code in {"bomb", "corrupt"}
    assert peak() < 16


def test_an_xls_whose_cells_share_one_text_is_counted_like_any_other(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("t")
    for number in range(2_000):
        page.write(number, 0, "x" * 32_000)
    book.save(str(tmp_path / "a.xls"))
    assert (tmp_path / "a.xls").stat().st_size < 256 * 1024
    assert why(tmp_path / "a.xls") in {"too_much_text", "bomb"}


# What a reader that is in a stranger's hands sends


def sent(monkeypatch: pytest.MonkeyPatch, path: Path, code: str) -> str:
    """Why a file is not taken whose reader runs ``code`` and then waits."""
    head = "import sys, struct, json, time; out = sys.stdout.buffer\n"
    head += "def part(b): out.write(struct.pack('>L', len(b)) + b); out.flush()\n"
    monkeypatch.setattr(workbook, "COMMAND", ("-c", f'{head}part(b\'["worksheet","t"]\')\n{code}\ntime.sleep(60)'))
    path.write_text("x")
    return why(path)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("out.write(b'\\xff\\xff\\xff\\xff'); out.flush()", "corrupt"),
        ("part(b'not json')", "corrupt"),
        ("part(b'[' * 100_000)", "corrupt"),
        ("part(b'[\"rows\", [[[1]]]]')", "corrupt"),
        ('part(b\'["rows", [[{"date": "x"}]]]\')', "corrupt"),
        ('part(b\'["rows", [[{"a": 1, "b": 1}]]]\')', "corrupt"),
        ('part(b\'["rows", [[{"timedelta": 1e300}]]]\')', "corrupt"),
        ("part(b'[\"rows\", [[' + b'1' * 5000 + b']]]')", "corrupt"),
        ('part(b\'["refused", "no such reason"]\')', "corrupt"),
        ("part(json.dumps(['rows', [['x' * 40_000]]]).encode())", "cell_too_long"),
        ("while True: part(json.dumps(['rows', [['x' * 32_000]] * 100]).encode())", "too_much_text"),
        ("while True: part(json.dumps(['rows', [[]] * 2_000]).encode())", "too_many_rows"),
        ("while True: part(json.dumps(['rows', [[''] * 1_000] * 100]).encode())", "too_many_cells"),
        ('while True: part(b\'["worksheet", "t"]\')', "bomb"),
    ],
)
def test_what_a_reader_sends_is_counted_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str, reason: str
) -> None:
    assert sent(monkeypatch, tmp_path / "a.csv", code) == reason


def test_a_reader_that_says_nothing_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(limits, "PROCESS_SECONDS", 0.2)
    assert sent(monkeypatch, tmp_path / "a.csv", "") == "took_too_long"
