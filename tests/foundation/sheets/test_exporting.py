"""What leaves as a spreadsheet, and that it comes back unchanged."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from minbar.foundation.access.decisions import Denied
from minbar.foundation.journal.models import Entry
from minbar.foundation.sheets.exporting import as_csv, export, template, workbook
from minbar.foundation.sheets.files import Source, apply_file, prepare
from minbar.foundation.sheets.reading.delimited import read_rows
from minbar.work.programmes.models import Programme, Project, Track
from tests.cast import Cast

RISKY = st.text(alphabet="=+-@\t\r\n' |!A1cmd()ق", min_size=1, max_size=12)


@pytest.fixture
def programmes(db: None) -> None:
    Project.objects.all().delete()
    Programme.objects.all().delete()
    Track.objects.all().delete()
    culture = Track.objects.create(code="culture", labels={"ar": "=الثقافة", "tr": "Kültür"}, position=3)
    law = Track.objects.create(code="law", labels={"ar": "القانون"})
    Programme.objects.create(code="harmony", labels={"ar": "تماسك"}, track=culture)
    twin = Programme.objects.create(code="harmony-2", labels={"ar": "تماسك"}, track=law)
    Project.objects.create(code="p", labels={"ar": "مشروع"}, programme=twin, starts_on="2023-05-12")


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["ar", "tr", "en"])
@pytest.mark.parametrize("key", ["tracks", "programmes", "projects"])
def test_an_export_imported_again_changes_nothing(
    programmes: None, tmp_path: Path, key: str, language: str, form: str
) -> None:
    path = tmp_path / f"export.{form}"
    with translation.override(language):
        path.write_bytes(export(key, by=None, form=form))
    result = apply_file(prepare(Source(path.name, path), {}), by=None)
    (worksheet,) = result.worksheets
    assert worksheet.problems == []
    assert (worksheet.sheet, worksheet.created, worksheet.updated, worksheet.unchanged) == (key, 0, 0, worksheet.rows)
    assert worksheet.rows > 0


def test_an_arabic_reader_gets_a_sheet_from_right_to_left_with_typed_cells(programmes: None) -> None:
    with translation.override("ar"):
        page = openpyxl.load_workbook(io.BytesIO(export("projects", by=None))).active
    assert page.sheet_view.rightToLeft
    assert page.freeze_panes == "A2"
    headers = [cell.value for cell in page[1]]
    assert page.cell(2, headers.index("Begins") + 1).is_date


def test_a_text_that_begins_like_a_formula_stays_text(programmes: None) -> None:
    page = openpyxl.load_workbook(io.BytesIO(export("tracks", by=None))).active
    cell = next(cell for row in page.iter_rows() for cell in row if cell.value == "=الثقافة")
    assert cell.data_type == "s"


@given(RISKY)
def test_no_text_becomes_a_formula_in_a_workbook(text: str) -> None:
    page = openpyxl.load_workbook(io.BytesIO(workbook([("s", ["h"], [[text]], [10])]))).active
    assert page["A2"].data_type != "f"


@given(RISKY)
def test_no_text_becomes_a_formula_in_delimited_text_and_all_come_back(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    content = as_csv(["h", "n"], [[text, -5]])
    assert content.startswith(b"\xef\xbb\xbf")
    _headers, row = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert not row[0].lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
    assert row[1] == "-5"
    assert list(read_rows(content))[1][0] == text


def test_an_export_is_written_to_the_journal(programmes: None, cast: Cast) -> None:
    export("tracks", by=cast.programme_officer)
    entry = Entry.objects.get(event="sheets.exported")
    assert entry.actor == str(cast.programme_officer.uid)
    assert entry.changes["records"] == [None, 2]


def test_who_may_not_export_gets_nothing(programmes: None, cast: Cast) -> None:
    with pytest.raises(Denied):
        export("tracks", by=cast.stranger)
    with pytest.raises(Denied):
        template("tracks", by=cast.stranger)
