"""Files that were sent are gone once they are decided on, or once nobody did."""

from __future__ import annotations

import datetime as dt
import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from minbar.foundation.sheets import actions, keeping, tasks
from minbar.foundation.sheets.models import Import, ImportStatus
from minbar.foundation.vault.errors import Shredded
from minbar.foundation.vault.models import SubjectKey
from minbar.work.programmes.models import Programme, Project, Track
from tests.builders.workbooks import xlsx
from tests.cast import Cast

ROWS = [["Code", "Arabic name"], ["culture", "الثقافة"]]


@pytest.fixture
def sent(cast: Cast, tmp_path: Path) -> Import:
    for model in (Project, Programme, Track):
        model.objects.all().delete()
    content = xlsx(tmp_path / "book.xlsx", {"tracks": ROWS}).read_bytes()
    batch = actions.send_files(by=cast.programme_officer, files=[("book.xlsx", content)])
    tasks.check(batch=str(batch))
    return Import.objects.get(batch=batch)


def is_shredded(record: Import) -> bool:
    return not SubjectKey.objects.filter(subject=record.subject, half__isnull=False).exists()


def test_a_file_that_was_taken_over_is_gone_and_can_be_read_in_no_copy(sent: Import) -> None:
    tasks.apply(batch=str(sent.batch), partial=False)
    assert Track.objects.count() == 1
    assert Import.objects.get().content is None
    with pytest.raises(Shredded):  # as a backup would hold it
        Import.objects.model(uid=sent.uid, subject=sent.subject, content=sent.content).reveal("content")


def test_a_discarded_file_is_gone_with_its_key(sent: Import, cast: Cast) -> None:
    actions.discard(by=cast.programme_officer, record=sent)
    assert not Import.objects.exists()
    assert is_shredded(sent)


@pytest.mark.parametrize(("hours", "status"), [(23, ImportStatus.CHECKED), (25, ImportStatus.LAPSED)])
def test_a_file_is_kept_for_a_day_and_no_longer(sent: Import, hours: int, status: ImportStatus) -> None:
    Import.objects.update(updated_at=timezone.now() - dt.timedelta(hours=hours))
    tasks.forget()
    record = Import.objects.get()
    assert record.status == status
    assert (record.content is None) == is_shredded(sent) == (status == ImportStatus.LAPSED)


def test_what_was_taken_over_does_not_lapse(sent: Import) -> None:
    tasks.apply(batch=str(sent.batch), partial=False)
    Import.objects.update(updated_at=timezone.now() - dt.timedelta(days=9))
    tasks.forget()
    assert Import.objects.get().status == ImportStatus.APPLIED


def test_files_in_the_clear_are_in_memory_and_what_a_killed_run_left_is_cleared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MEMORY", tmp_path)
    with keeping.scratch(10) as directory:
        assert directory.parent == tmp_path
        assert directory.stat().st_mode & 0o077 == 0
    assert not directory.exists()
    old, young = tmp_path / f"{keeping.SCRATCH}old", tmp_path / f"{keeping.SCRATCH}young"
    for left in (old, young):
        left.mkdir()
        (left / "0.xlsx").write_bytes(b"x")
    os.utime(old, (time.time() - 90_000,) * 2)
    keeping.clear_scratch()
    assert (old.exists(), young.exists()) == (False, True)


def test_a_file_too_large_for_memory_goes_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MEMORY", tmp_path)

    def disk_usage(_path: Any) -> Any:
        return type("Usage", (), {"free": 100})

    monkeypatch.setattr(keeping.shutil, "disk_usage", disk_usage)
    with keeping.scratch(50) as directory:
        assert directory.parent != tmp_path
