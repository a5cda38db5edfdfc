"""What the database itself refuses."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from minbar.work.programmes.models import Activity, ActivityKind, Programme, Project, Track

pytestmark = pytest.mark.django_db
DAY = datetime.date(2023, 5, 12)


@pytest.fixture
def tracks() -> list[Track]:
    return [Track.objects.create(code=code, labels={"en": code}) for code in ("first", "second")]


@pytest.fixture
def activity(tracks: list[Track]) -> Callable[..., Activity]:
    def make(**values: object) -> Activity:
        kind = ActivityKind.objects.get(code="training")
        return Activity.objects.create(**{"kind": kind, "title": "T", "starts_on": DAY, "track": tracks[0]} | values)

    return make


def check_deferred() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_kinds_are_there_from_the_start_with_labels_in_three_languages() -> None:
    kinds = ActivityKind.objects.all()
    assert {"training", "workshop", "screening", "general_meeting"} <= {kind.code for kind in kinds}
    assert all(kind.labels.keys() == {"ar", "tr", "en"} and all(kind.labels.values()) for kind in kinds)


def test_a_programme_of_another_track_is_refused(tracks: list[Track], activity: Callable[..., Activity]) -> None:
    programme = Programme.objects.create(code="cinema", labels={}, track=tracks[1])
    with pytest.raises(IntegrityError), transaction.atomic():
        activity(programme=programme)
        check_deferred()


def test_a_project_of_another_programme_is_refused(tracks: list[Track], activity: Callable[..., Activity]) -> None:
    cinema, debates = (
        Programme.objects.create(code=code, labels={}, track=tracks[0]) for code in ("cinema", "debates")
    )
    project = Project.objects.create(code="season", labels={}, programme=cinema)
    with pytest.raises(IntegrityError), transaction.atomic():
        activity(programme=debates, project=project)
        check_deferred()


def test_a_project_without_its_programme_is_refused(tracks: list[Track], activity: Callable[..., Activity]) -> None:
    cinema = Programme.objects.create(code="cinema", labels={}, track=tracks[0])
    project = Project.objects.create(code="season", labels={}, programme=cinema)
    with pytest.raises(IntegrityError, match="chain"), transaction.atomic():
        activity(project=project)


def test_a_programme_that_moves_takes_its_activities_along(
    tracks: list[Track], activity: Callable[..., Activity]
) -> None:
    programme = Programme.objects.create(code="cinema", labels={}, track=tracks[0])
    shown = activity(programme=programme)
    Programme.objects.filter(pk=programme.pk).update(track=tracks[1])
    check_deferred()
    shown.refresh_from_db()
    assert shown.track == tracks[1]


def test_an_activity_cannot_end_before_it_begins(activity: Callable[..., Activity]) -> None:
    with pytest.raises(IntegrityError, match="dates"), transaction.atomic():
        activity(ends_on=DAY - datetime.timedelta(days=1))
