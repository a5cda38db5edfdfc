"""Changing the root key, while the site runs: every key that it wraps is wrapped anew under its successor.

The successor's file is written before anything is wrapped under it, and takes the root's place after nothing is left
under the former one; a change that was killed anywhere between is taken up by starting it again. Shares of the former
root restore nothing afterwards: make new ones.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db import connection, transaction

from minbar.foundation.journal.record import record
from minbar.foundation.vault import envelope, keyring, roots
from minbar.foundation.vault.errors import KeyMissing
from minbar.foundation.vault.models import DataKey, RootKey, SubjectKey
from minbar.foundation.vault.roots import Root
from minbar.foundation.vault.rotation import Progress, Tell, rotating_alone, wait_for_all
from minbar.foundation.vault.subjects import half_bound

BATCH_ROWS: Final = 2000
_WRITE = """
UPDATE vault_subjectkey AS kept SET half = anew.half, root_id = %s
FROM unnest(%s::uuid[], %s::bytea[]) AS anew (subject, half)
WHERE kept.subject = anew.subject AND kept.root_id <> %s AND kept.half IS NOT NULL
"""


def rotate_root(*, tell: Tell = lambda progress: None) -> Root:
    """Change to a new root key, or take up the change that was broken off.

    Raises:
        AlreadyRunning: another process rotates keys.
        KeyMissing: the present root is not there.
    """
    with rotating_alone():
        successor = _successor()
        while RootKey.objects.exclude(number=successor.number).exists():
            wait_for_all()  # whoever does not know the successor yet still wraps under the former root
            _rewrap_data_keys(successor)
            _rewrap_halves(successor, tell)
            _forget_former(successor)
        roots.succeed()
        keyring.forget()
        return successor


def _successor() -> Root:
    """The new root, known to file and database."""
    keyring.forget()
    present = keyring.current_root()
    if (successor := roots.read(roots.next_path())) is None:
        successor = roots.new_root(present.number + 1)
        roots.write(successor, roots.next_path())
    if successor != present:
        if successor.number != present.number + 1:
            raise KeyMissing
        RootKey.objects.create(number=successor.number, check_value=successor.check_value())
        keyring.forget()
    return successor


def _rewrap_data_keys(successor: Root) -> None:
    with transaction.atomic():
        for key in DataKey.objects.exclude(root=successor.number).select_for_update():
            if key.wrapped is not None:
                bound = keyring.wrap_bound(key.number, key.purpose, key.root_id)
                material = envelope.unwrap(bytes(key.wrapped), under=keyring.root_key(key.root_id), bound=bound)
                bound = keyring.wrap_bound(key.number, key.purpose, successor.number)
                key.wrapped = envelope.wrap(material, under=successor.key, bound=bound)
            key.root_id = successor.number
            key.save(update_fields=["root", "wrapped"])


def _rewrap_halves(successor: Root, tell: Tell) -> None:
    """In batches, each a transaction of its own; a half that is shredded meanwhile stays so."""
    former = SubjectKey.objects.exclude(root=successor.number)
    left, done = former.count(), 0
    while rows := list(former.exclude(half=None).values_list("subject", "root_id", "half")[:BATCH_ROWS]):
        halves = [_rewrapped(subject, root, bytes(half or b""), successor) for subject, root, half in rows]
        with connection.cursor() as cursor:
            subjects = [subject for subject, _root, _half in rows]
            cursor.execute(_WRITE, [successor.number, subjects, halves, successor.number])
        done += len(rows)
        tell(Progress(SubjectKey._meta.db_table, done, max(left - done, 0)))
    former.filter(half=None).update(root=successor.number)


def _rewrapped(subject: UUID, root: int, half: bytes, successor: Root) -> bytes:
    plain = envelope.unwrap(half, under=keyring.root_key(root), bound=half_bound(subject, root))
    return envelope.wrap(plain, under=successor.key, bound=half_bound(subject, successor.number))


def _forget_former(successor: Root) -> None:
    """Forget the former root, unless somebody has wrapped under it once more."""
    with transaction.atomic():
        if SubjectKey.objects.exclude(root=successor.number).exists():
            return
        RootKey.objects.exclude(number=successor.number).delete()
        record(by=None, event="vault.root_rotated")
