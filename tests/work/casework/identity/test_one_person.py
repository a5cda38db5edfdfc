"""Two clients who turn out to be one person, and a case that turns out to be another person's."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from minbar.foundation.access.decisions import Denied
from minbar.foundation.accounts.models import User
from minbar.foundation.journal.models import Entry
from minbar.foundation.journal.record import subject_of
from minbar.foundation.text.languages import Language
from minbar.foundation.vault.errors import Shredded
from minbar.foundation.vault.models import SubjectKey
from minbar.work.casework.cases import actions, wall
from minbar.work.casework.cases.enums import AccessWay
from minbar.work.casework.cases.models import Case, CaseContent
from minbar.work.casework.cases.numbering import grouped
from minbar.work.casework.data_rights.actions import exports
from minbar.work.casework.data_rights.actions.erasures import erase_client, propose_erasure
from minbar.work.casework.data_rights.enums import ErasureGround
from minbar.work.casework.data_rights.models import FileExport
from minbar.work.casework.identity.actions.one_person import join_clients, part_case
from minbar.work.casework.identity.enums import KeyKind, Side
from minbar.work.casework.identity.identities import GATHERED, Identity
from minbar.work.casework.identity.labels import IDENTITY_LABELS
from minbar.work.casework.identity.models import Client as Person
from minbar.work.casework.identity.models import PartyKey
from minbar.work.casework.identity.queries.duplicates import Finding, matches_of_case
from minbar.work.casework.identity.queries.finding import find_cases
from tests.builders.clients import CANARY, account, close, full_case
from tests.builders.intake import SALMA, take
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SELMA = Identity(
    name="سلمى الأحمد",
    phone="+905551112233",
    document_number="99 123 456 789",
    birth_date="1990",
    safe_contact="mornings",
    proxy={"name": "هدى", "relation": "أم", "phone": "+905321110000"},
)


@pytest.fixture
def pair(cast: Cast) -> tuple[Case, Case]:
    """Two cases of one adviser whose clients look like one person."""
    return take(cast.case_worker, identity=SALMA).case, take(cast.case_worker, identity=SELMA).case


def together(case: Case, other: Case, by: User) -> Case:
    return join_clients(by=by, case=case, other=other, identity=SALMA.with_all_of(SELMA, IDENTITY_LABELS()))


def again(*cases: Case) -> list[Case]:
    with wall.system_access():
        return list(Case.objects.filter(pk__in=[case.pk for case in cases]).select_related("client").order_by("pk"))


# What is kept of both


def test_nothing_that_is_known_of_either_is_lost_and_what_differs_stands_beside() -> None:
    both = SALMA.with_all_of(SELMA, IDENTITY_LABELS())
    assert SALMA.differs_from(SELMA) == ["name", "phone"]
    assert (both.name, both.other_names) == (SALMA.name, [SELMA.name])
    assert (both.phone, both.other_contact) == (SALMA.phone, SELMA.phone)
    assert (both.document_number, both.birth_date, both.safe_contact) == ("99123456789", "1990", "mornings")
    assert both.proxy == SELMA.proxy and not both.remarks


WORDS = st.text("abcdeخدر", min_size=1, max_size=4)
PEOPLE = st.builds(
    Identity,
    **dict.fromkeys(
        ("name", "phone", "other_contact", "document_number", "birth_date", "remarks"), WORDS | st.just("")
    ),
    other_names=st.lists(WORDS, max_size=2),
    proxy=st.fixed_dictionaries({}, optional={"name": WORDS, "phone": WORDS}),
)


@given(one=PEOPLE, other=PEOPLE)
def test_of_any_two_every_word_is_found_in_who_they_are_together(one: Identity, other: Identity) -> None:
    def words(value: Any) -> list[str]:
        if isinstance(value, dict):
            return [*value.values()]
        return value if isinstance(value, list) else [value]

    both = one.with_all_of(other, IDENTITY_LABELS())
    kept = " ".join(word for value in both.values().values() for word in words(value))
    beside = set(one.values()) - set(one.differs_from(other))  # told alike, in other signs perhaps
    for name, value in [*one.values().items(), *other.values().items()]:
        assert all(word in kept for word in words(value)) or name in beside
    assert all(getattr(both, name) == value for name, value in one.values().items() if name not in GATHERED)


# Joining


def test_two_clients_become_one_with_one_identity_one_file_and_one_erasure(
    cast: Cast, pair: tuple[Case, Case], system_access: None
) -> None:
    former = pair[1].subject
    together(*pair, by=cast.case_worker)
    case, other = again(*pair)
    assert case.subject == other.subject != former and case.client == other.client == Person.objects.get()
    assert case.client is not None and case.client.reveal("phone") == SALMA.phone
    assert CaseContent.objects.get(case=other).reveal("request") == "CANARY request"
    (match,) = matches_of_case(case, cast.case_worker)
    assert (match.case, match.finding) == (other, Finding.OTHER_CASE)
    assert set(find_cases(cast.case_worker, "0532 123 45 67")) == {case, other}
    file = exports.show_file(by=cast.case_worker, case=case)
    assert {chapter.case for chapter in file.chapters} >= {case.number, other.number}
    for each in (case, other):
        assert Entry.objects.filter(subject=subject_of(each), event="casework.clients_joined").count() == 1
        close(each)
    erasure = propose_erasure(by=cast.case_supervisor, case=case, ground=ErasureGround.REQUEST)
    erase_client(by=cast.director, erasure=erasure)
    assert Case.objects.exclude(erased_on=None).count() == 2 and not Person.objects.exists()
    assert not SubjectKey.objects.filter(subject__in=[case.subject, former], shredded_at=None).exists()


def test_all_that_is_kept_in_a_case_is_kept_on_after_it_was_joined(cast: Cast, system_access: None) -> None:
    case, other = take(cast.case_worker, identity=SALMA).case, full_case(cast)
    before = _texts(exports.show_file(by=cast.case_worker, case=other), other)
    assert sum(CANARY in text for text in before) >= 5
    join_clients(by=cast.case_worker, case=case, other=other, identity=SALMA)
    (joined,) = again(other)
    file = exports.show_file(by=cast.case_worker, case=joined)
    assert _texts(file, joined) == before
    assert {bytes(document.reveal("content")) for document in file.documents} == {f"belge {CANARY}".encode()}


def _texts(file: Any, case: Case) -> list[str]:
    return [
        item.value
        for chapter in file.chapters
        if chapter.case == case.number and chapter.key != "readers"
        for item in chapter.items
    ]


def test_somebody_unnamed_takes_on_the_other_s_identity(cast: Cast, system_access: None) -> None:
    unnamed, other = take(cast.case_worker).case, take(cast.case_worker, identity=SALMA).case
    assert unnamed.client is None
    join_clients(by=cast.case_worker, case=unnamed, other=other, identity=SALMA)
    unnamed, other = again(unnamed, other)
    assert unnamed.client == other.client == Person.objects.get()
    nobody, neither = take(cast.case_worker).case, take(cast.case_worker).case
    join_clients(by=cast.case_worker, case=nobody, other=neither, identity=Identity())
    nobody, neither = again(nobody, neither)
    assert nobody.subject == neither.subject and nobody.client is neither.client is None


def test_further_cases_of_both_come_along_and_nobody_s_else(cast: Cast, second: User, system_access: None) -> None:
    case, other = take(cast.case_worker, identity=SALMA).case, take(cast.case_worker, identity=SELMA).case
    theirs = take(second, identity=SELMA).case
    further = take(cast.case_worker, client=other.client).case
    together(case, other, by=cast.case_worker)
    subjects = {each.pk: each.subject for each in again(case, other, further, theirs)}
    assert subjects[case.pk] == subjects[other.pk] == subjects[further.pk] != subjects[theirs.pk]


def test_only_who_works_on_both_with_the_identity_joins_them(cast: Cast, second: User, system_access: None) -> None:
    case, other = take(cast.case_worker, identity=SALMA).case, take(second, identity=SELMA).case
    for by in (cast.case_worker, second, cast.case_supervisor, cast.director, cast.administrator):
        with pytest.raises(Denied):
            together(case, other, by=by)
    for way, identity in ((AccessWay.NAMED, True), (AccessWay.CO_WORKER, False)):
        access = actions.give_access(by=second, case=other, user=cast.case_worker, way=way, identity=identity)
        with pytest.raises(Denied):
            together(case, other, by=cast.case_worker)
        actions.end_access(by=second, access=access)
    actions.give_access(by=second, case=other, user=cast.case_worker, way=AccessWay.CO_WORKER, identity=True)
    actions.limit_case(by=second, case=other, limited=True)
    with pytest.raises(Denied):
        together(*again(case, other), by=cast.case_worker)
    actions.limit_case(by=second, case=other, limited=False)
    together(*again(case, other), by=cast.case_worker)


def test_one_client_s_cases_are_not_joined_again(cast: Cast, pair: tuple[Case, Case]) -> None:
    together(*pair, by=cast.case_worker)
    with pytest.raises(ValidationError):
        together(*again(*pair), by=cast.case_worker)
    with pytest.raises(ValidationError):  # as they were read before
        together(*pair, by=cast.case_worker)


def test_what_is_to_be_erased_is_neither_joined_nor_parted(cast: Cast, pair: tuple[Case, Case]) -> None:
    case, other = pair
    close(other)
    propose_erasure(by=cast.case_supervisor, case=other, ground=ErasureGround.REQUEST)
    with pytest.raises(ValidationError):
        together(*again(case, other), by=cast.case_worker)
    with pytest.raises(ValidationError):
        part_case(by=cast.case_worker, case=other, identity=SELMA)


def test_what_was_altered_in_the_database_lets_nothing_be_joined(
    cast: Cast, pair: tuple[Case, Case], system_access: None
) -> None:
    content = CaseContent.objects.get(case=pair[1])
    CaseContent.objects.filter(pk=content.pk).update(request=bytes(content.request)[:-1] + b"x")
    with pytest.raises(ValidationError):
        together(*pair, by=cast.case_worker)
    case, other = again(*pair)
    assert case.subject != other.subject and Person.objects.count() == 2


def test_what_an_older_copy_brings_back_of_the_other_is_erased_with_the_person(
    cast: Cast, pair: tuple[Case, Case], system_access: None
) -> None:
    case, other = pair
    former, copy = other.subject, CaseContent.objects.values().get(case=other)
    together(case, other, by=cast.case_worker)
    CaseContent.objects.filter(case=other).update(subject=former, request=copy["request"])
    Case.objects.filter(pk=other.pk).update(subject=former, client=None)
    restored = CaseContent.objects.get(case=other)
    assert restored.reveal("request") == "CANARY request"
    (case,) = again(case)
    close(case)
    with pytest.raises(ValidationError):  # the restored case is open
        propose_erasure(by=cast.case_supervisor, case=case, ground=ErasureGround.REQUEST)
    close(other)
    erasure = propose_erasure(by=cast.case_supervisor, case=case, ground=ErasureGround.REQUEST)
    erase_client(by=cast.director, erasure=erasure)
    assert not CaseContent.objects.exists() and Case.objects.exclude(erased_on=None).count() == 2
    with pytest.raises(Shredded):
        CaseContent(**copy).reveal("request")


# Parting


def test_a_case_that_is_another_person_s_is_parted_from_the_others(
    cast: Cast, pair: tuple[Case, Case], system_access: None
) -> None:
    case, other = pair
    together(case, other, by=cast.case_worker)
    made = exports.export_file(by=cast.case_worker, case=case, reason="She asked for it.", language=Language.ARABIC)
    (other,) = again(other)
    part_case(by=cast.case_worker, case=other, identity=SELMA)
    case, other = again(case, other)
    assert case.subject != other.subject and case.client != other.client
    assert other.client is not None and other.client.reveal("name") == SELMA.name
    assert CaseContent.objects.get(case=other).reveal("request") == "CANARY request"
    assert not FileExport.objects.filter(pk=made.export.pk).exists()
    assert find_cases(cast.case_worker, "0555 111 22 33") == [other]
    close(case)
    erase_client(
        by=cast.director,
        erasure=propose_erasure(by=cast.case_supervisor, case=case, ground=ErasureGround.REQUEST),
    )
    assert CaseContent.objects.get(case=other).reveal("request") == "CANARY request"
    assert PartyKey.objects.filter(case=other, side=Side.CLIENT, kind=KeyKind.PHONE).exists()


def test_all_that_is_kept_in_a_case_goes_with_it(cast: Cast, system_access: None) -> None:
    first = take(cast.case_worker, identity=SALMA).case
    case = full_case(cast, client=first.client)
    before = _texts(exports.show_file(by=cast.case_worker, case=case), case)
    part_case(by=cast.case_worker, case=case, identity=Identity())
    (case,) = again(case)
    assert case.client is None
    assert _texts(exports.show_file(by=cast.case_worker, case=case), case) == before
    with connection.cursor() as cursor:  # nothing of this case is left that opens by the other's key
        for table in ("casecontent", "casenote", "casemessage", "casedocument", "rightsrequest"):
            cursor.execute(f"SELECT count(*) FROM casework_{table} WHERE case_id = %s AND subject <> %s",
                           [case.pk, case.subject])  # fmt: skip
            assert cursor.fetchone() == (0,)


def test_the_only_case_of_a_client_is_parted_from_nothing(cast: Cast, second: User) -> None:
    case = take(cast.case_worker, identity=SALMA).case
    with pytest.raises(ValidationError):
        part_case(by=cast.case_worker, case=case, identity=SELMA)
    with pytest.raises(Denied):
        part_case(by=second, case=case, identity=SELMA)


# On the screen


def filled(page: str) -> dict[str, str]:
    """What a form was sent with: its fields' values."""
    inputs = re.findall(r'<input type="(?:text|hidden)" name="(\w+)"(?: value="([^"]*)")?', page)
    texts = re.findall(r'<textarea name="(\w+)"[^>]*>\s*([^<]*)</textarea>', page)
    return {name: html.unescape(value) for name, value in [*inputs, *texts] if name != "csrfmiddlewaretoken"}


def test_an_adviser_compares_two_of_their_cases_and_joins_them_once(
    worker: Client, pair: tuple[Case, Case], system_access: None
) -> None:
    case, other = pair
    address = reverse("casework:clients-join", args=[case.uid, other.uid])
    assert f'href="{address}"' in worker.get(case.get_absolute_url()).content.decode()
    page = worker.get(address).content.decode()
    for told in (SALMA.phone, SELMA.phone, SELMA.name, "هدى"):
        assert told in page
    sent = filled(page)
    assert sent["name"] == SALMA.name and sent["other_names"] == SELMA.name
    for _twice in range(2):  # the answer to the first was lost
        assert worker.post(address, sent).headers["Location"] == case.get_absolute_url()
    assert Person.objects.count() == 1
    assert Entry.objects.filter(event="casework.clients_joined").count() == 2
    page = worker.get(case.get_absolute_url()).content.decode()
    assert str(Finding.OTHER_CASE.label) in page and address not in page
    page = worker.post(reverse("casework:case-identity", args=[case.uid])).content.decode()
    assert grouped(other.number).replace(" ", "\u00a0") in page
    part = reverse("casework:case-part", args=[case.uid])
    assert part in page
    sent = filled(worker.get(part).content.decode())
    assert not sent["name"]
    assert worker.post(part, sent | {"name": "منى"}).status_code == 302
    assert Person.objects.count() == 2
    assert worker.get(part).status_code == 200  # and says on sending that there is nothing to part from
    assert worker.post(part, filled(worker.get(part).content.decode())).status_code == 422


def test_whoever_works_on_one_alone_is_told_whom_to_ask_and_nothing_else(
    worker: Client, client: Client, cast: Cast
) -> None:
    second = account("another", "case_worker")
    own, theirs = take(cast.case_worker, identity=SALMA).case, take(second, identity=SELMA).case
    actions.give_access(by=second, case=theirs, user=cast.case_worker, way=AccessWay.CO_WORKER)
    address = reverse("casework:clients-join", args=[own.uid, theirs.uid])
    for answer in (worker.get(address), worker.post(address, {"name": "x"})):
        assert answer.status_code == 403
        page = answer.content.decode()
        assert '<form class="form"' not in page and SELMA.phone not in page and SALMA.phone not in page
    assert not Entry.objects.filter(event="casework.identity_read").exists()
    client.force_login(second)
    assert client.get(reverse("casework:clients-join", args=[theirs.uid, own.uid])).status_code == 404
    assert client.get(address).status_code == 404


def test_the_other_case_is_named_by_its_number(worker: Client, cast: Cast, second: User) -> None:
    own, closed, theirs = (take(by).case for by in (cast.case_worker, cast.case_worker, second))
    close(closed)
    asked = reverse("casework:other-case", args=[own.uid])
    assert worker.get(asked).status_code == 200
    found = worker.post(asked, {"number": grouped(closed.number)})
    assert found.headers["Location"] == reverse("casework:clients-join", args=[own.uid, closed.uid])
    for number in (theirs.number, own.number, "123"):
        answer = worker.post(asked, {"number": number})
        assert answer.status_code == 422 and number in answer.content.decode()


def test_an_identity_is_put_right_as_a_whole(worker: Client, cast: Cast, system_access: None) -> None:
    case = take(cast.case_worker, identity=SELMA).case
    edit = reverse("casework:identity-edit", args=[case.uid])
    sent = filled(worker.get(edit).content.decode())
    assert (sent["proxy_name"], sent["proxy_phone"]) == ("هدى", "+905321110000")
    assert worker.post(edit, sent | {"phone": "12"}).status_code == 422
    changed = sent | {"other_names": "أم خالد\n\nSelma", "proxy_name": "", "proxy_relation": "", "proxy_phone": ""}
    assert worker.post(edit, changed | {"phone": "0532 123 45 67", "birth_date": ""}).status_code == 302
    kept = Person.objects.get()
    assert (kept.reveal("other_names"), kept.reveal("phone")) == (["أم خالد", "Selma"], "+905321234567")
    assert not kept.reveal("proxy") and not kept.reveal("birth_date") and kept.reveal("safe_contact") == "mornings"


def test_a_phone_that_an_import_brought_as_it_was_does_not_keep_the_rest_from_being_mended(
    worker: Client, cast: Cast, system_access: None
) -> None:
    case = take(cast.case_worker, identity=Identity(name="سلمى", phone="لا يوجد")).case
    edit = reverse("casework:identity-edit", args=[case.uid])
    sent = filled(worker.get(edit).content.decode())
    assert worker.post(edit, sent | {"name": "سلمى الأحمد"}).status_code == 302
    assert Person.objects.get().reveal("name") == "سلمى الأحمد"
