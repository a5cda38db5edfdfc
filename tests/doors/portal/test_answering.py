"""The receiver of a referral: reads what is shared after a button, answers, and then the link opens nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.utils import timezone

from minbar.work.casework.cases import wall
from minbar.work.casework.cases.actions.consents import withdraw_consent
from minbar.work.casework.cases.actions.parts import ServiceEntry
from minbar.work.casework.cases.actions.referrals import refer
from minbar.work.casework.cases.enums import Channel, ConsentKind, SharedPart
from minbar.work.casework.cases.models import Case, Referral
from minbar.work.casework.identity.identities import Identity
from minbar.work.casework.intake.actions.taking_in import Agreed, take_in
from tests.builders.entries import organisation
from tests.builders.stranger import Stranger
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def behind_the_wall() -> Iterator[None]:
    """The tests look at what was kept."""
    with wall.system_access():
        yield


@pytest.fixture
def case(cast: Cast) -> Case:
    return take_in(
        by=cast.case_worker,
        channel=Channel.OFFICE,
        request="SHARED-REQUEST",
        identity=Identity(name="SHARED-NAME", phone="+905321234567", remarks="CANARY-REMARKS"),
        consents=[Agreed(ConsentKind.SERVICE), Agreed(ConsentKind.SHARING)],
        assign_to=cast.case_worker,
    ).case


@pytest.fixture
def link(cast: Cast, case: Case) -> str:
    sent = refer(
        by=cast.case_worker,
        case=case,
        entry=ServiceEntry(done_on=timezone.localdate()),
        organisation=organisation(cast.secretariat_officer, "مركز الصحة"),
        shared=[SharedPart.NAME, SharedPart.REQUEST],
    )
    return f"/r/{sent.token}/"


def test_a_look_at_the_link_shows_and_uses_nothing(link: str, case: Case) -> None:
    pages = {Stranger().get(path).status_code: Stranger().get(path) for path in (link, link, "/r/none/")}
    assert set(pages) == {200}
    assert "SHARED" not in pages[200].content.decode() and case.number not in pages[200].content.decode()
    assert "SHARED-NAME" in Stranger().post(link).content.decode()


def test_only_what_was_chosen_is_shown(link: str, case: Case) -> None:
    response = Stranger().post(link)
    page = response.content.decode()
    assert "SHARED-NAME" in page and "SHARED-REQUEST" in page
    for other in ("5321234567", "CANARY", case.number):
        assert other not in page
    assert "no-store" in response.headers["Cache-Control"]


def test_it_is_accepted_then_done_and_then_opens_nothing(link: str) -> None:
    receiver = Stranger()
    page = receiver.post(link, {"answer": "accepted"}).content.decode()
    assert 'value="done"' in page and 'value="accepted"' not in page
    assert receiver.post(link, {"answer": "accepted"}).status_code == 200  # sent again on a bad line
    assert receiver.post(link, {"answer": "done"}).status_code == 200
    assert Referral.objects.get().status == "done"
    gone = receiver.post(link)
    assert gone.status_code == 410 and "SHARED" not in gone.content.decode()


def test_a_refusal_shuts_the_link(link: str) -> None:
    Stranger().post(link, {"answer": "refused"})
    assert Referral.objects.get().status == "refused"
    assert Stranger().post(link).status_code == 410


@pytest.mark.parametrize("answer", ["sent", "withdrawn", "done"])
def test_nothing_else_can_be_answered(link: str, answer: str) -> None:
    Stranger().post(link, {"answer": answer})
    assert Referral.objects.get().status == "sent"


def test_an_old_link_and_one_that_never_was_read_the_same(link: str) -> None:
    Referral.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    answers = [Stranger().post(path) for path in (link, "/r/never-was/")]
    assert {answer.status_code for answer in answers} == {410}
    assert len({answer.content.decode().split("<main")[1] for answer in answers}) == 1


def test_with_the_consent_goes_the_link(link: str, case: Case, cast: Cast) -> None:
    withdraw_consent(by=cast.case_worker, case=case, kind=ConsentKind.SHARING)
    assert Stranger().post(link).status_code == 410
    assert Referral.objects.get().status == "withdrawn"


@pytest.mark.slow
def test_guessing_links_is_held_off(link: str) -> None:
    guesser = Stranger()
    answers = [guesser.post(f"/r/guess-{number}/").status_code for number in range(110)]
    assert answers[0] == 410 and answers[-1] == 429
    assert Stranger(address="198.51.100.7").post(link).status_code == 200
