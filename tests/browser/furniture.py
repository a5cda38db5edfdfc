"""What stands in the browser's house: the demonstration network, kept by the standing cast; no screen is empty."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.utils import translation

from minbar.doors.demonstration.edition import load_report
from minbar.doors.demonstration.loading import load_workbooks
from minbar.foundation.access.roles import Role
from tests.cast import Cast

PASSWORD = "three words and 4"


def furnish(cast: Cast) -> None:
    """Make the records."""
    for user in vars(cast).values():
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    accounts = {role: getattr(cast, role.value) for role in Role}
    with tempfile.TemporaryDirectory() as folder, translation.override("ar"):
        for _result in load_workbooks(Path(folder), accounts, lambda path: None):
            pass
        load_report(by=cast.director)
