"""Recording activities."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from minbar.foundation.accounts.models import User
from minbar.network.directory.models import Organisation, Person
from minbar.work.programmes import actions
from minbar.work.programmes.enums import ParticipationRole, PartyRole
from minbar.work.programmes.models import Activity, Programme, Project, Track, Work

pytestmark = pytest.mark.django_db


def test_a_project_brings_its_programme_and_track(activity: Callable[..., Activity]) -> None:
    harmony = Programme.objects.get(code="harmony")
    season = Project.objects.create(code="season", labels={}, programme=harmony)
    shown = activity("screening", track=None, project=season)
    assert (shown.programme, shown.track.code) == (harmony, "relations")


def test_lines_of_work_that_do_not_belong_together_are_refused(activity: Callable[..., Activity]) -> None:
    with pytest.raises(ValidationError) as refusal:
        activity(track=Track.objects.get(code="capacity"), programme=Programme.objects.get(code="harmony"))
    assert set(refusal.value.error_dict) == {"track"}


def test_a_quantity_that_the_kind_does_not_count_is_refused(activity: Callable[..., Activity]) -> None:
    with pytest.raises(ValidationError) as refusal:
        activity("general_meeting", pages=3)
    assert set(refusal.value.error_dict) == {"pages"}


def test_a_book_read_in_two_sessions_is_one_book(activity: Callable[..., Activity]) -> None:
    first = activity("reading_club", title="Session 1", work_title="خبز وملح")
    second = activity("reading_club", title="Session 2", work_title="خُبز  وملح")
    assert first.work == second.work
    assert Work.objects.count() == 1


def test_organisations_and_trainers_are_tied_and_replaced(
    activity: Callable[..., Activity],
    organisation: Callable[..., Organisation],
    person: Callable[..., Person],
    officer: User,
) -> None:
    host, other = organisation("Host"), organisation("Other")
    held = activity(organisations={PartyRole.HOST: [host]}, trainers=[person("Amal"), person("Ziad")])
    actions.change_activity(activity=held, by=officer, organisations={PartyRole.HOST: [other]}, trainers=[])
    assert [tie.organisation for tie in held.involvements.all()] == [other]
    assert not held.participation.filter(role=ParticipationRole.TRAINER).exists()


def test_what_is_not_given_stays(
    activity: Callable[..., Activity], person: Callable[..., Person], officer: User
) -> None:
    held = activity(trainers=[person("Amal")], hours=6)
    actions.change_activity(activity=held, by=officer, title="New title")
    held.refresh_from_db()
    assert (held.title, held.hours, held.participation.count()) == ("New title", 6, 1)


def test_a_cancelled_activity_that_is_over_is_restored_as_done(
    activity: Callable[..., Activity], officer: User
) -> None:
    held = activity()
    actions.cancel_activity(activity=held, by=officer)
    assert actions.restore_activity(activity=held, by=officer).status == "done"
