"""The work rooms' sheets as offices keep them: Arabic headers, several names in a cell, numbers as typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from minbar.foundation.figures.declare import datasets
from minbar.foundation.sheets.exporting import export
from minbar.foundation.sheets.files import Source, apply_file, prepare
from minbar.foundation.sheets.models import Import
from minbar.foundation.sheets.results import FileResult, WorksheetResult
from minbar.foundation.sheets.undoing import undo
from minbar.network.directory.models import Organisation, Person
from minbar.work.engagement.models import Meeting, Partnership, SolutionPartner
from minbar.work.programmes.models import Activity, Participation, Work
from tests.builders.workbooks import Rows, xlsx
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ACTIVITIES = [
    ["سجل الأنشطة 2022-2024"],
    [],
    ["م", "رمز النشاط", "نوع النشاط", "عنوان النشاط", "المسار", "البرنامج", "تاريخ البدء", "الولاية", "ساعات التدريب",
     "عدد الحضور", "الكتاب", "المدربون", "الشركاء"],
    [1, "T001", "تدريب", "مختبر هارموني 1", "العلاقات العامة وتحسين السمعة", "هارموني", "٢٠٢٣/٥/١٢", "إسطنبول", "١٠",
     None, None, "أمل الحسن؛ زياد النجار", "جمعية الجسر"],
    [2, "R001", "نادي قراءة", "بيبلوفيل", None, "هارموني", "12 أيار 2023", None, None, None, "خبز وملح", None, None],
    [3, "S001", "عرض", "سينما", None, "هارموني", "12.05.2023", "أنقرة", None, "٢٥٠", None, None, None],
    [None, "المجموع", None, None, None, None, None, None, 10, 250],
]  # fmt: skip
PARTICIPATION = [
    ["رمز النشاط", "الجنس", "الفئة العمرية", "العدد"],
    ["T001", "female", "18-24", "١٢"],
    ["T001", "male", "25-34", 7],
    ["R001", "unknown", "unknown", 5],
]
MEETINGS = [
    ["تاريخ اللقاء", "الجهة أو الشخصية", "فئة اللقاء", "موضوع اللقاء", "لقاء رسمي حكومي", "الولاية", "المسار"],
    ["٢٠٢٣/٥/١٢", "جمعية الجسر؛ أمل الحسن", "syrian_institutions", "تنسيق", "لا", "إسطنبول", "التواصل والتشبيك"],
    ["12.05.2023", "جمعية الجسر", "turkish_public_bodies", "إقامات", "نعم", None, None],
]  # fmt: skip
PARTNERSHIPS = [
    ["الجهة الشريكة", "نوع الشراكة", "تاريخ التوقيع", "تاريخ الانتهاء", "رقم الوثيقة"],
    ["جمعية الجسر", "سورية", "12.05.2023", "12.05.2024", "ش-1"],
]
SOLUTIONS = [["الجهة", "ما تقدمه"], ["جمعية الجسر", "إعلام؛ صالات عرض"]]
BOOK = {
    "الأنشطة": ACTIVITIES, "المشاركون": PARTICIPATION, "اللقاءات": MEETINGS, "الشراكات": PARTNERSHIPS,
    "شركاء الحلول": SOLUTIONS,
}  # fmt: skip


@pytest.fixture(autouse=True)
def directory(person: Callable[..., Person], organisation: Callable[..., Organisation]) -> Iterator[None]:
    person("أمل الحسن", "female")
    person("زياد النجار", "male")
    organisation("جمعية الجسر")
    with translation.override("ar"):
        yield


@pytest.fixture
def take(tmp_path: Path) -> Callable[..., FileResult]:
    def run(worksheets: dict[str, Rows] = BOOK) -> FileResult:
        path = xlsx(tmp_path / "book.xlsx", worksheets)
        result = apply_file(prepare(Source("book.xlsx", path), {}), by=None)
        assert result.written, result.as_json()
        return result

    return run


def by_sheet(result: FileResult) -> dict[str, WorksheetResult]:
    return {str(worksheet.sheet): worksheet for worksheet in result.worksheets}


def counted(dataset: str, column: str, **only: Any) -> int:
    """The sum of a column over a dataset's rows, by hand."""
    return sum(
        row[column] or 0 for row in datasets()[dataset].rows() if all(row[key] == value for key, value in only.items())
    )


def test_a_workbook_becomes_records_that_count_as_it_does(take: Callable[..., FileResult]) -> None:
    result = by_sheet(take())
    created = {key: worksheet.created for key, worksheet in result.items()}
    assert created == {
        "activities": 3, "participation": 3, "meetings": 2, "partnerships": 1, "solution_partners": 1,
    }  # fmt: skip
    assert counted("activities", "hours", kind_code="training") == 10
    assert counted("participation", "heads", role="participant", kind_code="training") == 19
    assert counted("participation", "heads", role="participant", kind_code="screening") == 250
    assert {row["person_id"] for row in datasets()["participation"].rows() if row["role"] == "trainer"} == set(
        Person.objects.values_list("pk", flat=True)
    )
    assert [row["official"] for row in datasets()["meetings"].rows() if row["category_code"] == "turkish_public_bodies"]
    assert Activity.objects.get(code="R001").track.code == "relations"
    assert Work.objects.get().title == "خبز وملح"


def test_the_same_workbook_twice_changes_nothing(take: Callable[..., FileResult]) -> None:
    take()
    for worksheet in take().worksheets:
        assert (worksheet.created, worksheet.updated, worksheet.rejected) == (0, 0, 0), worksheet.sheet


def test_a_changed_cell_changes_its_record_alone(take: Callable[..., FileResult]) -> None:
    take()
    changed = [*ACTIVITIES[:3], [*ACTIVITIES[3][:11], "زياد النجار", "جمعية الجسر"], *ACTIVITIES[4:]]
    worksheet = take({"الأنشطة": changed}).worksheets[0]
    assert (worksheet.updated, worksheet.unchanged) == (1, 2)
    training = Activity.objects.get(code="T001")
    assert [str(line.person) for line in training.participation.filter(role="trainer")] == ["زياد النجار"]
    assert training.participation.filter(role="participant").count() == 2
    assert training.place.labels["tr"] == "İstanbul"


@pytest.mark.parametrize("key", ["activities", "participation", "meetings", "partnerships", "solution_partners"])
def test_what_is_exported_is_taken_back_unchanged(
    take: Callable[..., FileResult], cast: Cast, tmp_path: Path, key: str
) -> None:
    take()
    by = cast.secretariat_officer if key not in ("activities", "participation") else cast.programme_officer
    exported = tmp_path / "exported.xlsx"
    exported.write_bytes(export(key, by=by, reason="Test"))
    worksheet = apply_file(prepare(Source("exported.xlsx", exported), {}), by=by).worksheets[0]
    assert (worksheet.sheet, worksheet.created, worksheet.updated, worksheet.rejected) == (key, 0, 0, 0), (
        worksheet.as_json()
    )
    assert worksheet.unchanged > 0


def test_an_import_is_taken_back_whole(take: Callable[..., FileResult]) -> None:
    take()
    undo(Import.objects.get(), by=None)
    for model in (Activity, Participation, Meeting, Partnership, SolutionPartner):
        assert not model.objects.exists(), model


def rejected(tmp_path: Path, worksheets: dict[str, Rows]) -> dict[str, str]:
    result = apply_file(prepare(Source("book.xlsx", xlsx(tmp_path / "book.xlsx", worksheets)), {}), by=None)
    assert not result.written
    return {problem.header: problem.message for worksheet in result.worksheets for problem in worksheet.problems}


def test_lines_of_work_that_do_not_belong_together_are_refused_in_words(tmp_path: Path) -> None:
    row = ["X", "تدريب", "عنوان", "التواصل والتشبيك", "هارموني", "12.05.2023"]
    head = ["رمز النشاط", "نوع النشاط", "عنوان النشاط", "المسار", "البرنامج", "تاريخ البدء"]
    assert rejected(tmp_path, {"الأنشطة": [head, row]}) == {"البرنامج": "هذا البرنامج يتبع مسارًا آخر. صحّح أحدهما."}


def test_a_quantity_that_the_kind_does_not_count_is_refused_in_words(tmp_path: Path) -> None:
    row = ["عرض", "عنوان", "التواصل والتشبيك", "12.05.2023", 3]
    head = ["نوع النشاط", "عنوان النشاط", "المسار", "تاريخ البدء", "ساعات التدريب"]
    assert "أفرغ الخلية" in rejected(tmp_path, {"الأنشطة": [head, row]})["ساعات التدريب"]


def test_a_name_and_a_number_together_are_refused(take: Callable[..., FileResult], tmp_path: Path) -> None:
    take()
    head = ["رمز النشاط", "اسم المشارك", "العدد"]
    errors = rejected(tmp_path, {"المشاركون": [head, ["T001", "أمل الحسن", 3], ["T001", None, None]]})
    assert set(errors) == {"العدد"}


def test_a_person_by_name_counts_with_the_sex_that_the_directory_knows(take: Callable[..., FileResult]) -> None:
    take()
    take({"المشاركون": [["رمز النشاط", "اسم المشارك"], ["T001", "امل الحسن"]]})
    line = Participation.objects.get(person__isnull=False, role="participant")
    assert (line.sex, line.heads) == ("female", 1)


def test_two_partnerships_of_one_day_with_one_organisation_differ_by_their_purpose(
    take: Callable[..., FileResult],
) -> None:
    headers = ["الجهة الشريكة", "نوع الشراكة", "تاريخ التوقيع", "موضوع الشراكة"]
    book = {"الشراكات": [headers, *(["جمعية الجسر", "سورية", "12.05.2023", purpose] for purpose in ("تدريب", "نشر"))]}
    assert by_sheet(take(book))["partnerships"].created == 2
    assert by_sheet(take(book))["partnerships"].unchanged == 2


def test_a_file_without_purposes_finds_the_partnership_that_has_one(take: Callable[..., FileResult]) -> None:
    headers = ["الجهة الشريكة", "نوع الشراكة", "تاريخ التوقيع"]
    row = ["جمعية الجسر", "سورية", "12.05.2023"]
    take({"الشراكات": [[*headers, "موضوع الشراكة"], [*row, "تدريب"]]})
    assert by_sheet(take({"الشراكات": [headers, row]}))["partnerships"].unchanged == 1


def test_a_row_that_breaks_a_constraint_is_refused_in_the_models_words(
    take: Callable[..., FileResult], tmp_path: Path
) -> None:
    row = ["جمعية الجسر", "سورية", "12.05.2024", "12.05.2023", "ش-2"]
    assert rejected(tmp_path, {"الشراكات": [PARTNERSHIPS[0], row]}) == {
        "تاريخ الانتهاء": "لا يمكن أن تنتهي الشراكة قبل أن تبدأ. صحّح أحد التاريخين."
    }
