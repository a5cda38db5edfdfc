"""Lists narrowed to one person or organisation. The address holds an identifier and never a name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.http import QueryDict

from minbar.foundation.screens.filters import Chip, Filter, State
from minbar.network.directory.enums import Nature
from minbar.network.directory.models import Party

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class PartyFilter(Filter):
    """Rows that have to do with an entry of the directory.

    Attributes:
        condition: what must hold of a row that has to do with this entry.
        natures: whom the box suggests.
    """

    key: str
    label: str | _StrPromise
    condition: Callable[[Party], Q]
    natures: Sequence[Nature] = tuple(Nature)

    def state(self, params: QueryDict) -> State:
        given = params.get(self.key, "").strip()
        state = State(self.key, str(self.label), "directory/filters/party.html", beside="directory/filters/plain.html")
        state.values = {"natures": " ".join(self.natures)}
        if given:
            party = party_of(given)
            state.condition = self.condition(party) if party else Q(pk__in=[])
            state.values |= {"uid": given, "name": str(party or given)}
            state.chips = [Chip(state.label, str(party or given), [(self.key, params.get(self.key, ""))])]
        return state


def party_of(uid: str) -> Party | None:
    """The entry with this identifier, if it is one."""
    try:
        return Party.objects.filter(uid=UUID(uid)).first()
    except ValueError:
        return None
