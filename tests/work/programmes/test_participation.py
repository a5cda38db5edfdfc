"""Recording who took part: totals are sums, and nobody counts twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minbar.foundation.access.decisions import Denied
from minbar.foundation.accounts.models import User
from minbar.foundation.journal.record import history_of
from minbar.network.directory.enums import Sex
from minbar.network.directory.models import Person
from minbar.work.programmes import actions, queries
from minbar.work.programmes.enums import AgeBand, ParticipationRole
from minbar.work.programmes.models import Activity
from minbar.work.programmes.sadd import Breakdown
from tests.cast import Cast

PARTICIPANT = ParticipationRole.PARTICIPANT
cells = st.dictionaries(st.tuples(st.sampled_from(Sex), st.sampled_from(AgeBand)), st.integers(0, 500), max_size=8)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cells, cells)
def test_every_total_is_the_sum_of_its_parts(first: dict, second: dict) -> None:
    both = Breakdown(first) + Breakdown(second)
    assert both.total == sum(both.of_sex(sex) for sex in Sex) == sum(both.of_age(band) for band in AgeBand)
    assert both.total == Breakdown(first).total + Breakdown(second).total


@pytest.mark.django_db
def test_three_people_by_name_and_a_head_count_of_twenty_are_twenty_three(
    activity: Callable[..., Activity], person: Callable[..., Person], officer: User
) -> None:
    training = activity()
    people = [person("Amal", Sex.FEMALE), person("Huda", Sex.FEMALE), person("Ziad", Sex.MALE)]
    actions.add_people(activity=training, role=PARTICIPANT, people=people, by=officer)
    counted = {(Sex.FEMALE, AgeBand.FROM_18): 12, (Sex.MALE, AgeBand.FROM_25): 7, (Sex.UNKNOWN, AgeBand.UNKNOWN): 1}
    actions.count_heads(activity=training, role=PARTICIPANT, cells=counted, by=officer)
    breakdown = queries.breakdowns(training)[PARTICIPANT]
    assert (breakdown.total, breakdown.of_sex(Sex.FEMALE), breakdown.of_age(AgeBand.UNKNOWN)) == (23, 14, 4)
    assert queries.with_attendance(Activity.objects.all()).get().attendance == 23


def test_listing_someone_again_changes_nothing(
    activity: Callable[..., Activity], person: Callable[..., Person], officer: User
) -> None:
    training, amal = activity(), person("Amal")
    assert actions.add_people(activity=training, role=PARTICIPANT, people=[amal], by=officer) == 1
    assert actions.add_people(activity=training, role=PARTICIPANT, people=[amal, amal], by=officer) == 0
    assert training.participation.count() == 1


def test_a_new_head_count_takes_the_place_of_the_old(activity: Callable[..., Activity], officer: User) -> None:
    training = activity()
    first = {(Sex.FEMALE, AgeBand.FROM_18): 5, (Sex.MALE, AgeBand.FROM_18): 5}
    actions.count_heads(activity=training, role=PARTICIPANT, cells=first, by=officer)
    second = {(Sex.FEMALE, AgeBand.FROM_18): 8, (Sex.MALE, AgeBand.FROM_18): 0}
    actions.count_heads(activity=training, role=PARTICIPANT, cells=second, by=officer)
    assert queries.head_count(training, PARTICIPANT).cells == {(Sex.FEMALE, AgeBand.FROM_18): 8}


def test_nobody_takes_part_in_what_was_cancelled(activity: Callable[..., Activity], officer: User) -> None:
    training = activity()
    actions.cancel_activity(activity=training, by=officer)
    with pytest.raises(Denied, match=r"cancelled|ملغى"):
        actions.count_heads(activity=training, role=PARTICIPANT, cells={}, by=officer)


def test_a_secretariat_officer_records_no_participation(activity: Callable[..., Activity], cast: Cast) -> None:
    training = activity()
    with pytest.raises(Denied):
        actions.count_heads(activity=training, role=PARTICIPANT, cells={}, by=cast.secretariat_officer)


def test_the_journal_gets_numbers_and_no_names(
    activity: Callable[..., Activity], person: Callable[..., Person], officer: User
) -> None:
    training = activity()
    actions.add_people(activity=training, role=PARTICIPANT, people=[person("Amal Canary")], by=officer)
    entry = history_of(training).first()
    assert entry is not None
    assert entry.changes == {"participant": [0, 1]}
    assert not any("Canary" in str(each.changes) for each in history_of(training))
