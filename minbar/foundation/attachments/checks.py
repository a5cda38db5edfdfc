"""System checks of the installation."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register

from minbar.foundation.attachments.sandbox.lock import in_force

HINT = "See 'Files that strangers send' in docs/security.md."


@register(Tags.security, deploy=True)
def readers_of_files_reach_nothing(**_options: Any) -> list[CheckMessage]:
    """A process that reads a stranger's file, started here and now, could lock itself in."""
    found = in_force()
    if not found.reaches_nothing:
        return [Error("Strangers' files can't be read safely on this machine.", hint=HINT, id="attachments.E001")]
    missing = [] if found.account else ["it stays root"]
    missing += [] if found.landlock else ["there is no Landlock, a second lock on files"]
    if missing:
        said = f"A process that reads strangers' files is locked in by one lock alone: {', '.join(missing)}."
        return [Warning(said, hint=HINT, id="attachments.W001")]
    return []
