"""What stands in the browser's house: the demonstration network, kept by the standing cast; no screen is empty."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone, translation

from minbar.doors.demonstration.edition import load_report
from minbar.doors.demonstration.loading import load_workbooks
from minbar.foundation.access.roles import Role
from minbar.network.commitments.actions import close_commitment, make_commitment
from minbar.work.engagement.models import Meeting
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
    follow_up(cast)


def follow_up(cast: Cast) -> None:
    """Something to do for everybody: late, due today within hours, due soon, done."""
    meeting = Meeting.objects.order_by("-held_on", "-pk")[0]
    now, today = timezone.now(), timezone.localdate()
    office = (cast.secretariat_officer, cast.director, cast.programme_officer)
    common: dict[str, Any] = {"by": cast.secretariat_officer, "owed_to": cast.secretariat_officer}
    for number, owing in enumerate(office):
        make_commitment(
            what="إرسال محضر اللقاء إلى دائرة الهجرة", owed_by=owing, source_key="engagement.meeting",
            source_uid=meeting.uid, due_at=today + timedelta(days=number), escalate_to=cast.director, **common,
        )  # fmt: skip
        make_commitment(what="Call the municipality back", owed_by=owing, due_at=now + timedelta(hours=20), **common)
        make_commitment(what="Davetiyeleri gönder", owed_by=owing, due_at=today - timedelta(days=3), **common)
        done = make_commitment(what="حجز القاعة", owed_by=owing, due_at=today - timedelta(days=1), **common)
        close_commitment(commitment=done, by=owing, note="حُجزت القاعة الكبيرة")
