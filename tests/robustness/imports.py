"""Imports, killed again and again: each file is there whole or not at all, and can be taken up."""

from __future__ import annotations

import copy
import tempfile
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.db import connection

from minbar.foundation.access.roles import Role
from minbar.foundation.journal.models import Entry
from minbar.foundation.journal.record import subject_of
from minbar.foundation.sheets import actions, files, keeping, stores, tasks
from minbar.foundation.sheets.models import Import, ImportStatus
from minbar.foundation.vault.models import SubjectKey
from minbar.network.directory.models import Party
from minbar.voice.publishing.models import ContentItem
from minbar.work.casework.case_import.sheets import rows
from minbar.work.casework.cases import wall
from tests.builders.workbooks import xlsx
from tests.robustness import sample

Counts = dict[str, int]


class _Import:
    """Files that are sent, checked and taken over. ``rooms`` are the apps to whose tables each of them brings rows."""

    role: ClassVar[Role]
    rooms: ClassVar[tuple[str, ...]]
    within: ClassVar[Any] = nullcontext

    def files(self) -> list[tuple[str, bytes]]:
        raise NotImplementedError

    def empty(self) -> None:
        """Take away what the files brought."""
        raise NotImplementedError

    def lay(self) -> None:
        stores.BATCH = rows.AT_ONCE = 7  # type: ignore[misc]
        keeping.MEMORY = Path(tempfile.mkdtemp(dir=settings.DATA_DIR))  # type: ignore[misc]
        self.by = sample.account(self.role)
        self.sent = self.files()
        files.read_workbook = _once(files.read_workbook)
        for name, content in self.sent:
            path = Path(settings.DATA_DIR) / name
            path.write_bytes(content)
            files.read_workbook(path)
        self.before, self.after = [self._counts(room) for room in self.rooms], None

    def set_out(self) -> None:
        self.empty()
        Import.objects.all().delete()
        SubjectKey.objects.all().delete()

    def run(self) -> None:
        """Send, look and take over. What was sent before the kill is taken over as it is, looked at or not."""
        batch = Import.objects.values_list("batch", flat=True).first()
        if batch is None:
            batch = actions.send_files(by=self.by, files=self.sent)
            tasks.check(batch=str(batch))
        tasks.apply(batch=str(batch), partial=False)

    def beside(self) -> None:
        """Whoever looks sees all of a file or nothing of it."""
        for place in range(len(self.rooms)):
            self._see(place)

    def _see(self, place: int) -> bool:
        """Whether a file is there, whole."""
        found = self._counts(self.rooms[place])
        if self.after is None or found == self.before[place]:
            return False
        assert found == self.after[place], "a file is there by half, or twice"
        return True

    def check(self) -> str:
        imports = list(Import.objects.order_by("pk"))
        assert len(imports) in {0, len(self.sent)}
        for place, record in enumerate(imports):
            self._check_file(place, record)
        if not imports:
            assert not any(self._see(place) for place in range(len(self.rooms)))
            assert not SubjectKey.objects.exists()
        return ", ".join(record.status for record in imports) or "absent"

    def _check_file(self, place: int, record: Import) -> None:
        applied = record.status == ImportStatus.APPLIED
        assert applied or record.status in tasks.UNDECIDED
        assert self.after is None or self._see(place) == applied
        told = Entry.objects.filter(subject=subject_of(record), event="sheets.import_applied").count()
        assert told == applied
        assert record.rows.exists() == applied
        if applied:
            assert record.content is None
        else:
            assert record.reveal("content") == self.sent[place][1]

    def check_whole(self) -> str:
        if self.after is None:
            self.after = [self._counts(room) for room in self.rooms]
        stands = self.check()
        assert set(stands.split(", ")) == {ImportStatus.APPLIED}, list(Import.objects.values_list("result", flat=True))
        assert all(self._see(place) for place in range(len(self.rooms)))
        return stands

    def _counts(self, room: str) -> Counts:
        """How many rows each table of a room has, as one moment sees them."""
        models = apps.get_app_config(room).get_models(include_auto_created=True)
        parts = [f"SELECT '{model._meta.db_table}', count(*) FROM {model._meta.db_table}" for model in models]
        with self._seeing(), connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts))
            return dict(cursor.fetchall())

    def _seeing(self) -> AbstractContextManager[None]:
        context: AbstractContextManager[None] = type(self).within()
        return context


class Cases(_Import):
    """A workbook of cases, straight into the vault."""

    role = Role.CASE_SUPERVISOR
    rooms = ("casework",)
    within = staticmethod(wall.system_access)

    def files(self) -> list[tuple[str, bytes]]:
        return [("cases.xlsx", sample.case_workbook(advised_by=self.by))]

    def empty(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE casework_case, casework_client CASCADE")


class Records(_Import):
    """Organisations and published content: two files, sent together."""

    role = Role.SECRETARIAT_OFFICER
    rooms = ("directory", "publishing")

    def files(self) -> list[tuple[str, bytes]]:
        names = [[f"جمعية {name}", "جمعية"] for name in _names(12)]
        items = [[f"مادة {name}", "مقابلة", "2023-05-12"] for name in _names(16)]
        return [
            _workbook("organisations", {"المنظمات": [["اسم المنظمة", "نوع المنظمة"], *names]}),
            _workbook("content", {"المحتوى": [["عنوان المحتوى", "نوع المحتوى", "تاريخ النشر"], *items]}),
        ]

    def empty(self) -> None:
        ContentItem.objects.all().delete()
        Party.objects.all().delete()


def _once(read: Callable[[Path], Any]) -> Callable[[Path], Any]:
    """Each file read once, in the process that is never killed: reading starts a process and changes nothing."""
    known: dict[bytes, Any] = {}

    def reading(path: Path) -> Any:
        content = path.read_bytes()
        if content not in known:
            known[content] = read(path)
        return copy.deepcopy(known[content])

    return reading


def _names(count: int) -> list[str]:
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    return [letters[number % 28] * 3 + letters[number * 5 % 28] * 2 for number in range(count)]


def _workbook(name: str, worksheets: Mapping[str, Any]) -> tuple[str, bytes]:
    path = xlsx(Path(settings.DATA_DIR) / f"{name}.xlsx", worksheets)
    return path.name, path.read_bytes()
