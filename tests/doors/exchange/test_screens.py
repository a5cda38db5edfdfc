"""A file's way through the screens: sent, checked, explained, taken over, taken back."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from minbar.doors.exchange.access import ExchangePermission
from minbar.foundation.access.permissions import permissions_of, roles_with
from minbar.foundation.access.roles import Role
from minbar.foundation.sheets import tasks
from minbar.foundation.sheets.declare import sheets
from minbar.foundation.sheets.models import HeaderMapping, Import, ImportStatus, Progress
from minbar.network.directory.models import Organisation
from tests.builders.workbooks import Rows, xlsx
from tests.cast import Cast

GOOD: Rows = [["دليل"], ["الاسم", "الاسم بالتركية"], ["جمعية الأمل", "Umut Derneği"], ["وقف النور", "Nur Vakfı"]]
BAD: Rows = [*GOOD, ["", "Adsız"]]


@pytest.fixture
def officer(cast: Cast, client: Client) -> Client:
    client.force_login(cast.secretariat_officer)
    return client


def send(client: Client, tmp_path: Path, *books: dict[str, Rows]) -> Import:
    """Send workbooks, let the worker check them, and give the first import."""
    files = [
        SimpleUploadedFile(f"book{number}.xlsx", xlsx(tmp_path / f"{number}.xlsx", worksheets).read_bytes())
        for number, worksheets in enumerate(books)
    ]
    response = client.post(reverse("exchange:import-add"), {"spreadsheets": files})
    assert response.status_code == 302, response.content.decode()
    record = Import.objects.get(uid=UUID(response["Location"].rstrip("/").rpartition("/")[2]))
    tasks.check(batch=str(record.batch))
    record.refresh_from_db()
    return record


def page(client: Client, record: Import) -> str:
    return client.get(reverse("exchange:import", args=[record.uid])).content.decode()


def decide(client: Client, record: Import, route: str, **data: Any) -> Import:
    assert client.post(reverse(f"exchange:{route}", args=[record.uid]), data).status_code == 302
    return Import.objects.get(pk=record.pk)


def test_a_sent_file_is_checked_and_nothing_is_written(officer: Client, tmp_path: Path) -> None:
    record = send(officer, tmp_path, {"المؤسسات": GOOD})
    assert record.status == ImportStatus.CHECKED
    assert not Organisation.objects.exists()
    assert "جمعية الأمل" in page(officer, record)


def test_taking_over_writes_and_undoing_takes_it_back(officer: Client, tmp_path: Path, cast: Cast) -> None:
    record = decide(officer, send(officer, tmp_path, {"المؤسسات": GOOD}), "import-apply")
    assert Progress.objects.get(of=record).stage == "waiting"
    tasks.apply(batch=str(record.batch), partial=False)
    assert Organisation.objects.count() == 2
    record = decide(officer, Import.objects.get(pk=record.pk), "import-undo")
    tasks.take_back(import_id=record.pk, by_id=cast.secretariat_officer.pk)
    assert not Organisation.objects.exists()
    assert Import.objects.get(pk=record.pk).status == ImportStatus.UNDONE


def test_a_rejected_row_is_shown_with_its_number_column_and_reason(officer: Client, tmp_path: Path) -> None:
    html = page(officer, send(officer, tmp_path, {"المؤسسات": BAD}))
    row = html[html.index("<tbody>") : html.index("</tbody>")]
    assert "<bdi>5</bdi>" in row
    assert "<bdi>الاسم</bdi>" in row
    assert "هذه الخلية فارغة ولا بد من ملئها." in row


def test_the_rejected_rows_come_back_with_reasons_and_can_be_sent_again(officer: Client, tmp_path: Path) -> None:
    record = send(officer, tmp_path, {"المؤسسات": BAD})
    content = officer.get(reverse("exchange:import-rejected", args=[record.uid])).content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:2] == GOOD[1]
    assert rows[1][1] == "Adsız"
    assert "الاسم" in rows[1][2]
    sheet["A2"] = "جمعية بلا اسم"
    mended = [[cell.value for cell in row] for row in sheet.iter_rows()]
    again = send(officer, tmp_path, {sheet.title: mended})
    assert [(worksheet["sheet"], worksheet["created"]) for worksheet in again.result["tabs"]] == [("organisations", 1)]


def test_the_other_rows_can_be_taken_over_without_the_rejected(officer: Client, tmp_path: Path) -> None:
    record = send(officer, tmp_path, {"المؤسسات": BAD})
    tasks.apply(batch=str(record.batch), partial=False)
    assert not Organisation.objects.exists()
    tasks.apply(batch=str(record.batch), partial=True)
    assert Organisation.objects.count() == 2


def test_what_a_reader_explains_is_remembered(officer: Client, tmp_path: Path, cast: Cast) -> None:
    odd: Rows = [["التسمية المعتمدة", "x", "الاسم بالتركية"], ["جمعية الأمل", "1", "Umut"], ["وقف النور", "2", "Nur"]]
    record = send(officer, tmp_path, {"ورقة": odd})
    assert record.result["tabs"][0]["created"] == 0
    number = reverse("exchange:import-explain", args=[record.uid, 0])
    officer.post(number, {"sheet": "organisations", "header_row": "1"})
    tasks.check(batch=str(record.batch))
    officer.post(number, {"sheet": "organisations", "header_row": "1", "column-0": "name", "column-2": "name_tr"})
    tasks.check(batch=str(record.batch))
    record.refresh_from_db()
    assert record.result["tabs"][0]["created"] == 2
    assert HeaderMapping.objects.filter(user=cast.secretariat_officer, column="name").count() == 1
    again = send(officer, tmp_path, {"ورقة": odd})
    assert (again.result["tabs"][0]["sheet"], again.result["tabs"][0]["created"]) == ("organisations", 2)


def test_an_unreadable_file_says_why(officer: Client) -> None:
    officer.post(reverse("exchange:import-add"), {"spreadsheets": [SimpleUploadedFile("a.xlsx", b"%PDF-1.7\n\x00")]})
    record = Import.objects.get()
    tasks.check(batch=str(record.batch))
    assert "ليس هذا ملف جداول يمكن قراءته" in page(officer, record)


def test_while_a_run_is_on_its_way_the_page_says_how_far_it_is(officer: Client, tmp_path: Path) -> None:
    record = send(officer, tmp_path, {"المؤسسات": GOOD})
    Progress.objects.create(of=record, task="apply", stage="writing", worksheet="المؤسسات", done=1, total=2)
    html = page(officer, record)
    assert 'value="50"' in html
    assert "hx-get" in html
    assert 'http-equiv="refresh"' in html
    part = officer.get(reverse("exchange:import-progress", args=[record.uid]))
    assert "HX-Refresh" not in part.headers
    Progress.objects.all().delete()
    assert officer.get(reverse("exchange:import-progress", args=[record.uid]))["HX-Refresh"] == "true"


def test_another_readers_import_is_not_found(officer: Client, tmp_path: Path, cast: Cast) -> None:
    record = send(officer, tmp_path, {"المؤسسات": GOOD})
    officer.force_login(cast.programme_officer)
    for route in ("import", "import-progress", "import-rejected"):
        assert officer.get(reverse(f"exchange:{route}", args=[record.uid])).status_code == 404
    for route in ("import-apply", "import-undo", "import-discard", "import-stop", "import-check"):
        assert officer.post(reverse(f"exchange:{route}", args=[record.uid])).status_code == 404


def test_a_role_that_may_not_import_a_sheet_has_its_rows_rejected(client: Client, tmp_path: Path, cast: Cast) -> None:
    client.force_login(cast.editor)
    record = send(client, tmp_path, {"المؤسسات": GOOD})
    worksheet = record.result["tabs"][0]
    assert (worksheet["created"], worksheet["rejected"], worksheet["problems"][0]["code"]) == (0, 2, "not_allowed")
    tasks.apply(batch=str(record.batch), partial=True)
    assert not Organisation.objects.exists()


def test_every_role_that_may_import_or_export_a_sheet_may_come_to_the_door() -> None:
    for sheet in sheets().values():
        for role in roles_with(sheet.permission_import) - {Role.ADMINISTRATOR}:
            assert ExchangePermission.IMPORT in permissions_of(role), (sheet.key, role)
        for role in roles_with(sheet.permission_export) if sheet.key != "places" else ():  # the gazetteer is public
            assert ExchangePermission.EXPORT in permissions_of(role), (sheet.key, role)


def test_personal_columns_leave_only_with_a_reason_and_the_right(client: Client, cast: Cast, tmp_path: Path) -> None:
    client.force_login(cast.secretariat_officer)
    address = reverse("exchange:export", args=["people"])
    assert client.post(address, {"form": "xlsx"}).status_code == 422
    response = client.post(address, {"form": "xlsx", "reason": "دعوة"})
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    client.force_login(cast.editor)
    assert client.get(address).status_code in {403, 404}


def test_a_narrowed_list_is_exported_as_narrowed(officer: Client, tmp_path: Path) -> None:
    send(officer, tmp_path, {"المؤسسات": GOOD})
    tasks.apply(batch=str(Import.objects.get().batch), partial=False)
    html = officer.get(reverse("directory:organisations"), {"q": "النور"}).content.decode()
    start = html.index(reverse("exchange:export", args=["organisations"]))
    address = html[start : html.index('"', start)].replace("&amp;", "&")
    content = officer.post(address, {"form": "xlsx", "reason": "مراجعة"}).content
    rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == ["وقف النور"]
