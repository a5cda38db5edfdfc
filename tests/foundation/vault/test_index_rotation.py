"""Changing the key of blind indexes: values are found all the while, and afterwards under the new key alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from django.db import connection

from minbar.foundation.vault import index, keyring, rotation
from minbar.foundation.vault.index import blind_candidates, blind_index, declare_index
from minbar.foundation.vault.index_rotation import CannotRebuild, rotate_indexes
from minbar.foundation.vault.keyring import Purpose
from minbar.foundation.vault.models import DataKey

pytestmark = pytest.mark.usefixtures("own_vault")

PHONES = ["905321112233", "905321112234", "905321112235"]


class Died(BaseException):
    """Stands for a process that was killed."""


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """A table of one index, as a room would keep it; it is rebuilt row by row."""
    monkeypatch.setattr(index, "_INDEXES", {})
    rows: dict[str, bytes] = {}

    def rebuild() -> Iterator[int]:
        for done, phone in enumerate(PHONES, 1):
            rows[phone] = blind_index("test.phone", phone)
            yield done

    declare_index("test.phone", why="the same person calls again", rebuild=rebuild)
    rows |= {phone: blind_index("test.phone", phone) for phone in PHONES}
    return rows


def found(rows: dict[str, bytes], phone: str) -> bool:
    return rows[phone] in blind_candidates("test.phone", phone)


def test_values_are_found_before_within_and_after(kept: dict[str, bytes]) -> None:
    before = dict(kept)
    seen = []
    rotate_indexes(tell=lambda progress: seen.append([found(kept, phone) for phone in PHONES]))
    assert seen == [[True] * 3] * 3
    assert all(found(kept, phone) for phone in PHONES)
    assert not any(found(before, phone) for phone in PHONES)
    assert DataKey.objects.filter(purpose=Purpose.INDEX, destroyed_at=None).count() == 1
    assert all(len(blind_candidates("test.phone", phone)) == 1 for phone in PHONES)


def test_broken_off_it_goes_on_with_the_indexes_that_are_left(kept: dict[str, bytes]) -> None:
    calls = {"first": 0, "dying": 0}

    def counted() -> Iterator[int]:
        calls["first"] += 1
        yield 1

    def dying() -> Iterator[int]:
        calls["dying"] += 1
        yield 1
        if calls["dying"] == 1:
            raise Died

    declare_index("test.first", why="x", rebuild=counted)
    declare_index("test.dying", why="x", rebuild=dying)
    with pytest.raises(Died):
        rotate_indexes()
    assert all(found(kept, phone) for phone in PHONES)
    rotate_indexes()
    assert calls == {"first": 1, "dying": 2}
    assert all(found(kept, phone) for phone in PHONES)


def test_an_index_that_cannot_be_rebuilt_keeps_everything_as_it_is(kept: dict[str, bytes]) -> None:
    declare_index("test.lost", why="x")
    with pytest.raises(CannotRebuild) as refused:
        rotate_indexes()
    assert refused.value.names == ["test.lost"]
    assert DataKey.objects.filter(purpose=Purpose.INDEX).count() == 1


def test_rotation_waits_for_whoever_began_under_the_former_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "LEARNS_WITHIN", 0.0)
    other = connection.copy()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute("SELECT 1")
    ended: list[float] = []

    def end() -> None:
        time.sleep(0.5)
        ended.append(time.monotonic())
        other.rollback()

    thread = threading.Thread(target=end)
    other.inc_thread_sharing()
    thread.start()
    rotation.wait_for_all()
    assert ended and time.monotonic() >= ended[0]
    thread.join()
    other.close()
