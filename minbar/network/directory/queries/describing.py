"""What tells an entry from others of its name: what it is, where it is, whom it belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from minbar.foundation.text.languages import in_language
from minbar.network.directory.enums import Nature
from minbar.network.directory.models import Affiliation, Organisation, Party
from minbar.network.directory.queries.resolving import written


@dataclass(frozen=True)
class Described:
    """An entry as fields show it: ``text`` is what the field takes back, ``note`` what stands beside the name."""

    text: str
    uid: str
    name: str
    nature: str
    note: str


def describe(parties: Sequence[Party], called: Mapping[int, str] | None = None) -> list[Described]:
    """The entries with kind, place and, for people, where they are now; two queries whatever their number.

    Args:
        called: entry → the name by which it was found, shown beside another.
    """
    beside = _kinds(parties) | _affiliations(parties)
    return [
        Described(
            text=written(party),
            uid=str(party.uid),
            name=str(party),
            nature=party.nature,
            note=" · ".join(
                dict.fromkeys(
                    filter(
                        None,
                        [
                            _other_name(party, called or {}),
                            beside.get(party.pk) or str(Nature(party.nature).label),
                            str(party.place or ""),
                        ],
                    )
                )
            ),
        )
        for party in parties
    ]


def _other_name(party: Party, called: Mapping[int, str]) -> str:
    name = called.get(party.pk, "")
    return "" if name == str(party) else name


def _kinds(parties: Sequence[Party]) -> dict[int, str]:
    pks = [party.pk for party in parties if party.nature == Nature.ORGANISATION]
    kinds = Organisation.objects.filter(pk__in=pks, kind__isnull=False).values_list("pk", "kind__labels")
    return {pk: in_language(labels) for pk, labels in kinds.order_by()} if pks else {}


def _affiliations(parties: Sequence[Party]) -> dict[int, str]:
    pks = [party.pk for party in parties if party.nature == Nature.PERSON]
    if not pks:
        return {}
    today = timezone.localdate()
    present = Affiliation.objects.filter(Q(ended_on=None) | Q(ended_on__gte=today), person__in=pks)
    found: dict[int, str] = {}
    for person, title, labels in present.values_list("person_id", "title", "organisation__labels"):
        found.setdefault(person, " · ".join(filter(None, [title, in_language(labels)])))
    return found
