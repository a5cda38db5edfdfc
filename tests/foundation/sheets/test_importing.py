"""What an import does to the records."""

from __future__ import annotations

import datetime as dt

import pytest

from minbar.foundation.journal.models import Entry
from minbar.work.programmes.models import Programme, Project, Track
from tests.foundation.sheets.conftest import Take

TRACKS = [
    ["سجل المسارات"],
    [],
    ["م", "الرمز", "الاسم بالعربية", "الترتيب"],
    [1, "culture", "الثقافة", "٣"],
    [2, "law", "القانون", 4],
    [None, "المجموع", None, 7],
]


@pytest.fixture(autouse=True)
def empty(db: None) -> None:
    Project.objects.all().delete()
    Programme.objects.all().delete()
    Track.objects.all().delete()


def test_rows_under_titles_become_records_and_the_totals_row_is_left_out(take: Take) -> None:
    result = take({"ورقة1": TRACKS}).worksheets[0]
    assert (result.sheet, result.header_row, result.rows, result.created, result.skipped) == ("tracks", 3, 3, 2, 1)
    assert result.left_out == [(6, "total")]
    assert dict(Track.objects.values_list("code", "position")) == {"culture": 3, "law": 4}
    assert Track.objects.get(code="law").labels == {"ar": "القانون"}


def test_the_same_file_twice_changes_nothing(take: Take) -> None:
    take({"t": TRACKS})
    before = list(Track.objects.order_by("pk").values())
    result = take({"t": TRACKS}).worksheets[0]
    assert (result.created, result.updated, result.unchanged) == (0, 0, 2)
    assert list(Track.objects.order_by("pk").values()) == before


def test_a_changed_cell_changes_its_field_alone(take: Take) -> None:
    take({"t": TRACKS})
    changed = [*TRACKS[:3], [1, "culture", "الثقافة والفنون", 3], *TRACKS[4:]]
    result = take({"t": changed}).worksheets[0]
    assert (result.updated, result.unchanged) == (1, 1)
    assert result.differences[0].changes == [("labels__ar", "الثقافة", "الثقافة والفنون")]
    assert Track.objects.get(code="culture").labels["ar"] == "الثقافة والفنون"


def test_a_dry_run_says_the_same_and_writes_nothing(take: Take) -> None:
    result = take({"t": TRACKS}, dry=True)
    assert result.worksheets[0].created == 2
    assert not result.written
    assert not Track.objects.exists()
    assert not Entry.objects.exists()


def test_worksheets_are_taken_in_the_order_in_which_they_need_each_other(take: Take) -> None:
    projects = [["Code", "Programme", "Begins"], ["p1", "تماسك", "12 أيار 2023"]]
    programmes = [["Code", "Arabic name", "Track"], ["harmony", "تماسك", "culture"]]
    result = take({"projects": projects, "programmes": programmes, "tracks": TRACKS})
    assert [worksheet.created for worksheet in result.worksheets] == [1, 1, 2]
    project = Project.objects.select_related("programme__track").get()
    assert project.programme.track.code == "culture"
    assert project.starts_on == dt.date(2023, 5, 12)


def test_one_bad_row_keeps_the_whole_file_out(take: Take) -> None:
    rows = [*TRACKS[:4], [2, "law", "القانون", "four"]]
    result = take({"t": rows})
    assert not result.written
    assert not Track.objects.exists()
    (problem,) = result.worksheets[0].problems
    assert (problem.row, problem.column, problem.header, problem.code) == (5, "position", "الترتيب", "NotANumber")


def test_partial_takes_the_rest(take: Take) -> None:
    rows = [*TRACKS[:4], [2, "law", "القانون", "four"]]
    result = take({"t": rows}, partial=True)
    assert result.written
    assert [track.code for track in Track.objects.all()] == ["culture"]


def test_a_rule_of_the_database_rejects_only_the_row_that_breaks_it(take: Take) -> None:
    rows = [["Code", "Position"], ["a", 1], ["b", 2], ["c" * 70, 3]]
    result = take({"tracks": rows}, partial=True).worksheets[0]
    assert result.created == 2
    assert [problem.row for problem in result.problems] == [4]


def test_each_created_record_has_its_entry_in_the_journal(take: Take) -> None:
    take({"t": TRACKS})
    track = Track.objects.get(code="law")
    entry = Entry.objects.get(subject=f"programmes.track:{track.uid}")
    assert entry.event == "sheets.record_added"
    assert entry.changes["position"] == [None, 4]


def test_an_unknown_reference_suggests_the_nearest_name(take: Take) -> None:
    take({"tracks": TRACKS})
    result = take({"programmes": [["Code", "Arabic name", "Track"], ["x", "س", "القانن"]]}).worksheets[0]
    assert result.problems[0].code == "not_found_near"
    assert result.problems[0].detail["near"] == "القانون"


def test_a_row_that_stands_twice_is_refused_the_second_time(take: Take) -> None:
    result = take({"tracks": [["Code", "Position"], ["a", 1], ["A ", 2]]}).worksheets[0]
    assert [(problem.row, problem.code, problem.detail) for problem in result.problems] == [(3, "twice", {"row": 2})]


def test_a_check_of_the_whole_row_is_said_beside_its_column(take: Take) -> None:
    take({"tracks": TRACKS, "programmes": [["Code", "Arabic name", "Track"], ["harmony", "تماسك", "culture"]]})
    rows = [["Code", "Programme", "Begins", "Ends"], ["p", "harmony", dt.date(2023, 5, 1), dt.date(2043, 5, 1)]]
    (problem,) = take({"projects": rows}).worksheets[0].problems
    assert (problem.column, problem.message) == ("ends_on", "The end lies too far away.")


def test_an_empty_cell_leaves_a_value_alone_where_the_row_carries_no_identifier(take: Take) -> None:
    take({"t": TRACKS})
    result = take({"tracks": [["Code", "Arabic name", "Position"], ["law", None, None]]}).worksheets[0]
    assert result.unchanged == 1


def test_an_empty_cell_clears_where_the_row_carries_the_identifier(take: Take) -> None:
    take({"t": TRACKS})
    uid = str(Track.objects.get(code="law").uid)
    result = take({"tracks": [["Identifier", "Code", "Arabic name"], [uid, "law", None]]}).worksheets[0]
    assert result.updated == 1
    assert Track.objects.get(code="law").labels["ar"] == ""
