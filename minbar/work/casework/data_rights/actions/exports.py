"""A client's whole file: shown to the client, and packed for them under a passphrase, for a day."""

from __future__ import annotations

import datetime as dt
import io
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import Denied, denied
from minbar.foundation.journal.record import record
from minbar.foundation.text.languages import Language
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.models import Case
from minbar.work.casework.data_rights import rules
from minbar.work.casework.data_rights.client_file import ClientFile, whole_file
from minbar.work.casework.data_rights.models import FileExport

if TYPE_CHECKING:
    from uuid import UUID

    from minbar.foundation.accounts.models import User

LIFETIME = dt.timedelta(hours=24)
DOWNLOADS = 3
SHORTEST_REASON = 10
#: No two that look or sound alike; twenty of these are 98 bits.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP = 5, 4

GONE = _("This file can no longer be saved. Pack it anew.")


@dataclass(frozen=True, repr=False)
class MadeExport:
    """An export with its passphrase, which is told once and kept nowhere."""

    export: FileExport
    passphrase: str


@wall.system_access()
@transaction.atomic
def show_file(*, by: User, case: Case) -> ClientFile:
    """All that is kept about the client of a case; that it was shown stands in the journal.

    Raises:
        Denied: not all of the client's cases are ``by``'s to read, with the identity.
    """
    _ask(by, case)
    file = whole_file(case.subject, with_staff=True)
    record(by=by, event="casework.file_shown", subject=case)
    return file


@wall.system_access()
@transaction.atomic
def export_file(*, by: User, case: Case, reason: str, language: Language) -> MadeExport:
    """Pack a client's whole file under a new passphrase. It can be saved three times, within 24 hours.

    Raises:
        Denied: as :func:`show_file`.
        ValidationError: ("reason") none is given.
    """
    _ask(by, case)
    if len(reason.strip()) < SHORTEST_REASON:
        raise ValidationError({"reason": _("Say why the file is given out, in a sentence.")})
    passphrase = "-".join("".join(secrets.choice(SIGNS) for _sign in range(GROUP)) for _group in range(GROUPS))
    with translation.override(language):
        content = _packed(whole_file(case.subject, with_staff=False), language, passphrase)
    export = FileExport(
        subject=case.subject,
        case=case,
        made_by=by,
        expires_at=timezone.now() + LIFETIME,
        downloads_left=DOWNLOADS,
    )
    export.seal(reason=reason.strip(), content=content)
    export.save()
    record(by=by, event="casework.file_exported", subject=case)
    return MadeExport(export, passphrase)


@wall.system_access()
@transaction.atomic
def save_export(*, by: User, export: FileExport) -> bytes:
    """The packed file, once more; each time is counted.

    Raises:
        Denied: the file is not ``by``'s to read, or the export has expired or was saved as often as it may be.
    """
    _ask(by, export.case)
    live = FileExport.objects.filter(pk=export.pk, expires_at__gt=timezone.now(), downloads_left__gt=0)
    if not live.update(downloads_left=F("downloads_left") - 1, updated_at=timezone.now()):
        raise Denied(denied(GONE))
    content: bytes = export.reveal("content")
    record(by=by, event="casework.file_saved", subject=export.case)
    return content


def forget_expired() -> int:
    """Delete exports that can no longer be saved; how many there were."""
    with wall.system_access(), transaction.atomic():
        expired = FileExport.objects.filter(expires_at__lte=timezone.now())
        used_up = FileExport.objects.filter(downloads_left=0)
        return (expired | used_up).delete()[0]


def forget_exports_of(subject: UUID) -> None:
    """Delete what was packed for a client one of whose cases turns out to be another person's: it holds both."""
    FileExport.objects.filter(subject=subject).delete()


def _ask(by: User, case: Case) -> None:
    if not (decision := rules.can_read_whole_file(by, case)):
        raise Denied(decision)


def _packed(file: ClientFile, language: Language, passphrase: str) -> bytes:
    """A zip with AES-256. Its names are numbers: a zip's list of names can be read without the passphrase."""
    import pyzipper  # loaded where it is used: with its ciphers it takes a quarter of a start

    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(passphrase.encode())
        archive.setencryption(pyzipper.WZ_AES, nbits=256)
        names = [f"{number}.{document.extension}" for number, document in enumerate(file.documents, start=3)]
        listed = [(name, document.reveal("name")) for name, document in zip(names, file.documents, strict=True)]
        context = {"file": file, "language": language, "listed": listed, "made": timezone.localtime()}
        archive.writestr("1.html", render_to_string("casework/packed_file.html", context))
        plain = {"chapters": file.plain(), "files": dict(listed)}
        archive.writestr("2.json", orjson.dumps(plain, option=orjson.OPT_INDENT_2))
        for name, document in zip(names, file.documents, strict=True):
            archive.writestr(name, document.reveal("content"))
    return out.getvalue()
