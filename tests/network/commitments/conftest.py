"""Two sources that no room has: a walled one, as cases are, and an open one; and ways to make commitments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest

from minbar.foundation.accounts.models import User
from minbar.network.commitments import sources
from minbar.network.commitments.actions import make_commitment
from minbar.network.commitments.models import Commitment
from minbar.network.commitments.sources import Evidence, Source, SourceView, declare_source
from tests.cast import Cast

WALLED, RESOLUTION = "test.case", "test.resolution"
CASE, OTHER_CASE, RESOLVED = UUID(int=11), UUID(int=12), UUID(int=21)
RULING = UUID(int=31)


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sources stand for one test; nobody reads a case until :func:`reader_of` lets them."""
    monkeypatch.setattr(sources, "_SOURCES", dict(sources._SOURCES))


@pytest.fixture
def readers() -> dict[int, set[UUID]]:
    """Whose cases are whose: primary key of the account → cases. Empty until a test fills it."""
    return {}


@pytest.fixture
def case(readers: dict[int, set[UUID]]) -> Source:
    """A walled source."""

    def resolve(user: User, uid: UUID) -> SourceView | None:
        return SourceView(f"H-{uid.int}", f"/cases/{uid}/") if uid in readers.get(user.pk, ()) else None

    return declare_source(
        Source(
            key=WALLED,
            label="Case",
            walled=True,
            kinds=(("hearing", "Hearing"), ("call_back", "Call back")),
            resolve=resolve,
            resolve_many=lambda user, uids: {uid: seen for uid in uids if (seen := resolve(user, uid))},
            visible_to=lambda user: frozenset(readers.get(user.pk, ())),
            evidence=lambda user, uid: [Evidence(RULING, "Ruling")],
        )
    )


@pytest.fixture
def resolution() -> Source:
    """An open source: resolutions of an assembly, which the whole office sees."""
    return declare_source(
        Source(
            key=RESOLUTION,
            label="Resolution",
            resolve=lambda user, uid: SourceView("Resolution 3", f"/resolutions/{uid}/"),
            resolve_many=lambda user, uids: dict.fromkeys(uids, SourceView("Resolution 3", "/resolutions/3/")),
            visible_to=lambda user: {RESOLVED},
            may_keep=lambda user, uid: user.email.startswith("secretariat"),
        )
    )


@pytest.fixture
def worker(cast: Cast, readers: dict[int, set[UUID]]) -> User:
    """The case worker, whose case :data:`CASE` is."""
    readers[cast.case_worker.pk] = {CASE}
    return cast.case_worker


@pytest.fixture
def hearing(case: Source, worker: User) -> Callable[..., Commitment]:
    """Make a commitment about the walled case."""

    def make(**values: Any) -> Commitment:
        given = {"by": worker, "owed_by": worker, "due_at": dt.date(2031, 3, 5), "kind": "hearing"} | values
        return make_commitment(source_key=WALLED, source_uid=CASE, **given)

    return make


@pytest.fixture
def errand(cast: Cast) -> Callable[..., Commitment]:
    """Make a commitment that stands on its own: the programme officer owes it to the secretariat."""

    def make(**values: Any) -> Commitment:
        given = {
            "by": cast.secretariat_officer,
            "owed_by": cast.programme_officer,
            "owed_to": cast.secretariat_officer,
            "what": "Send the minutes",
            "due_at": dt.date(2031, 3, 5),
        }
        return make_commitment(**(given | values))

    return make


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[dt.datetime], None]]:
    """Move the clock: everything that asks Django for the time gets what is set."""
    from django.utils import timezone

    def move(to: dt.datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: to)

    yield move
