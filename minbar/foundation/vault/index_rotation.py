"""Changing the key of the blind indexes, while the site runs.

An index does not say under which key it was made, so rows are not found by their key: each declared index says how all
its rows are computed anew (``rebuild``). Both keys live meanwhile, and a look-up asks for both. An index that says
nothing of the kind keeps the rotation from beginning.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from minbar.foundation.vault import keyring
from minbar.foundation.vault.index import declared_indexes
from minbar.foundation.vault.keyring import Purpose
from minbar.foundation.vault.models import Rotation, RotationStep
from minbar.foundation.vault.rotation import (
    Progress,
    Tell,
    begin,
    finish,
    former_keys,
    rotating_alone,
    unfinished,
    wait_for_all,
)

#: A step's position once its index is rebuilt.
REBUILT = 1


class CannotRebuild(Exception):
    """Indexes that do not say how their rows are computed anew; ``names`` has them."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def rotate_indexes(*, tell: Tell = lambda progress: None) -> Rotation:
    """Change to a new key for blind indexes, or take up the change that was broken off, index by index.

    Raises:
        CannotRebuild: some declared index has no ``rebuild``.
        AlreadyRunning: another process rotates keys.
        KeyMissing, Tampered: a value behind an index cannot be opened.
    """
    indexes = declared_indexes()
    if stuck := sorted(name for name, index in indexes.items() if index.rebuild is None):
        raise CannotRebuild(stuck)
    with rotating_alone():
        rotation = unfinished(Purpose.INDEX) or begin(Purpose.INDEX)
        wait_for_all()  # nobody writes under the former key any more, so what is rebuilt stays so
        for name, index in indexes.items():
            assert index.rebuild is not None
            _rebuild(rotation, name, index.rebuild(), tell)
        with transaction.atomic():
            list(former_keys(rotation).select_for_update())
            finish(rotation)
        keyring.forget()
        return rotation


def _rebuild(rotation: Rotation, name: str, batches: Iterator[int], tell: Tell) -> None:
    step, _made = RotationStep.objects.get_or_create(rotation=rotation, table=name)
    if step.position == REBUILT:
        return
    for done in batches:
        step.done = done
        tell(Progress(name, done, 0))
    step.position = REBUILT
    step.save(update_fields=["position", "done"])
