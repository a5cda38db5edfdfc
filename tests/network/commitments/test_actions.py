"""Making, changing, closing, reopening: what actions allow, and what the database refuses whoever asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from minbar.foundation.access.decisions import Denied
from minbar.foundation.access.permissions import roles_with
from minbar.foundation.journal.models import Entry
from minbar.foundation.sheets.declare import sheets
from minbar.network.commitments import sources
from minbar.network.commitments.access import CommitmentPermission
from minbar.network.commitments.actions import (
    cancel_commitment,
    change_commitment,
    close_commitment,
    forget_commitments,
    make_commitment,
    move_due,
    reassign,
    reopen_commitment,
)
from minbar.network.commitments.deadlines import in_days, in_hours
from minbar.network.commitments.enums import Standing, StepKind
from minbar.network.commitments.models import Commitment, CommitmentStep
from minbar.network.commitments.queries import open_commitments_about
from minbar.network.commitments.recipients import whom_to_remind
from minbar.network.commitments.sources import Source, SourceError, declare_source
from minbar.network.directory.models import Organisation
from tests.cast import Cast
from tests.network.commitments.conftest import CASE, OTHER_CASE, RESOLUTION, RESOLVED, RULING, WALLED

Make = Callable[..., Commitment]


def kinds_of(commitment: Commitment) -> list[str]:
    return list(commitment.steps.values_list("kind", flat=True))


def test_a_day_lasts_to_its_end_where_the_network_is(errand: Make) -> None:
    made = errand(due_at=dt.date(2031, 3, 5))
    assert timezone.localtime(made.due_at).strftime("%Y-%m-%d %H:%M:%S") == "2031-03-05 23:59:59"
    assert made.due_all_day and made.due_on == dt.date(2031, 3, 5)


def test_hours_are_counted_to_the_minute_and_days_to_the_end_of_the_last(errand: Make) -> None:
    noticed = dt.datetime(2031, 3, 1, 14, 30, tzinfo=dt.UTC)
    breach = errand(due_at=in_hours(72, since=noticed))
    assert breach.due_at == dt.datetime(2031, 3, 4, 14, 30, tzinfo=dt.UTC) and not breach.due_all_day
    assert in_days(30, since=noticed) == dt.date(2031, 3, 31)


def test_the_usual_reminder_is_two_days_before_or_halfway(errand: Make, clock: Callable[..., None]) -> None:
    now = dt.datetime(2031, 3, 1, 12, tzinfo=dt.UTC)
    clock(now)
    assert errand(due_at=now + dt.timedelta(days=30)).remind_at == now + dt.timedelta(days=28)
    assert errand(due_at=now + dt.timedelta(hours=10)).remind_at == now + dt.timedelta(hours=5)
    past = errand(due_at=now - dt.timedelta(days=1))
    assert past.remind_at == past.due_at


def test_an_organisation_can_owe_it(errand: Make, db: None) -> None:
    body = Organisation.objects.create(labels={"ar": "دائرة الهجرة"})
    made = Commitment.objects.get(pk=errand(owed_by=body).pk)
    assert str(made.owed_by) == "دائرة الهجرة"
    assert whom_to_remind(made)[0] == made.owed_to_user


def test_behind_the_wall_there_is_a_kind_and_no_text(hearing: Make) -> None:
    made = hearing()
    assert made.walled and made.what == "" and str(made) == "Hearing"
    with pytest.raises(ValidationError, match=r"(?i)wall|الجدار|duvar"):
        hearing(what="The woman from Fatih, at ten")
    with pytest.raises(ValidationError):
        hearing(kind="")
    with pytest.raises(ValidationError):
        hearing(kind="invented")


@pytest.mark.parametrize("field", ["what", "closing_note", "closing_link"])
def test_the_database_refuses_text_behind_the_wall(hearing: Make, field: str) -> None:
    made = hearing()
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=made.pk).update(**{field: "https://example.org/name"})


def test_steps_behind_the_wall_hold_no_note(hearing: Make) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        step = hearing().steps.get()
        step.pk, step.note = None, "a name"
        step.save()


def test_the_journal_learns_nothing_of_what_stands_behind_the_wall(hearing: Make, worker: Any) -> None:
    made = hearing()
    move_due(commitment=made, by=worker, due_at=dt.date(2031, 4, 1))
    close_commitment(commitment=made, by=worker, evidence_uid=RULING)
    entries = Entry.objects.filter(subject=f"commitments.commitment:{made.uid}")
    assert [entry.changes for entry in entries] == [{}, {}, {}]


def test_only_who_keeps_the_record_follows_it_up(case: Source, worker: Any, cast: Cast, resolution: Source) -> None:
    common: dict[str, Any] = {"due_at": dt.date(2031, 1, 1), "source_key": WALLED, "kind": "hearing"}
    for who, record in [(cast.case_supervisor, CASE), (cast.director, CASE), (worker, OTHER_CASE)]:
        with pytest.raises(Denied):
            make_commitment(by=who, owed_by=who, source_uid=record, **common)
    with pytest.raises(Denied):
        make_commitment(
            by=cast.editor, owed_by=cast.editor, what="Publish it", due_at=dt.date(2031, 1, 1),
            source_key=RESOLUTION, source_uid=RESOLVED,
        )  # fmt: skip
    assert not Commitment.objects.exists()


def test_a_stranger_makes_nothing(cast: Cast) -> None:
    for who in (cast.stranger, cast.administrator, cast.delegate):
        with pytest.raises(Denied):
            make_commitment(by=who, owed_by=who, what="Anything", due_at=dt.date(2031, 1, 1))


def test_closing_needs_evidence(errand: Make, hearing: Make, cast: Cast, worker: Any) -> None:
    ours, theirs = errand(), hearing()
    with pytest.raises(ValidationError):
        close_commitment(commitment=ours, by=cast.programme_officer)
    with pytest.raises(ValidationError):
        close_commitment(commitment=theirs, by=worker)
    with pytest.raises(ValidationError):
        close_commitment(commitment=theirs, by=worker, note="She got it")
    closed = close_commitment(commitment=ours, by=cast.programme_officer, note="Sent")
    assert closed.standing == Standing.DONE and closed.closed_by == cast.programme_officer
    assert close_commitment(commitment=theirs, by=worker, evidence_uid=RULING).standing == Standing.DONE


def test_evidence_belongs_to_what_it_is_about(errand: Make, hearing: Make, cast: Cast, worker: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        close_commitment(commitment=hearing(), by=worker, evidence_uid=UUID(int=32))
    assert "evidence" in refused.value.message_dict
    with pytest.raises(ValidationError):  # one on its own has no records
        close_commitment(commitment=errand(), by=cast.programme_officer, evidence_uid=RULING)
    with pytest.raises(ValidationError):  # a room closes by the record itself
        close_commitment(commitment=hearing(), by=None, evidence_uid=RULING)
    assert close_commitment(commitment=hearing(), by=None, evidence_uid=CASE).standing == Standing.DONE


def test_what_is_done_in_its_record_is_only_handed_over_by_hand(
    hearing: Make, case: Source, worker: Any, cast: Cast, readers: dict[int, set[UUID]]
) -> None:
    made = hearing(owed_to=cast.director)
    sources._SOURCES[WALLED] = replace(case, by_its_record=True)
    refused: list[Callable[[], Any]] = [
        lambda: close_commitment(commitment=made, by=worker, evidence_uid=RULING),
        lambda: cancel_commitment(commitment=made, by=cast.director),
        lambda: move_due(commitment=made, by=worker, due_at=dt.date(2031, 4, 1)),
        lambda: change_commitment(commitment=made, by=worker, escalate_to=None),
        hearing,
    ]
    for step in refused:
        with pytest.raises(Denied):
            step()
    with pytest.raises(ValidationError):  # who does not see the record cannot do it
        reassign(commitment=made, by=worker, owed_by=cast.case_supervisor)
    readers[cast.case_supervisor.pk] = {CASE}
    assert reassign(commitment=made, by=worker, owed_by=cast.case_supervisor).owed_by == cast.case_supervisor
    assert close_commitment(commitment=made, by=None, evidence_uid=CASE).standing == Standing.DONE
    with pytest.raises(Denied):
        reopen_commitment(commitment=made, by=worker)


def test_a_source_can_do_without_evidence(cast: Cast) -> None:
    declare_source(
        Source(
            key="test.visit", label="Visit", resolve=lambda user, uid: None, visible_to=lambda user: (),
            may_keep=lambda user, uid: True, evidence_required=False,
        )
    )  # fmt: skip
    made = make_commitment(
        by=cast.editor, owed_by=cast.editor, what="Go", due_at=dt.date(2031, 1, 1),
        source_key="test.visit", source_uid=CASE,
    )  # fmt: skip
    assert close_commitment(commitment=made, by=cast.editor).evidence_waived


def test_who_does_it_may_close_it_but_not_move_the_own_deadline(errand: Make, cast: Cast) -> None:
    made, doer = errand(), cast.programme_officer
    for change in (
        lambda: move_due(commitment=made, by=doer, due_at=dt.date(2032, 1, 1)),
        lambda: reassign(commitment=made, by=doer, owed_by=cast.editor),
        lambda: cancel_commitment(commitment=made, by=doer),
    ):
        with pytest.raises(Denied):
            change()
    close_commitment(commitment=made, by=doer, note="Sent")
    with pytest.raises(Denied):
        reopen_commitment(commitment=made, by=doer, reason="Again")


def test_a_bystander_changes_nothing(errand: Make, cast: Cast) -> None:
    made = errand()
    for who in (cast.editor, cast.case_worker, cast.stranger):
        with pytest.raises(Denied):
            close_commitment(commitment=made, by=who, note="I say so")


def test_having_noted_it_gives_no_right_behind_the_wall(
    hearing: Make, worker: Any, readers: dict[int, set[UUID]], cast: Cast
) -> None:
    made = hearing(owed_by=cast.case_supervisor)
    readers[worker.pk] = set()  # the case went to somebody else
    with pytest.raises(Denied):
        move_due(commitment=made, by=worker, due_at=dt.date(2032, 1, 1))


def test_reopening_says_why_and_is_counted(errand: Make, cast: Cast) -> None:
    made = errand()
    close_commitment(commitment=made, by=cast.programme_officer, note="Sent")
    with pytest.raises(ValidationError):
        reopen_commitment(commitment=made, by=cast.secretariat_officer)
    again = reopen_commitment(commitment=made, by=cast.secretariat_officer, reason="It came back")
    assert (again.standing, again.reopened, again.closing_note) == (Standing.OPEN, 1, "")
    assert kinds_of(again) == [StepKind.MADE, StepKind.CLOSED, StepKind.REOPENED]
    assert again.steps.get(kind=StepKind.CLOSED).note == "Sent"


def test_what_is_closed_is_not_changed(errand: Make, cast: Cast) -> None:
    made, by = errand(), cast.secretariat_officer
    cancel_commitment(commitment=made, by=by)
    for change in (
        lambda: move_due(commitment=made, by=by, due_at=dt.date(2032, 1, 1)),
        lambda: reassign(commitment=made, by=by, owed_by=cast.editor),
        lambda: change_commitment(commitment=made, by=by, what="Else"),
        lambda: close_commitment(commitment=made, by=by, note="Sent"),
        lambda: cancel_commitment(commitment=made, by=by),
    ):
        with pytest.raises(ValidationError):
            change()


@pytest.mark.parametrize(
    "values",
    [
        {"standing": "done"},  # without evidence
        {"standing": "done", "closed_at": dt.datetime(2031, 1, 1, tzinfo=dt.UTC)},
        {"standing": "invented"},
        {"owed_by_user": None},
        {"reopened": 1},
        {"source_key": "test.case", "source_uid": CASE},
        {"what": ""},
        {"escalated_at": dt.datetime(2031, 1, 1, tzinfo=dt.UTC)},
    ],
)
def test_the_database_refuses_what_no_action_would_write(errand: Make, values: dict[str, Any]) -> None:
    made = errand()
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=made.pk).update(**values)


def test_the_database_refuses_to_cancel_what_was_done(errand: Make, cast: Cast) -> None:
    made = errand()
    close_commitment(commitment=made, by=cast.programme_officer, note="Sent")
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=made.pk).update(standing="cancelled")


def test_steps_are_only_ever_added(errand: Make) -> None:
    made = errand()
    for refused in (
        lambda: CommitmentStep.objects.update(note="else"),
        lambda: CommitmentStep.objects.all().delete(),
        made.delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            refused()


def test_an_erased_record_takes_its_commitments_along(hearing: Make, errand: Make) -> None:
    hearing()
    hearing()
    ours = errand()
    assert forget_commitments(source_key=WALLED, source_uid=CASE) == 2
    assert list(Commitment.objects.all()) == [ours]
    with pytest.raises(DatabaseError), transaction.atomic():
        CommitmentStep.objects.all().delete()


def test_minbar_itself_sets_a_deadline(case: Source, worker: Any) -> None:
    made = make_commitment(
        by=None, owed_by=worker, kind="hearing", source_key=WALLED, source_uid=CASE, due_at=dt.date(2031, 1, 1)
    )
    assert made.made_by is None and made.steps.get().by is None


def test_a_walled_source_without_kinds_is_refused() -> None:
    with pytest.raises(SourceError):
        declare_source(
            Source(
                key="test.bare", label="Bare", walled=True, resolve=lambda user, uid: None, visible_to=lambda user: ()
            )
        )
    assert "test.bare" not in sources.sources()


def test_a_source_that_nobody_declares_is_refused(cast: Cast) -> None:
    with pytest.raises(Denied):
        make_commitment(
            by=cast.secretariat_officer, owed_by=cast.editor, what="Anything", due_at=dt.date(2031, 1, 1),
            source_key="test.gone", source_uid=CASE,
        )  # fmt: skip
    with pytest.raises(ValidationError):
        make_commitment(
            by=None, owed_by=cast.editor, what="Anything", due_at=dt.date(2031, 1, 1),
            source_key="test.gone", source_uid=CASE,
        )  # fmt: skip


def test_an_open_one_is_not_reopened(errand: Make, cast: Cast) -> None:
    with pytest.raises(ValidationError):
        reopen_commitment(commitment=errand(), by=cast.secretariat_officer, reason="Again")


def test_what_changes_nothing_is_no_step(errand: Make, cast: Cast) -> None:
    made, by = errand(), cast.secretariat_officer
    change_commitment(commitment=made, by=by, what=made.what)
    reassign(commitment=made, by=by, owed_by=cast.programme_officer)
    move_due(commitment=made, by=by, due_at=dt.date(2031, 3, 5))
    assert kinds_of(made) == [StepKind.MADE]


def test_a_record_has_its_open_commitments_nearest_first(hearing: Make, worker: Any) -> None:
    later, sooner = hearing(due_at=dt.date(2031, 5, 1)), hearing(due_at=dt.date(2031, 4, 1))
    cancel_commitment(commitment=hearing(), by=worker)
    assert list(open_commitments_about(WALLED, CASE)) == [sooner, later]


def test_no_sheet_brings_follow_ups_in(cast: Cast) -> None:
    handler = sheets()["commitments"].handler
    assert handler is not None and list(handler.match([{}])) == [None]
    for refused in (handler.create, handler.delete):
        with pytest.raises(Denied):
            refused([{}], by=cast.director)
    with pytest.raises(Denied):
        handler.update([], [], by=cast.director)
    assert not roles_with(CommitmentPermission.IMPORT)
