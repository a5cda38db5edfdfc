"""Subjects: those to whom sealed values belong, each with a half of the key, until it is shredded."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from minbar.foundation.records.compiled import CompiledQuery, Parameter
from minbar.foundation.records.many import insert_many
from minbar.foundation.vault import envelope, keyring
from minbar.foundation.vault.envelope import KEY_BYTES
from minbar.foundation.vault.errors import KeyMissing, Shredded, Unreadable
from minbar.foundation.vault.models import SubjectKey
from minbar.foundation.vault.roots import Root

#: From so many on subjects are written by COPY.
MANY: Final = 100


def new_subject() -> UUID:
    """Make a subject, with its half of the key.

    Raises:
        KeyMissing: there is no root key.
    """
    (subject,) = new_subjects(1)
    return subject


def new_subjects(count: int) -> list[UUID]:
    """Make ``count`` subjects at once, in one statement."""
    root = keyring.current_root()
    subjects = [uuid.uuid4() for _ in range(count)]
    made = [SubjectKey(subject=subject, root_id=root.number, half=_new_half(subject, root)) for subject in subjects]
    if len(made) < MANY:
        SubjectKey.objects.bulk_create(made)
    else:
        insert_many(SubjectKey, made)
    return subjects


def _new_half(subject: UUID, root: Root) -> bytes:
    return envelope.wrap(secrets.token_bytes(KEY_BYTES), under=root.key, bound=half_bound(subject, root.number))


def shred(subject: UUID) -> bool:
    """Destroy the subject's half of the key, and those of subjects that were joined to it: all that is sealed for them
    can never be read again, wherever it is kept.

    Returns whether there was something to destroy. The rows stay, without their halves, as proof of when it was done.
    """
    live = _with_joined(subject).filter(shredded_at=None)
    return bool(live.update(half=None, shredded_at=timezone.now()))


def mark_joined(subject: UUID, *, to: UUID) -> None:
    """Note that ``subject``, and whatever was joined to it before, is ``to``. Part of ``joining.join``."""
    _with_joined(subject).update(joined_to=to)
    SubjectKey.objects.filter(subject=to).update(joined_to=None)


def all_of(subject: UUID) -> list[UUID]:
    """The subject and those that were joined to it: a copy that is restored may hold values of these again."""
    return [subject, *SubjectKey.objects.filter(joined_to=subject).values_list("subject", flat=True)]


def _with_joined(subject: UUID) -> QuerySet[SubjectKey]:
    return SubjectKey.objects.filter(Q(subject=subject) | Q(joined_to=subject))


def halves(subjects: Iterable[UUID]) -> dict[UUID, bytes | Unreadable]:
    """The halves of many subjects in one query; for those that have none, the error that says why."""
    asked = set(subjects)
    rows = _KEYS(subjects=list(asked))
    found = {key.subject: _unwrapped(key.subject, key.root_id, key.half) for key in rows}
    return {subject: found[subject] if subject in found else KeyMissing() for subject in asked}


_KEYS: CompiledQuery[SubjectKey] = CompiledQuery(
    lambda: SubjectKey.objects.filter(subject__any_of=Parameter("subjects")).only("subject", "root", "half")
)


def _unwrapped(subject: UUID, root: int, half: bytes | memoryview | None) -> bytes | Unreadable:
    if half is None:
        return Shredded()
    return envelope.unwrap(bytes(half), under=keyring.root_key(root), bound=half_bound(subject, root))


def half_bound(subject: UUID, root: int) -> str:
    """What a subject's wrapped half is bound to."""
    return f"vault_subjectkey|{subject.hex}|{root}"
