"""Taking back a whole import."""

from __future__ import annotations

import pytest

from minbar.foundation.access.decisions import Denied
from minbar.foundation.journal.models import Entry
from minbar.foundation.journal.record import record
from minbar.foundation.sheets.models import Import, ImportStatus
from minbar.foundation.sheets.undoing import CannotUndo, undo
from minbar.work.programmes.models import Programme, Project, Track
from tests.cast import Cast
from tests.foundation.sheets.conftest import Take

TRACKS = [["Code", "Arabic name", "Position"], ["culture", "الثقافة", 3], ["law", "القانون", 4]]


@pytest.fixture(autouse=True)
def empty(db: None) -> None:
    Project.objects.all().delete()
    Programme.objects.all().delete()
    Track.objects.all().delete()


def test_records_that_it_made_go_and_those_that_it_changed_become_what_they_were(take: Take) -> None:
    take({"tracks": TRACKS[:2]})
    before = Track.objects.values("labels", "position", "code").get()
    take({"tracks": [TRACKS[0], ["culture", "الثقافة والفن", 9], TRACKS[2]]})
    undo(Import.objects.latest("pk"), by=None)
    assert Track.objects.values("labels", "position", "code").get() == before
    assert Import.objects.latest("pk").status == ImportStatus.UNDONE


def test_each_record_has_its_entry_in_the_journal(take: Take) -> None:
    take({"tracks": TRACKS})
    undo(Import.objects.get(), by=None)
    assert Entry.objects.filter(event="sheets.record_removed").count() == 2
    assert Entry.objects.filter(event="sheets.import_undone").count() == 1


def test_a_record_changed_since_is_named_and_nothing_is_undone(take: Take) -> None:
    take({"tracks": TRACKS})
    record(by=None, event="programmes.track_edited", subject=Track.objects.get(code="law"), changes={})
    with pytest.raises(CannotUndo) as refusal:
        undo(Import.objects.get(), by=None)
    assert [(each.row, each.reason, "law" in each.name) for each in refusal.value.obstacles] == [(3, "changed", True)]
    assert Track.objects.count() == 2


def test_a_record_that_a_later_import_changed_is_named(take: Take) -> None:
    take({"tracks": TRACKS})
    take({"tracks": [TRACKS[0], ["law", "الحقوق", 4]]})
    with pytest.raises(CannotUndo):
        undo(Import.objects.earliest("pk"), by=None)
    undo(Import.objects.latest("pk"), by=None)
    assert Track.objects.get(code="law").labels["ar"] == "القانون"


def test_a_record_that_others_use_is_named(take: Take) -> None:
    take({"tracks": TRACKS})
    Programme.objects.create(code="x", labels={}, track=Track.objects.get(code="law"))
    with pytest.raises(CannotUndo) as refusal:
        undo(Import.objects.get(), by=None)
    assert [(each.row, each.reason) for each in refusal.value.obstacles] == [(3, "used")]


def test_records_of_one_import_that_use_each_other_go_together(take: Take) -> None:
    take({"tracks": TRACKS, "programmes": [["Code", "Arabic name", "Track"], ["x", "س", "law"]]})
    undo(Import.objects.get(), by=None)
    assert not Programme.objects.exists()
    assert not Track.objects.exists()


def test_it_is_undone_once_and_by_who_may_import(take: Take, cast: Cast) -> None:
    take({"tracks": TRACKS})
    with pytest.raises(Denied):
        undo(Import.objects.get(), by=cast.stranger)
    undo(Import.objects.get(), by=cast.programme_officer)
    with pytest.raises(Denied):
        undo(Import.objects.get(), by=cast.programme_officer)
