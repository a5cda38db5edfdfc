"""What stands in the browser's house: the demonstration network, kept by the standing cast; no screen is empty."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

from minbar.doors.demonstration.edition import load_report
from minbar.doors.demonstration.loading import load_workbooks
from minbar.doors.demonstration.sample_activity import Office, begin_cases, case_of
from minbar.foundation.access.roles import Role
from minbar.foundation.accounts.models import RoleAssignment, User
from minbar.foundation.text.languages import Language
from minbar.network.commitments.actions import close_commitment, make_commitment
from minbar.work.casework.cases import actions, wall
from minbar.work.casework.cases.actions.documents import add_document
from minbar.work.casework.cases.enums import CaseResult, ConsentKind, Stage
from minbar.work.casework.cases.models import Case
from minbar.work.casework.data_rights.actions.erasures import erase_client, propose_erasure
from minbar.work.casework.data_rights.actions.exports import export_file
from minbar.work.casework.data_rights.enums import ErasureGround
from minbar.work.casework.emergency_access.actions import open_in_emergency
from minbar.work.casework.emergency_access.enums import EmergencyReason
from minbar.work.casework.intake import actions as intake_actions
from minbar.work.engagement.models import Meeting
from tests.builders import files
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
        assign_some(cast)
        begin_cases(Office.of(accounts, *map(colleague, (Role.CASE_WORKER, Role.CASE_SUPERVISOR))))
    follow_up(cast)
    keep_and_erase(cast)


def assign_some(cast: Cast) -> None:
    """Closed cases of which testimonies can be given; the workbook names a case worker whom nobody here is."""
    with wall.system_access():
        closed = Case.objects.filter(
            topic__code="security_code", stage=Stage.CLOSED, consents__kind=ConsentKind.SHARING
        )
        for case in closed[:2]:
            actions.assign_case(by=cast.case_supervisor, case=case, worker=cast.case_worker)


def keep_and_erase(cast: Cast) -> None:
    """A file in a case, a client's whole file packed, and the proof of an erasure."""
    with wall.system_access():
        case, referred = case_of("refused document"), case_of("treatment")
    photo = SimpleUploadedFile("العقد.jpg", files.jpeg((300, 200)))
    add_document(by=cast.case_worker, case=case, upload=photo)
    export_file(by=cast.case_worker, case=case, reason="طلبتها صاحبة الحالة", language=Language.ARABIC)
    gone = intake_actions.open_case(
        by=cast.case_worker, assign_to=cast.case_worker, number="E-1", opened_on=timezone.localdate(),
        identity={"name": "لمى المنامي"}, content={"request": "سؤال عن الإقامة"},
    )  # fmt: skip
    actions.close_case(by=cast.case_worker, case=gone, result=CaseResult.POSITIVE, answer="انتهى الأمر.")
    open_in_emergency(
        by=cast.case_supervisor, category=EmergencyReason.MISTAKE, hours=24, uid=referred.uid,
        reason="سُجّلت إحالة إلى جهة لم تُختر، ويجب أن يُعرف كيف.",
    )  # fmt: skip
    proposed = propose_erasure(by=cast.case_supervisor, case=gone, ground=ErasureGround.REQUEST)
    erase_client(by=cast.director, erasure=proposed)


def colleague(role: Role) -> User:
    """A second one with this role: what one does, another must check."""
    user = User.objects.create_user(f"second_{role}@example.org", name=f"second {role.label}")
    RoleAssignment.objects.create(user=user, role=role)
    return user


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
