"""The files of a case: kept sealed and cleaned, read by those who read the case."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from PIL import Image

from minbar.foundation.access.decisions import Denied
from minbar.foundation.accounts.models import RoleAssignment, User
from minbar.foundation.journal.models import Entry
from minbar.work.casework.cases import actions, wall
from minbar.work.casework.cases.actions import documents
from minbar.work.casework.cases.enums import AccessWay, ServiceKind, Stage
from minbar.work.casework.cases.models import Case, CaseDocument, CaseService
from minbar.work.casework.cases.queries.readers import reader_of
from minbar.work.casework.cases.queries.timeline import read_case
from minbar.work.casework.intake import actions as intake_actions
from tests.builders import files
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NAME = "KANARYA-kimlik.jpg"


def upload(content: bytes | None = None, name: str = NAME) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, files.jpeg() if content is None else content)


@pytest.fixture
def case(cast: Cast) -> Case:
    return intake_actions.open_case(
        by=cast.case_worker, assign_to=cast.case_worker, number="N-1", opened_on=dt.date(2024, 2, 1)
    )


@pytest.fixture
def document(cast: Cast, case: Case) -> CaseDocument:
    return documents.add_document(by=cast.case_worker, case=case, upload=upload())


def test_a_photo_is_kept_without_where_it_was_taken(cast: Cast, document: CaseDocument) -> None:
    opened = documents.read_document(by=cast.case_worker, document=document)
    assert (opened.name, opened.media_type) == (NAME, "image/jpeg")
    with Image.open(io.BytesIO(opened.content)) as photo:
        assert not photo.getexif()


def test_neither_name_nor_content_is_readable_in_the_database(document: CaseDocument) -> None:
    with wall.system_access(), connection.cursor() as cursor:
        cursor.execute("SELECT casework_casedocument::text FROM casework_casedocument")
        ((row,),) = cursor.fetchall()
    for canary in (NAME, NAME.encode().hex(), "JFIF", b"JFIF".hex()):
        assert canary not in row


def test_what_is_not_taken_is_refused_with_what_to_send_instead(cast: Cast, case: Case) -> None:
    with pytest.raises(ValidationError) as refusal:
        documents.add_document(by=cast.case_worker, case=case, upload=upload(b"<html>"))
    assert list(refusal.value.message_dict) == ["upload"]
    with wall.system_access():
        assert not CaseDocument.objects.exists()
        assert not CaseService.objects.exists()


def test_an_adviser_s_file_is_a_step_of_the_case_and_goes_with_it(cast: Cast, document: CaseDocument) -> None:
    with wall.system_access():
        assert CaseService.objects.get().kind == ServiceKind.DOCUMENT
    documents.remove_document(by=cast.case_worker, document=document)
    with wall.system_access():
        assert not CaseDocument.objects.exists()
        assert not CaseService.objects.exists()


def test_a_client_adds_files_while_the_case_is_open(case: Case) -> None:
    kept = documents.add_document(by=None, case=case, upload=upload(), from_client=True)
    assert kept.from_client
    with wall.system_access():
        assert not CaseService.objects.exists()
        case.stage, case.closed_on = Stage.CLOSED, case.opened_on
        case.save()
    with pytest.raises(ValidationError):
        documents.add_document(by=None, case=case, upload=upload(), from_client=True)


def test_a_client_s_files_have_an_end(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "CLIENT_FILES", 1)
    documents.add_document(by=None, case=case, upload=upload(), from_client=True)
    with pytest.raises(ValidationError):
        documents.add_document(by=None, case=case, upload=upload(), from_client=True)


def test_the_journal_tells_that_a_file_was_read_and_never_which(cast: Cast, case: Case, document: CaseDocument) -> None:
    documents.read_document(by=cast.case_worker, document=document)
    entry = Entry.objects.order_by("-sequence").first()
    assert entry is not None
    assert (entry.event, entry.actor, entry.content) == ("casework.document_read", str(cast.case_worker.uid), "{}")
    assert entry.subject == f"casework.case:{case.uid}"


def pages(document: CaseDocument) -> list[tuple[str, str]]:
    return [
        ("get", reverse("casework:document", args=[document.uid])),
        ("get", reverse("casework:document-file", args=[document.uid])),
        ("post", reverse("casework:document-remove", args=[document.uid])),
        ("post", reverse("casework:document-add", args=[document.case.uid])),
    ]


@pytest.mark.parametrize(
    "role", ["administrator", "director", "secretariat_officer", "editor", "delegate", "stranger", "case_supervisor"]
)
def test_for_those_who_do_not_read_the_case_there_is_no_file(
    cast: Cast, document: CaseDocument, client: Client, role: str
) -> None:
    client.force_login(getattr(cast, role))
    for method, page in pages(document)[: 3 if role == "case_supervisor" else 4]:
        answer = getattr(client, method)(page)
        assert answer.status_code == 404
        assert "KANARYA" not in answer.content.decode(errors="ignore")


def test_another_adviser_finds_no_file_and_can_not_act(cast: Cast, document: CaseDocument, client: Client) -> None:
    other = User.objects.create_user("second@example.org", name="second")
    RoleAssignment.objects.create(user=other, role="case_worker")
    Authenticator.objects.create(
        user=other,
        type=Authenticator.Type.TOTP,
        data=Authenticator.objects.first().data,  # type: ignore[union-attr]
    )
    client.force_login(other)
    for method, page in pages(document):
        assert getattr(client, method)(page).status_code == 404
    with pytest.raises(Denied):
        documents.read_document(by=other, document=document)
    with pytest.raises(Denied):
        documents.remove_document(by=other, document=document)


def test_a_named_reader_reads_and_does_not_remove(
    cast: Cast, case: Case, document: CaseDocument, client: Client
) -> None:
    actions.give_access(by=cast.case_worker, case=case, user=cast.case_supervisor, way=AccessWay.NAMED)
    client.force_login(cast.case_supervisor)
    answer = client.get(reverse("casework:document-file", args=[document.uid]))
    assert answer.status_code == 200
    client.post(reverse("casework:document-remove", args=[document.uid]))
    with wall.system_access():
        assert CaseDocument.objects.exists()


def test_the_worker_adds_lists_saves_and_removes_on_the_web(cast: Cast, case: Case, client: Client) -> None:
    client.force_login(cast.case_worker)
    page = case.get_absolute_url()
    assert client.post(reverse("casework:document-add", args=[case.uid]), {"upload": upload()}).status_code == 302
    with wall.system_access():
        document = CaseDocument.objects.select_related("case").get()
    assert NAME in client.get(page).content.decode()
    saved = client.get(reverse("casework:document-file", args=[document.uid]))
    assert saved["Content-Disposition"].startswith("attachment; ")
    assert saved["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in saved["Cache-Control"]
    assert client.post(reverse("casework:document-remove", args=[document.uid])).status_code == 302
    assert NAME not in client.get(page).content.decode()


def test_a_refused_file_says_why_on_the_page(cast: Cast, case: Case, client: Client) -> None:
    client.force_login(cast.case_worker)
    answer = client.post(
        reverse("casework:document-add", args=[case.uid]),
        {"upload": upload(b"<svg/>", "a.svg")},
        headers={"accept-language": "tr"},
    )
    assert answer.status_code == 422
    assert "SVG" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_a_list_of_files_takes_as_many_queries_for_thirty_as_for_one(
    cast: Cast, case: Case, count: int, django_assert_max_num_queries: object
) -> None:
    with wall.system_access():
        for number in range(count):
            row = CaseDocument(subject=case.subject, case=case, kind="text", extension="txt", size=1)
            row.seal(name=f"{number}.txt", content=b"x")
            row.save()
    with wall.reading_as(cast.case_worker):
        reader = reader_of(cast.case_worker, case)
        with django_assert_max_num_queries(8):  # type: ignore[operator]  # with all else that the case's page reads
            assert len([row.reveal("name") for row in read_case(case, reader).documents]) == count
