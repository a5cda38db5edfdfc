"""System checks of the installation."""

from __future__ import annotations

import stat
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register

from minbar.foundation.vault import roots


@register(Tags.security, deploy=True)
def root_key_is_its_owners_alone(**_options: Any) -> list[CheckMessage]:
    """The root key's file can be read by its owner only."""
    file = roots.path()
    if file.exists() and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        hint = f"chmod 600 {file}"
        return [Warning("The vault's root key can be read by others on this machine.", hint=hint, id="vault.W001")]
    return []
