"""Static files as they are served: compressed, and named by their content so that browsers keep them for good."""

from __future__ import annotations

from django.contrib.staticfiles.management.commands.collectstatic import Command
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage


def collect() -> None:
    """Bring ``STATIC_ROOT`` up to date; settings use it from the next start of a process."""
    command = Command()
    command.storage = CompressedManifestStaticFilesStorage()
    call_command(command, interactive=False, verbosity=0)
