"""What the tests of the work rooms share: a few entries of the directory and ways to make records."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from minbar.foundation.accounts.models import User
from minbar.network.directory.enums import Sex
from minbar.network.directory.models import EngagementCategory, Organisation, Party, Person, Place
from minbar.network.directory.naming import NameGiven, name_of, shown
from minbar.work.engagement.models import Meeting
from minbar.work.engagement.registers import MEETINGS
from minbar.work.programmes.actions import add_activity
from minbar.work.programmes.models import Activity, ActivityKind, Track
from tests.cast import Cast

DAY = datetime.date(2023, 5, 12)


def name_party(party: Party, text: str) -> None:
    given = NameGiven(text, "ar" if text[0] > "\u0600" else "en", preferred=True)
    party.labels = shown([given])
    party.save()
    name_of(party.pk, given).save()


@pytest.fixture
def person(db: None) -> Callable[..., Person]:
    def make(name: str, sex: Sex = Sex.UNKNOWN) -> Person:
        made = Person.objects.create(sex=sex)
        name_party(made, name)
        return made

    return make


@pytest.fixture
def organisation(db: None) -> Callable[..., Organisation]:
    def make(name: str, **values: Any) -> Organisation:
        made = Organisation.objects.create(**values)
        name_party(made, name)
        return made

    return make


@pytest.fixture
def officer(cast: Cast) -> User:
    """Who may edit programmes."""
    return cast.programme_officer


@pytest.fixture
def secretary(cast: Cast) -> User:
    """Who may edit engagement."""
    return cast.secretariat_officer


@pytest.fixture
def activity(officer: User) -> Callable[..., Activity]:
    """Make an activity by its action; a training of the first track unless told otherwise."""

    def make(kind: str = "training", **values: Any) -> Activity:
        given = {"title": "Training", "starts_on": DAY, "status": "done", "track": Track.objects.first()} | values
        return add_activity(by=officer, kind=ActivityKind.objects.get(code=kind), **given)

    return make


@pytest.fixture
def meeting(secretary: User, organisation: Callable[..., Organisation]) -> Callable[..., Meeting]:
    """Make a meeting by its action, with a new organisation unless told otherwise."""

    def make(category: str = "turkish_public_bodies", **values: Any) -> Meeting:
        count = Organisation.objects.count()
        given = {"held_on": DAY, "subject": f"Subject {count}"} | values
        given.setdefault("counterparts", [organisation(f"Body {count}")])
        made: Meeting = MEETINGS.create_or_update(
            by=secretary, category=EngagementCategory.objects.get(code=category), **given
        )
        return made

    return make


@pytest.fixture
def istanbul(db: None) -> Place:
    return Place.objects.get(level=1, labels__tr="İstanbul")
