"""Two subjects that turn out to be one person, and rows that turn out to be another's.

What is sealed for a subject opens by that subject's half of the key. So rows that go from one to another are sealed
anew, each when it is its turn: a row is in memory alone, since it may hold a file.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from minbar.foundation.vault import subjects
from minbar.foundation.vault.records import sealed_fields, sealed_models


def join(subject: UUID, *, to: UUID) -> int:
    """Let all that is sealed for ``subject`` be ``to``'s. Part of a transaction, whose rule was asked.

    The former half of the key stays until ``to``'s is destroyed, and is destroyed with it: older copies hold values
    that only it opens.

    Returns:
        how many rows were sealed anew.

    Raises:
        Tampered, KeyMissing, Shredded: a value can't be opened; roll back.
    """
    moved = 0
    for model in sealed_models():
        with model.system_access():
            moved += move(model._default_manager.filter(subject=subject), to=to)
    subjects.mark_joined(subject, to=to)
    return moved


def move(rows: QuerySet[Any], *, to: UUID) -> int:
    """Seal ``rows`` anew for the subject ``to``; how many. Part of a transaction, as ``join`` is."""
    model = rows.model
    names = [field.name for field in sealed_fields(model)]
    numbers = list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    for number in numbers:
        row = model._default_manager.get(pk=number)
        row.give_to(to)
        row.save(update_fields=["subject", *names, "updated_at"])
    return len(numbers)
