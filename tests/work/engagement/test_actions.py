"""Recording meetings, visits, delegations and partnerships."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from minbar.foundation.access.decisions import Denied
from minbar.foundation.accounts.models import User
from minbar.network.directory.models import EngagementCategory, Organisation, Person
from minbar.work.engagement import actions
from minbar.work.engagement.enums import PartnershipStatus, VisitStatus
from minbar.work.engagement.models import Meeting, Offer, Partnership, PlannedVisit
from minbar.work.engagement.registers import (
    DELEGATIONS,
    MEETINGS,
    PARTNERSHIPS,
    SOLUTION_PARTNERS,
    VISIT_PLANS,
    VISITS,
)
from tests.cast import Cast

pytestmark = pytest.mark.django_db
DAY = datetime.date(2023, 5, 12)
ONE = datetime.timedelta(days=1)


@pytest.fixture
def visit(secretary: User, organisation: Callable[..., Organisation]) -> PlannedVisit:
    plan = VISIT_PLANS.create_or_update(by=secretary, title="Spring", starts_on=DAY, ends_on=DAY + 30 * ONE)
    party = organisation("Ministry")
    return VISITS.create_or_update(by=secretary, plan=plan, party=party, purpose="Permits", due_on=DAY + 10 * ONE)


def test_a_meeting_is_with_organisations_and_people_in_the_order_written(
    meeting: Callable[..., Meeting], organisation: Callable[..., Organisation], person: Callable[..., Person]
) -> None:
    ministry, deputy = organisation("Ministry"), person("Deputy")
    held = meeting(counterparts=[deputy, ministry, deputy])
    assert [tie.party_id for tie in held.counterparts.all()] == [deputy.pk, ministry.pk]


def test_a_meeting_with_nobody_is_refused(meeting: Callable[..., Meeting]) -> None:
    with pytest.raises(ValidationError) as refusal:
        meeting(counterparts=[])
    assert set(refusal.value.error_dict) == {"counterparts"}
    assert not Meeting.objects.exists()


def test_a_programme_officer_records_no_meetings(cast: Cast, organisation: Callable[..., Organisation]) -> None:
    category = EngagementCategory.objects.first()
    with pytest.raises(Denied):
        MEETINGS.create_or_update(
            by=cast.programme_officer, counterparts=[organisation("O")], held_on=DAY, subject="S", category=category
        )


def test_a_meeting_fulfils_the_visit_that_was_planned(visit: PlannedVisit, meeting: Callable[..., Meeting]) -> None:
    assert visit.status(DAY + 20 * ONE) is VisitStatus.OVERDUE
    held = meeting(counterparts=[visit.party], visit=visit)
    visit.refresh_from_db()
    assert (visit.meeting, visit.status(DAY + 20 * ONE)) == (held, VisitStatus.DONE)


def test_a_meeting_with_somebody_else_does_not_fulfil_a_visit(
    visit: PlannedVisit, meeting: Callable[..., Meeting], secretary: User
) -> None:
    with pytest.raises(ValidationError):
        actions.pay_visit(visit=visit, meeting=meeting(), by=secretary)


def test_a_dropped_visit_can_be_put_back_and_not_be_paid_before(
    visit: PlannedVisit, meeting: Callable[..., Meeting], secretary: User
) -> None:
    held = meeting(counterparts=[visit.party])
    actions.drop_visit(visit=visit, by=secretary)
    with pytest.raises(ValidationError):
        actions.pay_visit(visit=visit, meeting=held, by=secretary)
    actions.resume_visit(visit=visit, by=secretary)
    assert actions.pay_visit(visit=visit, meeting=held, by=secretary).status(DAY) is VisitStatus.DONE


def test_a_visit_falls_due_within_its_plan(visit: PlannedVisit, secretary: User) -> None:
    with pytest.raises(ValidationError):
        VISITS.create_or_update(by=secretary, record=visit, due_on=DAY + 31 * ONE)


@pytest.mark.parametrize("status", VisitStatus)
def test_the_database_and_the_record_agree_on_how_a_visit_stands(
    visit: PlannedVisit, meeting: Callable[..., Meeting], secretary: User, status: VisitStatus
) -> None:
    def agree() -> None:
        for day in (DAY, visit.due_on, visit.due_on + ONE):
            fresh = PlannedVisit.objects.get(pk=visit.pk)
            found = PlannedVisit.objects.filter(PlannedVisit.with_status(status, day)).exists()
            assert found == (fresh.status(day) is status)

    agree()
    actions.drop_visit(visit=visit, by=secretary)
    agree()
    actions.resume_visit(visit=visit, by=secretary)
    actions.pay_visit(visit=visit, meeting=meeting(counterparts=[visit.party]), by=secretary)
    agree()


@pytest.mark.parametrize("ends_on", [None, DAY, DAY + 5 * ONE])
def test_the_database_and_the_record_agree_on_how_a_partnership_stands(
    secretary: User, organisation: Callable[..., Organisation], ends_on: datetime.date | None
) -> None:
    kept = PARTNERSHIPS.create_or_update(
        by=secretary, organisation=organisation("Partner"), kind="turkish", starts_on=DAY, ends_on=ends_on
    )
    for day in (DAY - ONE, DAY, DAY + ONE, DAY + 5 * ONE, DAY + 6 * ONE):
        for status in PartnershipStatus:
            found = Partnership.objects.filter(Partnership.with_status(status, day)).exists()
            assert found == (kept.status(day) is status)


def test_a_delegation_is_not_smaller_than_the_list_of_its_members(
    secretary: User, person: Callable[..., Person]
) -> None:
    members = [person("A"), person("B")]
    with pytest.raises(ValidationError) as refusal:
        DELEGATIONS.create_or_update(by=secretary, received_on=DAY, name="Delegation", size=1, members=members)
    assert set(refusal.value.error_dict) == {"size"}


def test_a_solution_partner_offers_something(secretary: User, organisation: Callable[..., Organisation]) -> None:
    with pytest.raises(ValidationError):
        SOLUTION_PARTNERS.create_or_update(by=secretary, organisation=organisation("Hall"), offers=[])
    hall = Offer.objects.get(code="exhibition_halls")
    kept = SOLUTION_PARTNERS.create_or_update(by=secretary, organisation=organisation("Studio"), offers=[hall])
    assert list(kept.offers.all()) == [hall]
