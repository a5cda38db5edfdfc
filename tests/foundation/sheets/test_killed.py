"""An import that is killed leaves nothing: no record, no journal entry, no trace of the import."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from minbar.foundation.journal.models import Entry
from minbar.foundation.sheets.models import Import, ImportedRow
from minbar.voice.publishing.models import ContentItem
from tests.builders.workbooks import xlsx

ROWS = 6_000  # more than one batch
CHILD = """
import os, signal, sys
from pathlib import Path
import django
django.setup()
from minbar.foundation.journal import record
from minbar.foundation.sheets import files
from minbar.voice.publishing.models import ContentItem

stage_wanted, number_wanted, book = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
seen = 0

def die():
    print(ContentItem.objects.count(), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

def tell(stage, worksheet, done, total):
    global seen
    if stage == stage_wanted:
        seen += 1
        if seen == number_wanted:
            die()

if stage_wanted == "commit":
    def record_and_die(**arguments):
        record.record_many(**arguments)
        die()
    files.record_many = record_and_die
files.apply_file(files.prepare(files.Source(book.name, book), {}), by=None, tell=tell)
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = [["عنوان المحتوى", "نوع المحتوى", "تاريخ النشر"]]
    rows += [[f"مادة {number}", "مقابلة", "2023-05-12"] for number in range(ROWS)]
    return xlsx(tmp_path_factory.mktemp("kill") / "book.xlsx", {"المحتوى": rows})


@pytest.mark.slow
@pytest.mark.django_db  # this test's transaction sees what others commit
@pytest.mark.parametrize(
    ("stage", "number", "written"),
    [("checking", 2, 0), ("comparing", 1, 0), ("writing", 2, 5_000), ("journal", 1, ROWS), ("commit", 1, ROWS)],
)
def test_nothing_is_left(book: Path, stage: str, number: int, written: int) -> None:
    place = connection.settings_dict
    address = f"postgresql://{place['USER']}@/{place['NAME']}?host={place['HOST']}"
    child = subprocess.run(
        [sys.executable, "-c", CHILD, stage, str(number), str(book)],
        env=os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "config.settings"},
        cwd=Path(__file__).resolve().parents[3],
        capture_output=True,
        text=True,
        check=False,
    )
    assert child.returncode == -signal.SIGKILL, child.stderr
    assert int(child.stdout) == written  # it had got that far
    for model in (ContentItem, Import, ImportedRow):
        assert not model.objects.exists(), model
    assert not Entry.objects.filter(event__startswith="sheets.").exists()
