"""What the journal holds of an action, and how a record's page tells it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from minbar.foundation.journal import checkpoints
from minbar.foundation.journal.export import exported_entries
from minbar.foundation.journal.history import history
from minbar.foundation.journal.models import Entry
from minbar.foundation.journal.record import BATCH, JournalEvent, record, record_many
from minbar.foundation.journal.verifier import verify
from tests.cast import Cast


def test_history_tells_who_did_what_and_what_changed(cast: Cast) -> None:
    with transaction.atomic():
        record(by=cast.administrator, event="test.renamed", subject=cast.editor, changes={"name": ["أحمد", "محمد"]})
    with override("en"):
        (line,) = history(cast.editor)
    assert (line.who, line.what) == ("administrator", "renamed")
    assert [(change.label, change.before, change.after) for change in line.changes] == [("name", "أحمد", "محمد")]


def test_history_shows_nothing_of_other_records(cast: Cast) -> None:
    record(by=None, event="test.seen", subject=cast.director)
    assert history(cast.editor) == []


def test_history_takes_two_queries_whatever_its_length(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for actor in (cast.administrator, cast.director, None):
        for _ in range(10):
            record(by=actor, event="test.seen", subject=cast.editor)
    with django_assert_num_queries(2):
        assert len(history(cast.editor)) == 30


def test_many_events_span_batches_without_a_break_in_the_chain(cast: Cast) -> None:
    written = record_many(by=cast.editor, events=(JournalEvent("test.done", f"x:{n}") for n in range(BATCH + 5)))
    assert written == range(1, BATCH + 6)
    assert verify(exported_entries()).whole
    assert record(by=None, event="test.done") == BATCH + 6


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_make_one_chain() -> None:
    def write(number: int) -> None:
        try:
            for _ in range(10):
                with transaction.atomic():
                    record(by=None, event=f"test.writer_{number}")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    assert Entry.objects.count() == 40
    assert verify(exported_entries()).whole


@pytest.mark.django_db(transaction=True)
def test_the_first_action_of_a_journal_makes_a_checkpoint_and_the_next_none() -> None:
    record(by=None, event="test.done")
    record(by=None, event="test.done")
    assert [mark["sequence"] for mark in checkpoints.checkpoints()] == [1]


@pytest.mark.django_db(transaction=True)
def test_a_checkpoint_is_made_after_many_entries() -> None:
    record(by=None, event="test.done")
    record_many(by=None, events=(JournalEvent("test.done") for _ in range(checkpoints.DUE_AFTER_ENTRIES)))
    assert [mark["sequence"] for mark in checkpoints.checkpoints()] == [1, 1 + checkpoints.DUE_AFTER_ENTRIES]


def test_an_entry_costs_few_queries(cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with transaction.atomic(), django_assert_max_num_queries(5):
        record(by=cast.editor, event="test.done", subject=cast.editor)
    assert connection.in_atomic_block
