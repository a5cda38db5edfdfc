"""Emergency access: one case, some hours, a reason, somebody told first, somebody else's review."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from minbar.foundation.access.decisions import Denied
from minbar.foundation.accounts.models import User
from minbar.foundation.journal.models import Entry
from minbar.foundation.notifications.delivery import send_waiting
from minbar.foundation.screens.waiting import waiting_for
from minbar.network.commitments.queries import open_commitments_about
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.enums import AccessWay
from minbar.work.casework.cases.models import Case, CaseAccess, CaseContent
from minbar.work.casework.emergency_access.actions import (
    end_emergency_access,
    escalate_reviews,
    open_in_emergency,
    review_emergency_access,
)
from minbar.work.casework.emergency_access.enums import EmergencyAccessStatus
from minbar.work.casework.emergency_access.follow_ups import SOURCE
from minbar.work.casework.emergency_access.models import EmergencyAccess
from minbar.work.casework.emergency_access.queries import emergency_accesses_to_review
from tests.builders.emergencies import CANARY, GIVEN, REASON, again, make_case, pass_time, reads, with_role
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_case(cast.case_worker)


@pytest.fixture
def emergency_access(cast: Cast, case: Case) -> EmergencyAccess:
    return open_in_emergency(by=cast.case_supervisor, number=CANARY, **GIVEN)


def test_the_case_opens_to_one_person_for_its_hours_and_no_longer(cast: Cast, case: Case) -> None:
    assert reads(cast.case_supervisor, case) == set()
    emergency_access = open_in_emergency(by=cast.case_supervisor, number=CANARY, **GIVEN)
    assert reads(cast.case_supervisor, case) == {"content", "identity"}
    assert reads(with_role("other", "case_supervisor"), case) == set()
    assert emergency_access.until - emergency_access.opened_at == pytest.approx(
        dt.timedelta(hours=2), abs=dt.timedelta(seconds=5)
    )
    pass_time(2.01)
    assert reads(cast.case_supervisor, case) == set()


def test_everybody_who_reviews_is_told_before_it_opens(cast: Cast, case: Case) -> None:
    other = with_role("other", "case_supervisor")
    emergency_access = open_in_emergency(by=cast.case_supervisor, number=CANARY, **GIVEN)
    send_waiting()
    with wall.system_access():
        told = set(emergency_access.notifications.values_list("user__name", flat=True))
    assert told == {cast.director.name, other.name}
    assert {address for sent in mail.outbox for address in sent.to} == {cast.director.email, other.email}
    assert not any(CANARY in f"{sent.subject} {sent.body}" or REASON in sent.body for sent in mail.outbox)
    assert any("case supervisor" in str(task.text) for task in waiting_for(again(cast.director)))
    assert not any(task.url == emergency_access.get_absolute_url() for task in waiting_for(again(cast.case_supervisor)))


def test_where_nobody_can_be_told_nothing_opens(cast: Cast, case: Case) -> None:
    User.objects.filter(pk=cast.director.pk).update(is_active=False)
    with pytest.raises(Denied):
        open_in_emergency(by=cast.case_supervisor, number=CANARY, **GIVEN)
    assert reads(cast.case_supervisor, case) == set()


def test_the_database_lets_nobody_in_before_somebody_was_told(cast: Cast, case: Case) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), wall.system_access():
        CaseAccess.objects.create(
            case=case,
            user=cast.case_supervisor,
            way=AccessWay.EMERGENCY,
            until=timezone.now() + dt.timedelta(hours=1),
        )


def test_the_database_keeps_the_hour_that_others_were_told(cast: Cast, emergency_access: EmergencyAccess) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), wall.system_access():
        CaseAccess.objects.filter(emergency_access=emergency_access).update(
            until=emergency_access.until + dt.timedelta(hours=1)
        )


@pytest.mark.parametrize("wrong", [{"reason": "urgent"}, {"hours": 25}, {"hours": 0}, {"category": "curious"}])
def test_nothing_opens_without_a_reason_and_an_end(cast: Cast, case: Case, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as error:
        open_in_emergency(by=cast.case_supervisor, number=CANARY, **(GIVEN | wrong))
    assert set(error.value.message_dict) == set(wrong)
    assert reads(cast.case_supervisor, case) == set()


@pytest.mark.parametrize("role", ["case_worker", "director", "administrator", "advocacy_officer", "stranger"])
def test_only_a_supervisor_opens_a_case_in_an_emergency(cast: Cast, case: Case, role: str) -> None:
    with pytest.raises(Denied):
        open_in_emergency(by=getattr(cast, role), number=CANARY, **GIVEN)


def test_a_number_that_is_not_there_is_answered_as_one_that_is_open_already(
    cast: Cast, emergency_access: EmergencyAccess
) -> None:
    answers = []
    for number in (CANARY, "NO-SUCH-CASE"):
        with pytest.raises(ValidationError) as error:
            open_in_emergency(by=cast.case_supervisor, number=number, **GIVEN)
        answers.append(error.value.message_dict)
    assert answers[0] == answers[1]
    assert Entry.objects.filter(event="casework.glass_refused").count() == 2


def test_it_is_shut_before_its_hour_by_either_side(cast: Cast, case: Case, emergency_access: EmergencyAccess) -> None:
    end_emergency_access(by=cast.case_supervisor, emergency_access=emergency_access)
    assert reads(cast.case_supervisor, case) == set()
    second = open_in_emergency(by=cast.case_supervisor, number=CANARY, **GIVEN)
    with wall.reading_as(cast.director):
        end_emergency_access(by=cast.director, emergency_access=second)
    assert reads(cast.case_supervisor, case) == set()


def test_nobody_reviews_what_they_opened(cast: Cast, emergency_access: EmergencyAccess) -> None:
    with pytest.raises(Denied):
        review_emergency_access(
            by=cast.case_supervisor, emergency_access=emergency_access, verdict="justified", words="It was."
        )
    with pytest.raises(IntegrityError), transaction.atomic(), wall.system_access():
        EmergencyAccess.objects.update(
            verdict="justified", reviewed_by=cast.case_supervisor.pk, reviewed_at=timezone.now()
        )


def test_who_was_not_told_reviews_nothing(cast: Cast, emergency_access: EmergencyAccess) -> None:
    late_comer = with_role("late", "director")
    with pytest.raises(Denied), wall.reading_as(late_comer):
        review_emergency_access(by=late_comer, emergency_access=emergency_access, verdict="justified", words="It was.")


def test_a_review_closes_what_is_owed_and_is_kept_once(cast: Cast, emergency_access: EmergencyAccess) -> None:
    (owed,) = open_commitments_about(SOURCE, emergency_access.uid)
    assert owed.owed_by_user == cast.director
    assert owed.due_at - emergency_access.opened_at == dt.timedelta(hours=72)
    with wall.reading_as(cast.director):
        done = review_emergency_access(
            by=cast.director, emergency_access=emergency_access, verdict="justified", words="The deadline was real."
        )
    assert done.status is EmergencyAccessStatus.JUSTIFIED
    assert not open_commitments_about(SOURCE, emergency_access.uid).exists()
    with pytest.raises(ValidationError), wall.reading_as(cast.director):
        review_emergency_access(
            by=cast.director, emergency_access=emergency_access, verdict="not_justified", words="No."
        )


def test_what_is_not_justified_shuts_at_once(cast: Cast, case: Case, emergency_access: EmergencyAccess) -> None:
    with wall.reading_as(cast.director):
        review_emergency_access(
            by=cast.director, emergency_access=emergency_access, verdict="not_justified", words="It could wait."
        )
    assert reads(cast.case_supervisor, case) == set()


def test_a_review_that_is_late_is_told_to_whoever_reviews_by_then(
    cast: Cast, emergency_access: EmergencyAccess
) -> None:
    successor = with_role("successor", "director")
    assert escalate_reviews() == 0
    pass_time(73)
    assert escalate_reviews() == 1
    assert escalate_reviews() == 0
    with wall.reading_as(successor):
        (seen,) = emergency_accesses_to_review(successor)
        assert seen.status is EmergencyAccessStatus.LATE
        review_emergency_access(by=successor, emergency_access=seen, verdict="justified", words="As it was said.")


def test_a_director_reviews_without_learning_of_the_case(
    cast: Cast, case: Case, emergency_access: EmergencyAccess, client: Browser
) -> None:
    client.force_login(cast.case_supervisor)
    for _time in range(2):
        assert client.get(reverse("casework:case", args=[case.uid])).status_code == 200
    client.force_login(cast.director)
    page = client.get(emergency_access.get_absolute_url(), headers={"accept-language": "en"}).content.decode()
    assert REASON in page
    assert CANARY not in page
    assert str(case.uid) not in page
    with wall.reading_as(cast.director):
        assert not Case.objects.exists()
        assert not CaseContent.objects.exists()
    assert client.get(reverse("casework:case", args=[case.uid])).status_code == 404
    counted = Entry.objects.filter(event="casework.glass_page_read", actor=str(cast.case_supervisor.uid))
    assert counted.count() == 2


def test_the_journal_tells_of_all_of_it_and_nothing_of_the_case(cast: Cast, emergency_access: EmergencyAccess) -> None:
    end_emergency_access(by=cast.case_supervisor, emergency_access=emergency_access)
    with wall.reading_as(cast.director):
        review_emergency_access(
            by=cast.director, emergency_access=emergency_access, verdict="justified", words=f"{CANARY} words"
        )
    entries = list(Entry.objects.filter(event__startswith="casework.glass"))
    assert [entry.event for entry in entries] == [
        "casework.glass_broken",
        "casework.glass_broken",
        "casework.glass_ended",
        "casework.glass_reviewed",
    ]
    assert not any(CANARY in f"{entry.content}{entry.subject}" for entry in entries)


def test_the_words_are_sealed(cast: Cast, emergency_access: EmergencyAccess) -> None:
    with wall.system_access():
        kept = EmergencyAccess.objects.get()
    assert REASON.encode() not in bytes(kept.reason)
    assert kept.reveal("reason") == REASON


OUTSIDERS = [
    "administrator",
    "case_worker",
    "secretariat_officer",
    "programme_officer",
    "editor",
    "advocacy_officer",
    "delegate",
    "stranger",
]


@pytest.mark.parametrize("role", OUTSIDERS)
def test_for_all_others_there_is_no_such_page(
    cast: Cast, case: Case, emergency_access: EmergencyAccess, client: Browser, role: str
) -> None:
    client.force_login(getattr(cast, role))
    pages = [
        reverse(f"casework:{name}") for name in ("emergency-accesses", "own-emergency-accesses", "emergency-access-add")
    ]
    pages += [reverse("casework:case-emergency-access", args=[case.uid])]
    pages += [
        reverse(f"casework:{name}", args=[emergency_access.uid])
        for name in ("emergency-access", "own-emergency-access", "emergency-access-review", "emergency-access-end")
    ]
    for page in pages:
        for answer in (client.get(page), client.post(page, {"number": CANARY, **GIVEN})):
            assert answer.status_code in ({404, 405} if page.endswith("end/") else {404})
            assert REASON not in answer.content.decode()
    assert list(emergency_accesses_to_review(getattr(cast, role))) == []


def test_by_its_number_a_case_opens_that_is_in_no_list(cast: Cast, case: Case, client: Browser) -> None:
    client.force_login(cast.case_supervisor)
    assert client.get(reverse("casework:case", args=[case.uid])).status_code == 404
    answer = client.post(reverse("casework:emergency-access-add"), {"number": CANARY, **GIVEN}, follow=True)
    assert reverse("casework:case", args=[case.uid]) in answer.content.decode()
    assert CANARY not in str(answer.redirect_chain)
    assert client.get(reverse("casework:case", args=[case.uid])).status_code == 200


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_takes_the_same_number_of_queries_however_long(
    cast: Cast, client: Browser, django_assert_max_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        make_case(cast.case_worker, f"N{number}")
        open_in_emergency(by=cast.case_supervisor, number=f"N{number}", **GIVEN)
    client.force_login(cast.director)
    client.get(reverse("casework:emergency-accesses"))
    with django_assert_max_num_queries(8):
        client.get(reverse("casework:emergency-accesses"))


def test_who_opened_a_case_is_told_in_the_direction_of_the_readers_language(cast: Cast, client: Browser) -> None:
    User.objects.filter(pk=cast.case_supervisor.pk).update(name="غادة الرفاعي")
    User.objects.filter(pk=cast.director.pk).update(language="tr")
    make_case(cast.case_worker)
    open_in_emergency(by=User.objects.get(pk=cast.case_supervisor.pk), number=CANARY, **GIVEN)
    client.force_login(cast.director)
    page = client.get(reverse("commitments:commitments") + "?view=all").content.decode()
    assert "<bdi>\u200eغادة الرفاعي acil durumda bir vaka açtı</bdi>" in page
