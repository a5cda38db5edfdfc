"""A case workbook goes straight into the vault: full cases come of it, and nothing of it is repeated anywhere."""

from __future__ import annotations

import datetime as dt
import io
import logging
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings as settings_of_site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minbar.foundation.accounts.models import User
from minbar.foundation.sheets import tasks
from minbar.foundation.sheets.exporting import export
from minbar.foundation.sheets.files import Source, apply_file, check_files, prepare
from minbar.foundation.sheets.models import Import
from minbar.foundation.sheets.results import FileResult
from minbar.foundation.sheets.undoing import undo
from minbar.foundation.vault.models import SubjectKey
from minbar.work.casework.case_import.sheets.drafts import age_band, written_birth
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.actions import reopen_case
from minbar.work.casework.cases.models import Case, CaseService, Topic
from minbar.work.casework.data_rights.actions.retention import count_anew
from minbar.work.casework.identity.models import Client, PartyKey
from tests.builders.entries import organisation
from tests.builders.workbooks import Rows, xlsx
from tests.cast import Cast

pytestmark = pytest.mark.django_db

HEADERS = [
    "رقم الحالة", "تاريخ الاستقبال", "الاسم الكامل", "رقم الهاتف", "رقم الكيملك", "تاريخ الميلاد", "الجنسية", "الجنس",
    "الولاية", "طريقة التواصل", "الموضوع", "درجة الاستعجال", "وصف المشكلة", "نوع الاستشارة", "تاريخ الاستشارة",
    "الوساطة", "تاريخ الوساطة", "التوجيه للقضاء", "تاريخ الجلسة", "النتيجة", "تاريخ النتيجة", "وضع الحالة",
    "تاريخ الإغلاق", "المرشد", "الموافقة على الخدمة", "الموافقة على المشاركة", "ملاحظات",
]  # fmt: skip
ADVISED = "توجيه للقيام بإجراءات قانونية تتضمن الرجوع للقضاء"
MARK = "كناري"  # in every cell that must not come out anywhere
FULL = [
    f"ح-{MARK}-1", "12.05.2023", f"فاطمة {MARK} النجار", "+1 202 555 0142", "99123456780", "1987", f"سورية {MARK}",
    "أنثى", "إسطنبول", "واتساب", "وثيقة الحماية المؤقتة", "عاجلة", f"رُفضت وثيقتي {MARK}", ADVISED, "13.05.2023",
    "دائرة الهجرة", "20.05.2023", "كفالة الحالة من قبل المشروع", "01.06.2024", "إيجابي", "01.07.2023", "مغلقة",
    "02.07.2023", "case worker", "نعم", "لا", f"اتصلنا بها {MARK}",
]  # fmt: skip
LEAN = [f"ح-{MARK}-2", "14.05.2023"]
#: One cell wrong in each, and the mark in it or beside it.
WRONG = {
    "تاريخ الاستقبال": f"يوم {MARK}", "رقم الهاتف": f"لا هاتف {MARK}", "تاريخ الميلاد": f"يوم ما {MARK}",
    "الجنس": f"غير {MARK}", "الولاية": f"ولاية {MARK}", "الموضوع": f"موضوع {MARK}",
    "نوع الاستشارة": f"نصيحة {MARK}", "تاريخ الوساطة": "01.01.2020", "الموافقة على الخدمة": f"ربما {MARK}",
    "رقم الحالة": "ح" * 50 + MARK,
}  # fmt: skip


def book(*rows: list[Any]) -> dict[str, Rows]:
    return {"الحالات": [["سجل الحالات"], [], HEADERS, *rows]}


def wrong_rows() -> list[list[Any]]:
    rows = []
    for number, (header, cell) in enumerate(WRONG.items(), start=10):
        row = [f"ح-{MARK}-{number}", *FULL[1:]]
        row[HEADERS.index(header)] = cell
        rows.append(row)
    return rows


def take(tmp_path: Path, worksheets: dict[str, Rows], *, by: User | None, dry: bool = False, **more: Any) -> FileResult:
    file = prepare(Source("book.xlsx", xlsx(tmp_path / "book.xlsx", worksheets)), {})
    return check_files([file], by=by)[0] if dry else apply_file(file, by=by, **more)


@pytest.fixture
def full(cast: Cast, tmp_path: Path) -> Case:
    """The case of a full row."""
    result = take(tmp_path, book(FULL), by=cast.case_supervisor)
    assert result.written, result.worksheets[0].problems
    with wall.system_access():
        return Case.objects.select_related("client", "content").get()


def test_a_row_becomes_a_full_case(full: Case, cast: Cast) -> None:
    with wall.system_access():
        assert (full.opened_on, full.stage, full.closed_on) == (dt.date(2023, 5, 12), "closed", dt.date(2023, 7, 2))
        assert full.topic == Topic.objects.get(code="temporary_protection_document")
        assert (full.channel, full.urgency, full.sex, full.age_band) == ("whatsapp", "high", "female", "30_59")
        assert (full.advice, full.mediation) == ("advice_judicial_procedure", "migration_directorate")
        assert (full.court_orientation, full.result) == ("sponsorship", "result_positive")
        assert full.assigned_to == cast.case_worker


def test_what_tells_whose_it_is_and_what_was_said_lies_sealed(full: Case) -> None:
    with wall.system_access():
        assert full.client is not None
        assert full.client.reveal("name") == f"فاطمة {MARK} النجار"
        assert full.client.reveal("document_number") == "99123456780"
        assert full.client.reveal("birth_date") == "1987"
        assert full.content.reveal("request") == f"رُفضت وثيقتي {MARK}"
        assert full.notes.get().reveal("text") == f"اتصلنا بها {MARK}"
        assert full.client.subject == full.subject == full.content.subject


def test_each_step_is_an_action_on_its_day(full: Case, cast: Cast) -> None:
    with wall.system_access():
        steps = CaseService.objects.filter(case=full).order_by("pk")
        assert [(step.kind, step.done_on.isoformat()) for step in steps] == [
            ("advice", "2023-05-13"), ("mediation", "2023-05-20"), ("court", "2023-05-12"), ("result", "2023-07-01"),
        ]  # fmt: skip
        assert {step.done_by for step in steps} == {cast.case_worker}
        assert steps[1].mediation.body == "migration_directorate"
        assert steps[2].court.hearing_on == dt.date(2024, 6, 1)


def test_the_worker_reads_it_and_the_supervisor_its_head_alone(full: Case, cast: Cast) -> None:
    with wall.reading_as(cast.case_worker):
        assert Client.objects.filter(cases=full).exists()
    with wall.reading_as(cast.case_supervisor):
        assert Case.objects.filter(pk=full.pk).exists()
        assert not Client.objects.exists()
        assert not PartyKey.objects.exists()


def test_only_consents_that_were_given_are_kept(full: Case) -> None:
    with wall.system_access():
        assert list(full.consents.values_list("kind", flat=True)) == ["service"]


def test_a_closed_case_is_kept_as_long_as_its_topic_says_until_it_is_reopened(
    cast: Cast, tmp_path: Path, full: Case
) -> None:
    assert full.erase_after == dt.date(2023 + settings_of_site.CASES_KEPT_YEARS, 7, 2)
    with wall.system_access():
        assert count_anew() == 0  # as it is counted each night
    assert reopen_case(by=cast.case_worker, case=full).erase_after is None
    Topic.objects.filter(code="temporary_protection_document").update(retention_years=2)
    assert take(tmp_path, book(["K-2", *FULL[1:]], LEAN), by=cast.case_supervisor).written
    with wall.system_access():
        kept = dict(Case.objects.exclude(pk=full.pk).values_list("number", "erase_after"))
    assert kept == {"K-2": dt.date(2025, 7, 2), LEAN[0]: None}


def test_a_row_of_two_cells_is_a_new_case_of_somebody_unnamed(cast: Cast, tmp_path: Path) -> None:
    assert take(tmp_path, book(LEAN), by=cast.case_supervisor).written
    with wall.system_access():
        case = Case.objects.get()
        assert (case.stage, case.client, case.assigned_to, case.accesses.count()) == ("new", None, None, 0)


def test_the_same_workbook_again_changes_nothing_and_compares_nothing(full: Case, cast: Cast, tmp_path: Path) -> None:
    other = [FULL[0], "01.01.2022", "اسم آخر", *FULL[3:]]
    for row in (FULL, other):
        (worksheet,) = take(tmp_path, book(row), by=cast.case_supervisor, dry=True).worksheets
        assert (worksheet.created, worksheet.updated, worksheet.unchanged, worksheet.differences) == (0, 0, 1, [])


def test_undoing_leaves_nothing_of_the_case_and_destroys_its_key(full: Case) -> None:
    undo(Import.objects.get(), by=None)
    with wall.system_access():
        assert not any(model.objects.exists() for model in (Case, Client, CaseService, PartyKey))
    assert SubjectKey.objects.get(subject=full.subject).half is None


def test_each_wrong_cell_is_told_by_row_header_and_reason_and_never_repeated(cast: Cast, tmp_path: Path) -> None:
    (worksheet,) = take(tmp_path, book(*wrong_rows()), by=cast.case_supervisor).worksheets
    assert worksheet.rejected == len(WRONG)
    found = {(problem.row, problem.header) for problem in worksheet.problems}
    assert set(enumerate(WRONG, start=4)) <= found
    assert all(problem.message and MARK not in problem.message for problem in worksheet.problems)


def test_the_same_person_twice_is_told_without_saying_who(full: Case, cast: Cast, tmp_path: Path) -> None:
    with wall.system_access():
        Case.objects.update(stage="in_progress", closed_on=None)
    again = ["X-1", "13.05.2023", "شخص غيرها تماما", "00 1 (202) 555-0142", *FULL[4:]]
    third = ["X-2", "13.05.2023", "Khadija Al Sabbagh", "", "٩٩١٢٣٤٥٦٧٨٠", *FULL[5:]]
    (worksheet,) = take(tmp_path, book(again, third), by=cast.case_supervisor, dry=True).worksheets
    told = [(notice.row, notice.column) for notice in worksheet.notices]
    assert told.count((4, "phone")) == told.count((4, "document_number")) == 1
    assert told.count((5, "document_number")) == 2  # as in row 4 of the workbook, and as in the case
    assert not re.search("202|9912", str([notice.message for notice in worksheet.notices]))
    with wall.system_access():
        Case.objects.update(is_limited=True)
    (worksheet,) = take(tmp_path, book(third), by=cast.case_supervisor, dry=True).worksheets
    assert worksheet.notices == []


def test_a_worker_of_former_days_is_kept_among_the_notes_and_gets_no_access(cast: Cast, tmp_path: Path) -> None:
    row = [*FULL[: HEADERS.index("المرشد")], f"موظف {MARK}", *FULL[HEADERS.index("المرشد") + 1 :]]
    (worksheet,) = take(tmp_path, book(row), by=cast.case_supervisor).worksheets
    assert [(notice.column, MARK in notice.message) for notice in worksheet.notices] == [("worker", False)]
    with wall.system_access():
        case = Case.objects.get()
        assert (case.assigned_to, case.accesses.count()) == (None, 0)
        assert case.notes.get().reveal("text").endswith(f"موظف {MARK}")


CANARIES = (MARK, "2025550142", "202 555 0142", "99123456780")


def everything_kept() -> str:
    """Every table that the application reads, as the one who sees all would dump it."""
    with connection.cursor() as cursor, wall.system_access():
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            found += [f"{table}: {line}" for (line,) in cursor.fetchall()]
    return "\n".join(found)


def leaks(text: str) -> list[str]:
    hexadecimal = [mark.encode().hex() for mark in CANARIES]
    lines = [line for line in text.splitlines() if any(mark in line for mark in (*CANARIES, *hexadecimal))]
    return [line for line in lines if not line.startswith("casework_case: ")]  # the number is of the head


def test_no_canary_is_in_page_report_journal_log_or_dump(
    cast: Cast, client: Browser, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A good row, bad rows, a header that is none; sent, checked, explained, taken over in part, and undone."""
    rows = book(FULL, *wrong_rows())
    rows["الحالات"] = [row if number != 2 else [*row, f"عمود {MARK}"] for number, row in enumerate(rows["الحالات"])]
    sheet = SimpleUploadedFile("book.xlsx", xlsx(tmp_path / "b.xlsx", rows).read_bytes())
    client.force_login(cast.case_supervisor)
    with caplog.at_level(logging.DEBUG):
        answer = client.post(reverse("exchange:import-add"), {"spreadsheets": [sheet]})
        record = Import.objects.get()
        tasks.check(batch=str(record.batch))
        page = reverse("exchange:import", args=[record.uid])
        seen = [answer.headers["Location"], client.get(page).content.decode(), everything_kept()]
        explained = {"sheet": "cases", "header_row": "4"} | {f"column-{n}": "" for n in range(len(HEADERS))}
        client.post(reverse("exchange:import-explain", args=[record.uid, 0]), explained)
        tasks.check(batch=str(record.batch))
        seen += [client.get(page).content.decode(), everything_kept()]
        Import.objects.update(choices={})
        tasks.check(batch=str(record.batch))
        report = client.get(reverse("exchange:import-rejected", args=[record.uid])).content
        seen.append(cells_of(report))
        tasks.apply(batch=str(record.batch), partial=True)
        seen += [client.get(page).content.decode(), client.get(reverse("exchange:imports")).content.decode()]
        seen.append(everything_kept())
        tasks.take_back(import_id=record.pk, by_id=cast.case_supervisor.pk)
        seen += [client.get(page).content.decode(), everything_kept(), caplog.text]
    assert cells_of(report).count("تاريخ الاستقبال") > 0
    assert [found for text in seen for found in leaks(text)] == []


def cells_of(content: bytes) -> str:
    pages = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    return "\n".join(str(cell.value) for page in pages for row in page.iter_rows() for cell in row if cell.value)


def test_the_command_that_imports_repeats_no_cell(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from click.testing import CliRunner

    from minbar.doors.cli.importing import import_files

    path = xlsx(tmp_path / "book.xlsx", book(*wrong_rows()))
    for arguments in ([str(path)], [str(path), "--json"]):
        result = CliRunner().invoke(import_files, arguments)
        assert result.exit_code == 2
        assert MARK not in result.output


@pytest.mark.parametrize("role", ["administrator", "director", "secretariat_officer", "case_worker", "delegate"])
def test_nobody_else_finds_the_sheet_or_the_import(cast: Cast, client: Browser, full: Case, role: str) -> None:
    record = Import.objects.get()
    Import.objects.update(by=getattr(cast, role))
    client.force_login(getattr(cast, role))
    for address in (
        reverse("exchange:export", args=["cases"]),
        reverse("exchange:export-template", args=["cases"]),
        reverse("exchange:import", args=[record.uid]),
        reverse("exchange:import-rejected", args=[record.uid]),
    ):
        assert client.get(address).status_code in (403, 404)
        assert MARK not in client.get(address).content.decode()
    assert MARK not in client.get(reverse("exchange:imports")).content.decode()


def test_what_comes_out_are_heads_without_anything_that_is_sealed(full: Case, cast: Cast, client: Browser) -> None:
    with wall.system_access():
        Case.objects.filter(pk=full.pk).update(number="H-1")
    client.force_login(cast.case_supervisor)
    answer = client.post(reverse("exchange:export", args=["cases"]), {"form": "xlsx", "reason": "مراجعة سنوية"})
    text = cells_of(answer.content)
    assert "H-1" in text
    assert not any(mark in text for mark in CANARIES)
    assert "الاسم الكامل" not in text


def test_a_limited_case_does_not_come_out(full: Case, cast: Cast) -> None:
    with wall.system_access():
        Case.objects.update(is_limited=True, number="H-1")
    assert "H-1" not in cells_of(export("cases", by=cast.case_supervisor, reason="x"))


def test_an_export_taken_in_again_changes_nothing(full: Case, cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    path.write_bytes(export("cases", by=cast.case_supervisor, reason="x"))
    (worksheet,) = apply_file(prepare(Source(path.name, path), {}), by=cast.case_supervisor).worksheets
    assert (worksheet.problems, worksheet.created, worksheet.unchanged) == ([], 0, 1)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.sampled_from("=+-@\t\r"), rest=st.text("abc1(", max_size=5))
def test_no_number_of_a_case_becomes_a_formula(full: Case, cast: Cast, start: str, rest: str) -> None:
    with wall.system_access():
        Case.objects.filter(pk=full.pk).update(number=f"{start}{rest}")
    page = openpyxl.load_workbook(io.BytesIO(export("cases", by=cast.case_supervisor, reason="x"))).active
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    lines = export("cases", by=cast.case_supervisor, reason="x", form="csv").decode().splitlines()
    assert not any(line.startswith(tuple("=+-@\t\r")) for line in lines[1:])


@pytest.mark.parametrize(
    ("written", "kept", "band"),
    [
        ("1987", "1987", "30_59"), ("١٩٨٧", "1987", "30_59"), ("12/05/2005", "2005-05-12", "18_29"),
        ("13/05/2005", "2005-05-13", "0_17"), ("1950-01-01 00:00:00", "1950-01-01", "60_up"), ("", "", ""),
    ],
)  # fmt: skip
def test_a_birth_is_a_day_or_a_year_and_the_head_has_a_band_alone(written: str, kept: str, band: str) -> None:
    assert written_birth(written) == kept
    assert age_band(kept, dt.date(2023, 5, 12)) == band


def test_the_tree_of_topics_goes_out_and_in_again(cast: Cast, tmp_path: Path) -> None:
    worksheets: dict[str, Rows] = {"موضوعات الحالات": [
        ["الرمز", "الاسم بالعربية", "الاسم بالتركية", "ضمن", "سنوات الحفظ بعد الإغلاق"],
        ["pensions", "المعاشات", "Emeklilik", "services", 7],
    ]}  # fmt: skip
    assert take(tmp_path, worksheets, by=cast.case_supervisor).written
    topic = Topic.objects.get(code="pensions")
    assert (topic.parent.code if topic.parent else "", topic.retention_years) == ("services", 7)
    path = tmp_path / "export.xlsx"
    path.write_bytes(export("case_topics", by=cast.case_supervisor))
    (worksheet,) = apply_file(prepare(Source(path.name, path), {}), by=cast.case_supervisor).worksheets
    assert (worksheet.problems, worksheet.created, worksheet.updated) == ([], 0, 0)


def test_a_referring_organisation_is_found_by_name_and_makes_the_case_a_referral(cast: Cast, tmp_path: Path) -> None:
    clinic = organisation(cast.secretariat_officer, "عيادة السلام")
    channel = HEADERS.index("طريقة التواصل")
    rows = {"R-1": ("", "عيادة السلام"), "R-2": ("إحالة", ""), "R-3": ("هاتف", "عيادة السلام")}
    written = []
    for number, (how, who) in rows.items():
        row = [number, *FULL[1:], who]
        row[channel] = how
        written.append(row)
    worksheet = [["سجل الحالات"], [], [*HEADERS, "الجهة المحيلة"]]
    refused = take(tmp_path, {"الحالات": [*worksheet, *written]}, by=cast.case_supervisor, dry=True)
    assert [(problem.row, problem.header) for problem in refused.worksheets[0].problems] == [(6, "الجهة المحيلة")]
    assert take(tmp_path, {"الحالات": [*worksheet, *written[:2]]}, by=cast.case_supervisor).written
    with wall.system_access():
        kept = {case.number: (case.channel, case.referred_by) for case in Case.objects.select_related("referred_by")}
    assert kept == {"R-1": ("referral", clinic), "R-2": ("referral", None)}
