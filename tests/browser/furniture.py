"""What stands in the browser's house: the demonstration network, kept by the standing cast; no screen is empty."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.utils import translation

from minbar.doors.demonstration.edition import load_report
from minbar.doors.demonstration.loading import load_workbooks
from minbar.foundation.access.roles import Role
from minbar.voice.publishing.catalogue import CHANNELS, KINDS, add_missing
from minbar.voice.publishing.models import Channel, ContentKind
from minbar.work.engagement.catalogue import add_missing_offers
from minbar.work.engagement.models import Offer
from minbar.work.programmes.catalogue import add_first_lines, add_missing_kinds
from minbar.work.programmes.models import ActivityKind, Programme, Track
from tests.cast import Cast

PASSWORD = "three words and 4"


def furnish(cast: Cast) -> None:
    """Make the records."""
    restore_catalogues()
    for user in vars(cast).values():
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    accounts = {role: getattr(cast, role.value) for role in Role}
    with tempfile.TemporaryDirectory() as folder, translation.override("ar"):
        for _result in load_workbooks(Path(folder), accounts, lambda path: None):
            pass
        load_report(by=cast.director)


def restore_catalogues() -> None:
    """What migrations brought, and a test that ran in this process before may have emptied with the tables."""
    add_missing_kinds(ActivityKind)
    add_first_lines(Track, Programme)
    add_missing_offers(Offer)
    add_missing(ContentKind, KINDS)
    add_missing(Channel, CHANNELS)
