"""Who the client is, put right or added to: one record for all cases of the same person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from minbar.foundation.journal.record import record
from minbar.foundation.vault.records import sealed_fields
from minbar.work.casework.cases.models import Case
from minbar.work.casework.identity.actions.party_keys import replace_keys
from minbar.work.casework.identity.enums import Side
from minbar.work.casework.identity.identities import Identity
from minbar.work.casework.identity.models import Client

if TYPE_CHECKING:
    from uuid import UUID

    from minbar.foundation.accounts.models import User


def identity_of(client: Client) -> Identity:
    """What is kept about who a client is."""
    return Identity.of({field.name: client.reveal(field.name) for field in sealed_fields(Client)})


def lock_cases_of(*subjects: UUID) -> list[Case]:
    """The cases of one or more clients, locked as a change of the indexes' key locks them, so that the keys of a case
    are made by one at a time. Part of an action, before anything of the client is read or written."""
    return list(Case.objects.select_for_update().filter(subject__in=subjects, erased_on=None).order_by("pk"))


def update_identity(client: Client, values: Mapping[str, Any]) -> None:
    """Seal ``values``, and let all cases of the client be found by who they are now. Part of an action."""
    cases = lock_cases_of(client.subject)
    client.seal(**values)
    client.save()
    now = identity_of(client)
    for case in cases:
        replace_keys(case, Side.CLIENT, now)


def add_to_identity(by: User | None, case: Case, said: Mapping[str, Any]) -> None:
    """Add what a client says today to what is kept from an earlier case. Part of an action.

    What is said today holds, since a number or a safe hour of then may no longer; a former name stays as another name.
    """
    assert case.client is not None
    lock_cases_of(case.subject)
    case.client.refresh_from_db()
    earlier = identity_of(case.client)
    now = earlier.values() | {name: value for name, value in said.items() if value}
    names = [earlier.name, *earlier.other_names, *said.get("other_names", ())]
    now["other_names"] = [name for name in dict.fromkeys(names) if name and name != now.get("name")]
    if Identity.of(now) != earlier:
        update_identity(case.client, now)
        record(by=by, event="casework.identity_corrected", subject=case)
