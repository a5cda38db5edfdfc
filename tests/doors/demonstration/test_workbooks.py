"""The demonstration workbooks hold records that add up to the annual report, written as an office writes them."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from minbar.doors.demonstration.names import INVENTED_FAMILIES
from minbar.doors.demonstration.work_rows import parts_of
from minbar.doors.demonstration.workbooks import write_workbooks

HEADER_ROW = 3


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_workbooks(tmp_path_factory.mktemp("workbooks"))


@pytest.fixture(scope="module")
def worksheets(workbooks: list[Path]) -> dict[str, list[dict[str, Any]]]:
    """Data rows by worksheet, without the totals row."""
    found = {}
    for path in workbooks:
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python()
            lines = [dict(zip(rows[HEADER_ROW], row, strict=True)) for row in rows[HEADER_ROW + 1 :]]
            found[name] = [line for line in lines if line["م"] != ""]
    return found


def number(value: Any) -> int:
    return int(value) if value != "" else 0


def total(lines: list[dict[str, Any]], column: str) -> int:
    return sum(number(line[column]) for line in lines)


def test_the_same_seed_writes_the_same_bytes(workbooks: list[Path], tmp_path: Path) -> None:
    again = write_workbooks(tmp_path)

    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in workbooks]


def test_the_directory_has_more_than_three_thousand_entries_and_no_name_twice(worksheets: Any) -> None:
    names = [line["اسم الجهة"] for line in worksheets["المؤسسات"]] + [
        line["الاسم الكامل"] for line in worksheets["الشخصيات"]
    ]

    assert len(names) > 3000
    assert len(set(names)) == len(names)


def test_meetings_are_those_of_the_report_in_six_categories(worksheets: Any) -> None:
    assert sorted(Counter(line["فئة اللقاء"] for line in worksheets["اللقاءات"]).values()) == [16, 27, 32, 43, 68, 71]
    assert len(worksheets["اللقاءات"]) == 257


def test_activities_add_up_to_the_report(worksheets: Any) -> None:
    activities = worksheets["الأنشطة"]
    kinds = Counter(line["نوع النشاط"] for line in activities)

    assert (kinds["اجتماع شامل"], kinds["ورشة عمل"], kinds["نشاط توعوي"], kinds["عرض"]) == (186, 19, 30, 19)
    assert total(activities, "ساعات التدريب") == 470
    assert total(activities, "عدد الحضور") == 5000
    assert total(activities, "عدد التسجيلات") == 568
    assert len({line["الكتاب"] for line in activities} - {""}) == 20


def test_127_people_train_each_counted_once(worksheets: Any) -> None:
    cells = [line["المدربون"] for line in worksheets["الأنشطة"] if line["المدربون"]]

    assert len({name.strip() for cell in cells for name in cell.split("؛")}) == 127
    assert sum(len(cell.split("؛")) for cell in cells) > 127  # some train more than once


def test_head_counts_are_850_people_trained_and_196_readers(worksheets: Any) -> None:
    people = worksheets["المشاركون"]

    assert total([line for line in people if line["رمز النشاط"].startswith("T")], "العدد") == 850
    assert total([line for line in people if line["رمز النشاط"].startswith("R")], "العدد") == 196


def test_content_and_issues_add_up_to_the_report(worksheets: Any) -> None:
    kinds = Counter(line["نوع المحتوى"] for line in worksheets["المحتوى"])

    assert (kinds["فيديو توعوي"], kinds["ريل"], kinds["مقابلة"], kinds["قصة إنسانية"]) == (65, 75, 100, 6)
    assert total(worksheets["المحتوى"], "عدد الصفحات") == 300
    assert len(worksheets["القضايا المجتمعية"]) == 24


def test_cases_add_up_to_the_report(worksheets: Any) -> None:
    cases = worksheets["الحالات"]

    assert sorted(Counter(line["نوع الاستشارة"] for line in cases).values()) == [131, 316, 606, 647]
    assert Counter(line["الوساطة"] for line in cases if line["الوساطة"]) == {"دائرة الهجرة": 50, "جهات أخرى": 4}
    ways = Counter(line["التوجيه للقضاء"] for line in cases if line["التوجيه للقضاء"])
    assert sorted(ways.values()) == [2, 2, 4]
    assert sum(1 for line in cases if line["وضع الحالة"] == "مفتوحة") == 13


def test_nobody_in_a_case_can_be_anybody(worksheets: Any) -> None:
    cases = worksheets["الحالات"]

    assert {line["الاسم الكامل"].split()[-1] for line in cases} <= set(INVENTED_FAMILIES)
    assert len({line["الاسم الكامل"] for line in cases}) == len(cases) == 1700
    phones = [line["رقم الهاتف"] for line in cases if line["رقم الهاتف"]]
    assert all(re.fullmatch(r"\+1 \d{3} 555 01\d\d", phone) for phone in phones)
    assert len(set(phones)) == len(phones)
    documents = [str(line["رقم وثيقة الحماية المؤقتة"]) for line in cases if line["رقم وثيقة الحماية المؤقتة"]]
    assert not any(sum(map(int, number[:10])) % 10 == int(number[10]) for number in documents)


def test_the_office_mixes_digits_and_ways_of_writing_dates(worksheets: Any) -> None:
    dates = [line["تاريخ اللقاء"] for line in worksheets["اللقاءات"]]
    written = [date for date in dates if isinstance(date, str)]

    assert any("٢٠٢" in date for date in written)
    assert any("." in date for date in written)
    assert any("تشرين" in date for date in written)
    assert len(written) < len(dates)
    assert {type(line["العدد"]) for line in worksheets["المشاركون"]} == {str, float}


@pytest.mark.parametrize(("whole", "count", "least"), [(470, 47, 4), (10, 3, 3), (5, 1, 0)])
def test_parts_add_up_and_none_is_too_small(whole: int, count: int, least: int) -> None:
    parts = parts_of(random.Random(1), whole, count, least)

    assert (sum(parts), len(parts)) == (whole, count)
    assert min(parts) >= least
