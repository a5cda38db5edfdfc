"""Every event that the code writes to the journal reads well in a history."""

from __future__ import annotations

import re
from pathlib import Path

from minbar.foundation.journal.descriptions import described

EVENT = re.compile(r"""(?:event=|JournalEvent\()\s*"([a-z_]+\.[a-z_]+)\"""")


def test_every_recorded_event_is_described() -> None:
    recorded = {
        (event, str(path)) for path in Path("minbar").rglob("*.py") for event in EVENT.findall(path.read_text())
    }
    undescribed = sorted((event, path) for event, path in recorded if event not in described())
    assert not undescribed, (
        f"{undescribed}: say in the room's journal_messages.py how they read, "
        'describe("room.record_changed", _("Record changed")), and translate it.'
    )
