"""The blind keys of the people in a case, kept in step with what is sealed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import transaction

from minbar.foundation.vault.errors import Shredded
from minbar.foundation.vault.index import blind_index
from minbar.foundation.vault.records import bring_keys
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.models import Case
from minbar.work.casework.identity.enums import Side
from minbar.work.casework.identity.identities import PARTY, Identity
from minbar.work.casework.identity.models import PartyKey

BATCH = 500


def keys_of(case: Case, side: Side, identity: Identity) -> list[PartyKey]:
    """The keys of one person in one case, not saved."""
    return [
        PartyKey(case=case, side=side, kind=kind, token=blind_index(PARTY, f"{kind.value}:{value}"))
        for kind, value in sorted(identity.keys())
    ]


def replace_keys(case: Case, side: Side, identity: Identity) -> None:
    """Let a case be found by who its client (or opposing party) is now. Part of an action behind the wall."""
    case.party_keys.filter(side=side).delete()
    PartyKey.objects.bulk_create(keys_of(case, side, identity))


def write_keys(case: Case) -> None:
    """The keys of a case that has none yet, from what is sealed in it. Part of an action behind the wall."""
    PartyKey.objects.bulk_create(_revealed_keys(case))


def rebuild() -> Iterator[int]:
    """All keys anew under the newest key of the index; the number of cases done so far, after each batch."""
    done, last = 0, 0
    while True:
        with wall.system_access(), transaction.atomic():
            # Locked, so that nobody corrects them meanwhile, and read after that: the statement that waited for a
            # correction would still show what was before it.
            after = Case.objects.select_for_update().filter(pk__gt=last).order_by("pk")
            numbers = list(after.values_list("pk", flat=True)[:BATCH])
            if not numbers:
                return
            cases = list(Case.objects.filter(pk__in=numbers).select_related("client", "content").order_by("pk"))
            _rebuild_batch(cases)
        last, done = cases[-1].pk, done + len(cases)
        yield done


def _rebuild_batch(cases: Iterable[Case]) -> None:
    listed = list(cases)
    bring_keys([sealed for case in listed for sealed in (case.client, getattr(case, "content", None)) if sealed])
    PartyKey.objects.filter(case__in=listed).delete()
    PartyKey.objects.bulk_create(key for case in listed for key in _revealed_keys(case))


def _revealed_keys(case: Case) -> Iterator[PartyKey]:
    try:
        if case.client is not None:
            client = case.client
            names = ("name", "other_names", "phone", "document_number", "proxy")
            yield from keys_of(case, Side.CLIENT, Identity.of({name: client.reveal(name) for name in names}))
        if (content := getattr(case, "content", None)) is not None:
            yield from keys_of(case, Side.OPPONENT, Identity.of(content.reveal("opponent")))
    except Shredded:
        return
