"""What clients may ask for: to see, to correct, to take away; and the deadlines of that."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Callable

import pytest
import pyzipper
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from minbar.foundation.access.decisions import Denied
from minbar.foundation.journal.models import Entry
from minbar.foundation.screens.cells import Severity
from minbar.foundation.screens.waiting import waiting_for
from minbar.foundation.text.languages import Language
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.actions import give_access
from minbar.work.casework.cases.actions.consents import withdraw_consent
from minbar.work.casework.cases.enums import AccessWay, ConsentKind
from minbar.work.casework.cases.models import Case
from minbar.work.casework.data_rights.actions import breaches, exports, rights
from minbar.work.casework.data_rights.enums import BreachKind, RightKind, RightStatus
from minbar.work.casework.data_rights.models import FileExport, RightsRequest
from minbar.work.casework.identity.actions import correct_identity
from minbar.work.casework.identity.enums import Side
from minbar.work.casework.identity.identities import Identity
from minbar.work.casework.identity.models import PartyKey
from tests.builders.clients import CANARY, account, full_case
from tests.cast import Cast

pytestmark = pytest.mark.django_db
REASON = "She asked for it at the office."
Clock = Callable[[dt.timedelta], None]


@pytest.fixture
def case(cast: Cast) -> Case:
    return full_case(cast)


@pytest.fixture
def move_clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    real = timezone.now

    def move(by: dt.timedelta) -> None:
        monkeypatch.setattr(timezone, "now", lambda: real() + by)

    return move


def opened(content: bytes, passphrase: str) -> dict[str, bytes]:
    with pyzipper.AESZipFile(io.BytesIO(content)) as archive:
        archive.setpassword(passphrase.encode())
        return {name: archive.read(name) for name in archive.namelist()}


# Seeing


def test_the_whole_file_holds_all_that_is_kept_but_who_the_other_side_is(cast: Cast, case: Case) -> None:
    file = exports.show_file(by=cast.case_worker, case=case)
    told = json.dumps(file.plain(), ensure_ascii=False)
    for held in (f"Rana {CANARY}", "99123456789", f"talep {CANARY}", f"metin {CANARY}", f"{CANARY}.txt", "silin"):
        assert held in told
    assert "ev sahibi" not in told
    assert {chapter.key for chapter in file.chapters} >= {
        "identity",
        "case",
        "content",
        "consents",
        "texts",
        "documents",
    }


def test_the_whole_file_says_who_read_it(cast: Cast, case: Case) -> None:
    exports.show_file(by=cast.case_worker, case=case)
    (readers,) = [c for c in exports.show_file(by=cast.case_worker, case=case).chapters if c.key == "readers"]
    assert any(cast.case_worker.name in item.value for item in readers.items)


def test_whoever_does_not_read_every_case_of_the_client_does_not_read_the_file(cast: Cast, case: Case) -> None:
    other = account("second", "case_worker")
    give_access(by=cast.case_worker, case=case, user=other, way=AccessWay.CO_WORKER, identity=True)
    exports.show_file(by=other, case=case)
    with wall.system_access():
        client = Case.objects.get(pk=case.pk).client
    full_case(cast, "N-2", client=client)
    with pytest.raises(Denied):
        exports.show_file(by=other, case=case)


@pytest.mark.parametrize(
    ("role", "allowed"),
    [("case_worker", True)]
    + [(role, False) for role in ("case_supervisor", "administrator", "director", "secretariat_officer", "stranger")],
)
def test_who_gives_out_a_file(cast: Cast, case: Case, client: Client, role: str, allowed: bool) -> None:
    user = getattr(cast, role)
    client.force_login(user)
    for name in ("client-file", "file-export-add"):
        answer = client.get(reverse(f"casework:{name}", args=[case.uid]))
        assert CANARY not in answer.content.decode() or (allowed and name == "client-file")
    if allowed:
        exports.export_file(by=user, case=case, reason=REASON, language=Language.ARABIC)
    else:
        with pytest.raises(Denied):
            exports.export_file(by=user, case=case, reason=REASON, language=Language.ARABIC)


# Packing


@pytest.mark.parametrize("language", list(Language))
def test_a_packed_file_opens_with_its_passphrase_alone(cast: Cast, case: Case, language: Language) -> None:
    made = exports.export_file(by=cast.case_worker, case=case, reason=REASON, language=language)
    content = exports.save_export(by=cast.case_worker, export=made.export)
    assert CANARY.encode() not in content
    with pytest.raises(RuntimeError):
        opened(content, "another")
    parts = opened(content, made.passphrase)
    assert set(parts) == {"1.html", "2.json", "3.txt"}
    page = parts["1.html"].decode()
    assert f'lang="{language}"' in page
    assert f"talep {CANARY}" in page
    assert cast.case_worker.name not in page
    assert parts["3.txt"].decode() == f"belge {CANARY}"
    assert json.loads(parts["2.json"])["files"] == {"3.txt": f"{CANARY}.txt"}


def test_the_passphrase_is_kept_nowhere(cast: Cast, case: Case) -> None:
    made = exports.export_file(by=cast.case_worker, case=case, reason=REASON, language=Language.ARABIC)
    assert len(made.passphrase.replace("-", "")) == 20
    assert made.passphrase not in repr(made)
    with wall.system_access():
        kept = FileExport.objects.values().get()
    assert made.passphrase.encode() not in b"".join(
        bytes(v) for v in kept.values() if isinstance(v, bytes | memoryview)
    )


def test_a_file_is_given_out_for_a_reason(cast: Cast, case: Case) -> None:
    with pytest.raises(ValidationError) as refusal:
        exports.export_file(by=cast.case_worker, case=case, reason=" ", language=Language.ARABIC)
    assert list(refusal.value.message_dict) == ["reason"]


def test_a_packed_file_is_saved_three_times_at_most(cast: Cast, case: Case, client: Client) -> None:
    made = exports.export_file(by=cast.case_worker, case=case, reason=REASON, language=Language.ARABIC)
    client.force_login(cast.case_worker)
    address = reverse("casework:file-export-save", args=[made.export.uid])
    assert client.get(address).status_code == 405
    assert [client.post(address).status_code for _time in range(4)] == [200, 200, 200, 404]


def test_a_packed_file_is_gone_after_a_day(cast: Cast, case: Case, client: Client, move_clock: Clock) -> None:
    made = exports.export_file(by=cast.case_worker, case=case, reason=REASON, language=Language.ARABIC)
    client.force_login(cast.case_worker)
    page, save = (reverse(f"casework:{n}", args=[made.export.uid]) for n in ("file-export", "file-export-save"))
    assert client.get(page).status_code == 200
    move_clock(dt.timedelta(hours=24, minutes=1))
    with wall.reading_as(cast.case_worker), pytest.raises(Denied):
        exports.save_export(by=cast.case_worker, export=made.export)
    from minbar.work.casework.data_rights.queries import exports_visible_to

    with wall.reading_as(cast.case_worker):
        assert not exports_visible_to(cast.case_worker).exists()
    assert exports.forget_expired() == 1
    with wall.system_access():
        assert not FileExport.objects.exists()
    assert client.post(save).status_code in {302, 404}  # the session is over too
    move_clock(dt.timedelta())
    assert client.get(page).status_code == 404


def test_the_page_shows_the_passphrase_once_and_no_browser_keeps_it(cast: Cast, case: Case, client: Client) -> None:
    client.force_login(cast.case_worker)
    page = reverse("casework:file-export-add", args=[case.uid])
    answer = client.post(page, {"reason": REASON, "language": "ar"})
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    with wall.system_access():
        export = FileExport.objects.get()
    body = answer.content.decode()
    passphrase = body.split('<code dir="ltr">')[1].split("</code>")[0]
    saved = client.post(reverse("casework:file-export-save", args=[export.uid]))
    assert opened(saved.content, passphrase)
    assert passphrase not in client.get(reverse("casework:file-export", args=[export.uid])).content.decode()


def test_the_journal_tells_of_every_reading_and_packing_and_of_nothing_in_it(cast: Cast, case: Case) -> None:
    exports.show_file(by=cast.case_worker, case=case)
    made = exports.export_file(by=cast.case_worker, case=case, reason=REASON, language=Language.ARABIC)
    exports.save_export(by=cast.case_worker, export=made.export)
    actions = list(Entry.objects.order_by("sequence").values_list("event", flat=True))
    assert actions[-3:] == ["casework.file_shown", "casework.file_exported", "casework.file_saved"]
    assert not [
        e for e in Entry.objects.filter(event__startswith="casework.") if CANARY in e.content or REASON in e.content
    ]


# Correcting


def test_an_identity_is_corrected_and_found_by_what_it_is_now(cast: Cast, case: Case) -> None:
    correct_identity(by=cast.case_worker, case=case, values={"document_number": "99000000001"})
    with wall.system_access():
        now = Case.objects.get(pk=case.pk).client
        assert now is not None
        assert (now.reveal("document_number"), now.reveal("name")) == ("99000000001", f"Rana {CANARY}")
        keys = {(key.kind, bytes(key.token)) for key in PartyKey.objects.filter(case=case, side=Side.CLIENT)}
    from minbar.work.casework.identity.actions.party_keys import keys_of

    values = {"document_number": "99000000001", "name": f"Rana {CANARY}", "phone": "+905321234567"}
    assert keys == {(key.kind, bytes(key.token)) for key in keys_of(case, Side.CLIENT, Identity.of(values))}
    entry = Entry.objects.order_by("-sequence").first()
    assert entry is not None and (entry.event, entry.content) == ("casework.identity_corrected", "{}")


def test_only_who_reads_the_identity_corrects_it(cast: Cast, case: Case, client: Client) -> None:
    for who in (cast.case_supervisor, account("second", "case_worker")):
        with pytest.raises(Denied):
            correct_identity(by=who, case=case, values={"name": "X"})
        client.force_login(who)
        assert client.get(reverse("casework:identity-edit", args=[case.uid])).status_code == 404


# Withdrawing


def test_taking_the_consent_to_sharing_back_ends_what_is_shared(cast: Cast, case: Case) -> None:
    with wall.system_access():
        assert case.referrals.get().is_reachable
    withdraw_consent(by=None, case=case, kind=ConsentKind.SHARING)
    with wall.system_access():
        referral = case.referrals.get()
    assert not referral.is_reachable and referral.token_digest is None


# Deadlines


def test_a_right_is_due_thirty_days_after_it_was_claimed_and_late_then(
    cast: Cast, case: Case, move_clock: Clock
) -> None:
    request = rights.claim_right(by=cast.case_worker, case=case, kind=RightKind.ACCESS)
    assert request.due_on == timezone.localdate() + dt.timedelta(days=30)
    move_clock(dt.timedelta(days=30))
    assert not request.is_late
    move_clock(dt.timedelta(days=31))
    assert request.is_late
    assert Severity.BAD in {task.severity for task in waiting_for(cast.case_worker)}


def test_a_right_is_answered_once_and_a_refusal_gives_its_reason(cast: Cast, case: Case) -> None:
    request = rights.claim_right(by=cast.case_worker, case=case, kind=RightKind.ACCESS)
    with pytest.raises(ValidationError):
        rights.answer_right(by=cast.case_worker, request=request, granted=False, answer="")
    rights.answer_right(by=cast.case_worker, request=request, granted=True, answer="given")
    with wall.system_access():
        assert RightsRequest.objects.get(pk=request.pk).status == RightStatus.GRANTED
    with pytest.raises(ValidationError):
        rights.answer_right(by=cast.case_worker, request=request, granted=True, answer="again")


def test_a_claim_lies_not_ahead(cast: Cast, case: Case) -> None:
    with pytest.raises(ValidationError):
        rights.claim_right(
            by=cast.case_worker, case=case, kind=RightKind.ACCESS, asked_at=timezone.now() + dt.timedelta(days=1)
        )


def test_a_supervisor_sees_that_a_right_is_due_and_not_the_words(cast: Cast, case: Case, client: Client) -> None:
    with wall.system_access():
        request = RightsRequest.objects.get()
    client.force_login(cast.case_supervisor)
    with translation.override("en"):
        assert client.get(reverse("casework:rights-requests")).status_code == 200
        page = client.get(request.get_absolute_url())
    assert page.status_code == 200
    assert "silin" not in page.content.decode()
    client.force_login(cast.case_worker)
    assert "silin" in client.get(request.get_absolute_url()).content.decode()


def test_the_authority_is_to_be_told_of_a_breach_within_72_hours(cast: Cast, move_clock: Clock) -> None:
    noticed = timezone.now() - dt.timedelta(hours=1)
    breach = breaches.note_breach(
        by=cast.director, kind=BreachKind.LOST_DEVICE, noticed_at=noticed, account="A phone was lost."
    )
    assert breach.due_at - noticed == dt.timedelta(hours=72)
    move_clock(dt.timedelta(hours=70))
    assert not breach.is_late
    assert [task.url for task in waiting_for(cast.director)] == [breach.get_absolute_url()]
    move_clock(dt.timedelta(hours=72))
    assert breach.is_late


def test_a_breach_is_closed_once_it_is_said_what_was_done(cast: Cast) -> None:
    noticed = timezone.now()
    breach = breaches.note_breach(
        by=cast.case_supervisor, kind=BreachKind.WRONG_RECIPIENT, noticed_at=noticed, account="x"
    )
    told = {"authority_told_at": None, "clients_told_at": None, "people_affected": 1}
    with pytest.raises(ValidationError):
        breaches.follow_breach(by=cast.director, breach=breach, measures=" ", closed=True, **told)  # type: ignore[arg-type]
    with pytest.raises(ValidationError):
        early = told | {"authority_told_at": noticed - dt.timedelta(hours=1)}
        breaches.follow_breach(by=cast.director, breach=breach, measures="x", closed=False, **early)  # type: ignore[arg-type]
    breaches.follow_breach(by=cast.director, breach=breach, measures="done", closed=True, **told)  # type: ignore[arg-type]
    assert breach.closed_at is not None and not breach.is_late


@pytest.mark.parametrize("role", ["administrator", "case_worker", "secretariat_officer", "stranger"])
def test_the_register_of_breaches_is_hidden_from_others(cast: Cast, client: Client, role: str) -> None:
    breach = breaches.note_breach(
        by=cast.director, kind=BreachKind.LOSS, noticed_at=timezone.now(), account=f"x {CANARY}"
    )
    client.force_login(getattr(cast, role))
    for page in (reverse("casework:breaches"), reverse("casework:breach-add"), breach.get_absolute_url()):
        assert client.get(page).status_code == 404
    with pytest.raises(Denied):
        breaches.note_breach(by=getattr(cast, role), kind=BreachKind.LOSS, noticed_at=timezone.now(), account="x")
