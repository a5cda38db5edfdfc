"""Testimonies, asked for, written, checked and released on their pages."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from minbar.foundation.access.decisions import Denied
from minbar.foundation.accounts.models import User
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.models import Case
from minbar.work.casework.evidence_requests.actions import close_request, send_to_check, write_testimony
from minbar.work.casework.evidence_requests.enums import TestimonyStatus
from minbar.work.casework.evidence_requests.models import EvidenceRequest, ReleasedTestimony, Testimony
from tests.builders.case_services import second_worker
from tests.builders.evidence_requests import EVERYTHING, WORDS, ask, some_cases
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return some_cases(cast.case_worker)[0]


@pytest.fixture
def request_(cast: Cast) -> EvidenceRequest:
    return ask(cast.advocacy_officer)


@pytest.fixture
def in_check(cast: Cast, case: Case, request_: EvidenceRequest) -> Testimony:
    written = write_testimony(by=cast.case_worker, request=request_, case=case, text=WORDS)
    return send_to_check(by=cast.case_worker, testimony=written)


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def check(user: User, testimony: Testimony, confirmed: list[str]) -> str:
    """What the page says when this reader has checked."""
    page = reverse("casework:check", args=[testimony.uid])
    return as_(user).post(page, {"confirmed": confirmed}, follow=True).content.decode()


def status_of(testimony: Testimony) -> str:
    with wall.system_access():
        return Testimony.objects.get(pk=testimony.pk).status


def test_the_second_check_releases_the_words_and_says_so(cast: Cast, in_check: Testimony) -> None:
    page = reverse("casework:check", args=[in_check.uid])
    assert WORDS in as_(cast.case_supervisor).get(page).content.decode()
    assert "حُفظ تدقيقك" in check(cast.case_supervisor, in_check, EVERYTHING)
    assert not ReleasedTestimony.objects.exists()
    check(second_worker(), in_check, EVERYTHING)
    assert ReleasedTestimony.objects.get().text == WORDS


def test_who_has_checked_finds_it_to_check_no_more(cast: Cast, in_check: Testimony) -> None:
    check(cast.case_supervisor, in_check, EVERYTHING)
    page = reverse("casework:check", args=[in_check.uid])
    again = as_(cast.case_supervisor)
    assert again.get(page).status_code == again.post(page, {"confirmed": EVERYTHING}).status_code == 404
    assert not ReleasedTestimony.objects.exists()


@pytest.mark.parametrize("confirmed", [[], EVERYTHING[:-1], ["nonsense"]])
def test_what_is_not_confirmed_goes_back_to_its_author(cast: Cast, in_check: Testimony, confirmed: list[str]) -> None:
    check(cast.case_supervisor, in_check, confirmed)
    assert status_of(in_check) == TestimonyStatus.RETURNED
    assert not ReleasedTestimony.objects.exists()


def test_a_closed_request_is_answered_no_more(cast: Cast, case: Case, request_: EvidenceRequest) -> None:
    page = reverse("casework:evidence-request-close", args=[request_.uid])
    as_(cast.advocacy_officer).post(page)
    request_.refresh_from_db()
    assert request_.closed_at is not None
    with pytest.raises(Denied):
        write_testimony(by=cast.case_worker, request=request_, case=case, text=WORDS)
    with pytest.raises(Denied):
        close_request(by=cast.case_worker, request=request_)


def test_what_is_being_checked_when_a_request_closes_may_still_be_released(
    cast: Cast, in_check: Testimony, request_: EvidenceRequest
) -> None:
    close_request(by=cast.advocacy_officer, request=request_)
    check(cast.case_supervisor, in_check, EVERYTHING)
    check(second_worker(), in_check, EVERYTHING)
    assert ReleasedTestimony.objects.count() == 1


def test_the_author_takes_it_back_on_its_page(cast: Cast, in_check: Testimony) -> None:
    as_(cast.case_worker).post(reverse("casework:testimony-take-back", args=[in_check.uid]))
    with wall.system_access():
        assert not Testimony.objects.exists()
