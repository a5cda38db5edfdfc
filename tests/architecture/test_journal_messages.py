"""Every action that the code writes to the journal reads well in a history."""

from __future__ import annotations

import re
from pathlib import Path

from minbar.foundation.journal.descriptions import described

ACTION = re.compile(r"""(?:action=|JournalEvent\()\s*"([a-z_]+\.[a-z_]+)\"""")


def test_every_recorded_action_is_described() -> None:
    recorded = {
        (action, str(path)) for path in Path("minbar").rglob("*.py") for action in ACTION.findall(path.read_text())
    }
    undescribed = sorted((action, path) for action, path in recorded if action not in described())
    assert not undescribed, (
        f"{undescribed}: say in the room's journal_messages.py how they read, "
        'describe("room.record_changed", _("Record changed")), and translate it.'
    )
