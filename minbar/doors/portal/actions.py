"""Keeping what strangers write until they send it, and sending it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from minbar.doors.portal.forms import asking
from minbar.doors.portal.models import Draft, DraftFile
from minbar.doors.portal.steps import Answered, Answers
from minbar.foundation.attachments.checking import Checked, check
from minbar.foundation.attachments.kinds import FORMATS
from minbar.foundation.attachments.limits import FILE_BYTES
from minbar.foundation.attachments.problems import NotTaken
from minbar.foundation.records.idempotency import idempotent_uid
from minbar.foundation.text.languages import reader_language
from minbar.foundation.vault.records import reveal_many
from minbar.foundation.vault.subjects import new_subject, shred
from minbar.network.directory.models import Place
from minbar.work.casework.cases.enums import Channel, ConsentForm, ConsentGiver
from minbar.work.casework.cases.models import Topic
from minbar.work.casework.identity.identities import Identity
from minbar.work.casework.intake.actions.taking_in import given_consents, take_in

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

#: How long a draft stays after its last change, and a receipt after sending.
KEPT_FOR = dt.timedelta(hours=1)


@transaction.atomic
def begin() -> Draft:
    """A new, empty draft; those that ended are removed on the way."""
    remove_old()
    draft = Draft(subject=new_subject())
    draft.seal(answers={})
    draft.save()
    return draft


def live(uid: str) -> Draft | None:
    """The draft with this identifier, where it has not ended."""
    return Draft.objects.filter(uid=uid, updated_at__gt=timezone.now() - KEPT_FOR).first()


def answers_of(draft: Draft | None) -> Answers:
    """What was answered so far."""
    answers: Answers = (draft.reveal("answers") if draft else None) or {}
    return answers


@transaction.atomic
def keep(draft: Draft, key: str, given: dict[str, list[str]]) -> Answers:
    """Keep the answers to one question beside those to the others; all of them."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    answers = answers_of(draft) | {key: given}
    draft.seal(answers=answers)
    draft.save()
    return answers


#: Files of one draft.
FILES = 5
ENOUGH = _("You can send five files now, and more later with your code.")


def keep_file(draft: Draft, upload: UploadedFile[Any]) -> None:
    """Check a file and keep it with the draft; the same file a second time is the same.

    Raises:
        ValidationError: why it is not taken, and what to send instead.
    """
    content = upload.read(FILE_BYTES + 1)
    uid = idempotent_uid(draft.uid, upload.name or "", content)
    if _is_there(draft, uid):
        return
    try:
        checked = check(content, upload.name or "")
    except NotTaken as refusal:
        raise ValidationError(str(refusal)) from refusal
    with transaction.atomic():
        Draft.objects.select_for_update().get(pk=draft.pk)  # the same file, sent again meanwhile, waits here
        if _is_there(draft, uid):
            return
        kept = DraftFile(uid=uid, subject=draft.subject, draft=draft, extension=checked.extension)
        kept.seal(name=checked.name, content=checked.content)
        kept.save()


def _is_there(draft: Draft, uid: UUID) -> bool:
    kept = set(draft.files.values_list("uid", flat=True))
    if uid not in kept and len(kept) >= FILES:
        raise ValidationError(ENOUGH)
    return uid in kept


def remove_file(draft: Draft, uid: UUID) -> None:
    """Take a file out of the draft again."""
    draft.files.filter(uid=uid).delete()


def files_of(draft: Draft | None) -> list[tuple[DraftFile, str]]:
    """The files of a draft with their names."""
    files = list(draft.files.defer("content")) if draft else []
    return [(file, plain["name"]) for file, plain in zip(files, reveal_many(files, "name"), strict=True)]


def _checked(draft: Draft) -> list[Checked]:
    files = list(draft.files.all())
    return [
        Checked(
            kind=FORMATS[file.extension].kind,
            media_type=FORMATS[file.extension].media_type,
            extension=file.extension,
            content=plain["content"],
            name=plain["name"],
        )
        for file, plain in zip(files, reveal_many(files, "name", "content"), strict=True)
    ]


@transaction.atomic
def remove(draft: Draft) -> None:
    """Nothing of it can be read again, here or in a backup."""
    shred(draft.subject)
    draft.delete()


def remove_old() -> int:
    """Remove what ended; how many were removed."""
    ended = Draft.objects.filter(updated_at__lte=timezone.now() - KEPT_FOR)
    for draft in ended:
        remove(draft)
    return len(ended)


GIVERS = {
    asking.MYSELF: ConsentGiver.CLIENT,
    asking.MY_CHILD: ConsentGiver.PARENT,
    asking.CHILD_IN_CARE: ConsentGiver.GUARDIAN,
    asking.ANOTHER: ConsentGiver.OTHER,
}


@transaction.atomic
def send(draft: Draft) -> None:
    """Take the case in and put number and code in the answers' place. A second time changes nothing.

    Raises:
        ValidationError: what was answered is not enough.
    """
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if draft.receipt is not None:
        return
    answers = Answered(answers_of(draft)).values()
    taken = take_in(
        by=None,
        channel=Channel.WEB_FORM,
        request=answers["request"],
        topic=Topic.objects.filter(code=answers["topic"]).first(),
        place=Place.objects.filter(code=answers["place"]).first(),
        identity=_identity(answers),
        consents=given_consents(
            service=answers["service"] == asking.YES,
            sharing=answers["sharing"] == asking.YES,
            by=GIVERS[answers["for_whom"]],
            form=ConsentForm.WEB,
        ),
        documents=_checked(draft),
        intake_key=draft.uid,
        languages=[reader_language().value],
    )
    draft.files.all().delete()
    draft.seal(answers=None, receipt={"number": taken.number, "code": taken.code})
    draft.save()


def _identity(answers: Mapping[str, str]) -> Identity | None:
    """Who asks, as far as they say. How to reach them is written in the network's own language."""
    for_another = answers["for_whom"] != asking.MYSELF
    with override(settings.LANGUAGE_CODE):
        reach = [str(asking.WAYS[answers["way"]]), answers["safe_times"]]
    proxy = {"relation": answers["relation"], "phone": answers["phone"]} if for_another else {}
    return Identity(
        name=answers["name"].strip(),
        phone="" if for_another else answers["phone"],
        proxy={name: value for name, value in proxy.items() if value},
        safe_contact=" · ".join(filter(None, reach)),
    )
