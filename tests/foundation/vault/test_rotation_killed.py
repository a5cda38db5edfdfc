"""A rotation that is killed, again and again, while others read and write: nothing is lost, and it comes to its end."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.db import connection

from minbar.foundation.vault import envelope, keyring
from minbar.foundation.vault.keyring import Purpose
from minbar.foundation.vault.models import DataKey, Rotation
from minbar.foundation.vault.records import reveal_many
from minbar.foundation.vault.subjects import new_subjects
from tests.builders.sealed import Note, write

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

LEARNS_WITHIN = 0.3
KILLS = (1, 3, 4, 9)  # after how many batches, time and again
NOTES = 1_600  # several times as many batches: a process that is about to be killed does more of them meanwhile


@pytest.fixture
def notes_that_others_see(notes: None, monkeypatch: pytest.MonkeyPatch) -> dict[int, str]:
    """Many notes, by id what each says."""
    monkeypatch.setattr(keyring, "LEARNS_WITHIN", LEARNS_WITHIN)
    keyring.forget()
    made = []
    for number, subject in enumerate(new_subjects(NOTES)):
        note = Note(subject=subject)
        note.seal(body=f"ملاحظة {number}", data={"n": number}, scan=b"%d" % number)
        made.append(note)
    Note.objects.bulk_create(made)
    return {note.pk: note.reveal("body") for note in made}


@dataclass
class Others(threading.Thread):
    """Reads and writes until told to stop, and remembers what was written and what went wrong."""

    texts: dict[int, str]
    stopped: threading.Event = field(default_factory=threading.Event)
    wrong: list[str] = field(default_factory=list)
    written: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    __hash__ = threading.Thread.__hash__

    def run(self) -> None:
        draw = random.Random(7)
        try:
            while not self.stopped.is_set():
                self.step(draw)
        except Exception as error:
            self.wrong.append(repr(error))
        finally:
            connection.close()

    def step(self, draw: random.Random) -> None:
        note = Note.objects.get(pk=draw.choice(list(self.texts)))
        if note.reveal("body") != self.texts[note.pk]:
            self.wrong.append(f"note {note.pk} reads otherwise than it was written")
        self.written += 1
        if draw.random() < 0.2:
            note = write(text := f"جديد {self.written}")
        else:
            note.seal(body=(text := f"تغيير {self.written}"))
            note.save()
        self.texts[note.pk] = text


def rotating(moment: str = "") -> subprocess.Popen[str]:
    database = connection.settings_dict
    host = urlencode({"host": database["HOST"]} | ({"port": database["PORT"]} if database["PORT"] else {}))
    url = f"postgres://{quote(database['USER'])}:{quote(database['PASSWORD'])}@/{database['NAME']}?{host}"
    command = [sys.executable, "-m", "tests.foundation.vault.rotating", str(LEARNS_WITHIN), moment]
    environment = os.environ | {"DATABASE_URL": url, "MINBAR_VAULT_KEY": str(settings.VAULT_KEY)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=settings.BASE_DIR)


def batches_until_killed(after: int) -> int:
    """Let a rotation do so many batches, then kill it; returns how many lines it had printed."""
    process = rotating()
    assert process.stdout is not None
    printed = 0
    for _line in process.stdout:
        printed += 1
        if printed >= after:
            break
    process.kill()  # SIGKILL
    process.wait()
    process.stdout.close()
    return printed


def test_killed_at_many_moments_and_resumed_nothing_is_lost(notes_that_others_see: dict[int, str]) -> None:
    others = Others(notes_that_others_see)
    others.start()
    try:
        assert [batches_until_killed(after) for after in KILLS] == list(KILLS)
        assert Rotation.objects.get().finished_at is None
        for moment in ("before-destroying", "before-committing"):
            assert "done" not in finished(rotating(moment))
            assert Rotation.objects.get().finished_at is None
        assert "done" in finished(rotating())
    finally:
        others.stopped.set()
        others.join()
    keyring.forget()
    assert others.wrong == []
    assert others.written > 0
    everything_is_there(others.texts)


def finished(process: subprocess.Popen[str]) -> str:
    output, _errors = process.communicate(timeout=120)
    return output


def everything_is_there(texts: dict[int, str]) -> None:
    listed = list(Note.objects.order_by("pk"))
    revealed = reveal_many(listed, "body", "data", "scan")
    assert {note.pk: values["body"] for note, values in zip(listed, revealed, strict=True)} == texts
    assert [values["data"] for values in revealed[:NOTES]] == [{"n": number} for number in range(NOTES)]
    (live,) = DataKey.objects.filter(purpose=Purpose.SEAL, destroyed_at=None)
    assert {envelope.key_number(bytes(note.body)) for note in listed} == {live.number}
    assert {envelope.key_number(bytes(note.scan)) for note in listed if note.scan} == {live.number}
