"""Files of a case: adding one, reading one, taking one away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import Denied
from minbar.foundation.attachments.checking import Checked, check
from minbar.foundation.attachments.kinds import FORMATS
from minbar.foundation.attachments.limits import FILE_BYTES
from minbar.foundation.attachments.problems import NotTaken
from minbar.foundation.journal.record import record
from minbar.foundation.records.idempotency import idempotent_uid
from minbar.work.casework.cases import rules, wall
from minbar.work.casework.cases.enums import ServiceKind
from minbar.work.casework.cases.models import Case, CaseDocument, CaseService

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from minbar.foundation.accounts.models import User

#: Of one client, by their code: enough for a family's papers, not for filling the disk.
CLIENT_FILES = 40
CLIENT_BYTES = 200 * 1024 * 1024

NOT_OPEN = _("This case is closed. Ask for help anew, or call us.")
ENOUGH = _("This case holds as many files as it can. Write a message, and we tell you how to bring the rest.")


@dataclass(frozen=True)
class OpenedDocument:
    """A file as it is handed out."""

    name: str
    media_type: str
    content: bytes


def add_document(
    *, by: User | None, case: Case, upload: UploadedFile[Any], from_client: bool = False, key: UUID | None = None
) -> CaseDocument:
    """Check a file by its content, set it anew without metadata, and keep it sealed.

    Checking takes up to some seconds, outside of any transaction. An adviser's file is also a step of the case.

    Args:
        by: who adds it; None, with ``from_client``, for the client, whose code was checked before.
        key: the form's own; the same file sent again with it, on a bad line, is still one file.

    Raises:
        Denied: ``by`` does not work on the case.
        ValidationError: ("upload") the file is not taken: why, and what to send instead.
    """
    content = upload.read(FILE_BYTES + 1)
    uid = idempotent_uid(key, upload.name or "", content) if key else uuid4()
    with wall.system_access():
        if kept := _may_add(by, case, uid, from_client):
            return kept
    checked = _checked(content, upload.name or "")
    with wall.system_access(), transaction.atomic():
        Case.objects.select_for_update(of=("self",)).get(pk=case.pk)  # who comes second waits here for the first
        if kept := _may_add(by, case, uid, from_client):
            return kept
        service = None
        if not from_client:
            service = CaseService.objects.create(
                case=case, kind=ServiceKind.DOCUMENT, done_on=timezone.localdate(), done_by=by
            )
        document = seal_document(case, checked, by=by, service=service, from_client=from_client, uid=uid)
        record(by=by, event="casework.document_added", subject=case)
    return document


def seal_document(
    case: Case,
    checked: Checked,
    *,
    by: User | None,
    service: CaseService | None = None,
    from_client: bool = False,
    uid: UUID | None = None,
) -> CaseDocument:
    """Seal a file that was checked; part of an action that asked its rule."""
    document = CaseDocument(
        uid=uid or uuid4(),
        subject=case.subject,
        case=case,
        service=service,
        from_client=from_client,
        added_by=by,
        kind=checked.kind.value,
        extension=checked.extension,
        size=len(checked.content),
    )
    document.seal(name=checked.name, content=checked.content)
    document.save()
    return document


def _may_add(by: User | None, case: Case, uid: UUID, from_client: bool) -> CaseDocument | None:
    """Ask whether a file may be added; the file, where it was sent before."""
    if not from_client:
        assert by is not None
        if not (decision := rules.can_act(by, case)):
            raise Denied(decision)
    kept = CaseDocument.objects.defer("content").filter(case=case, uid=uid).first()
    if kept is None and from_client:
        _ask_for_room(case)
    return kept


def _ask_for_room(case: Case) -> None:
    if not case.is_open:
        raise ValidationError({"upload": NOT_OPEN})
    kept = CaseDocument.objects.filter(case=case, from_client=True).aggregate(files=Count("pk"), bytes=Sum("size"))
    if kept["files"] >= CLIENT_FILES or (kept["bytes"] or 0) >= CLIENT_BYTES:
        raise ValidationError({"upload": ENOUGH})


def _checked(content: bytes, name: str) -> Checked:
    try:
        return check(content, name)
    except NotTaken as refusal:
        raise ValidationError({"upload": str(refusal)}) from refusal


@wall.system_access()
@transaction.atomic
def read_document(*, by: User, document: CaseDocument) -> OpenedDocument:
    """Open a file; that it was read stands in the journal.

    Raises:
        Denied: the content of the case is not for ``by``.
        Unreadable: its key is gone.
    """
    if not (decision := rules.can_read_content(by, document.case)):
        raise Denied(decision)
    opened = OpenedDocument(document.reveal("name"), FORMATS[document.extension].media_type, document.reveal("content"))
    record(by=by, event="casework.document_read", subject=document.case)
    return opened


@wall.system_access()
@transaction.atomic
def remove_document(*, by: User, document: CaseDocument) -> None:
    """Take a file away, and the step that it was: it is gone, not hidden.

    Raises:
        Denied: ``by`` does not work on the case.
    """
    if not (decision := rules.can_act(by, document.case)):
        raise Denied(decision)
    case, service = document.case, document.service
    document.delete()
    if service is not None:
        service.delete()
    record(by=by, event="casework.document_removed", subject=case)
