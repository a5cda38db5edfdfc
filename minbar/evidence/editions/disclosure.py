"""What an edition tells to whom: small numbers of protected figures are hidden, with all that they follow from.

What counts as told beside the edition itself: everything that was ever published (:class:`.models.Release`), and to
partners also what the public is told. A published edition keeps to what it told when it was published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.utils import timezone

from minbar.evidence.editions.entries import Entry, Ledger, Part, exact_ledger, period_of
from minbar.evidence.editions.enums import RelationKind
from minbar.evidence.editions.models import Edition, Release
from minbar.foundation.figures.audiences import Audience, Hidden
from minbar.foundation.figures.declare import Dataset, datasets
from minbar.foundation.figures.definition import DefinitionError, dataset_key
from minbar.foundation.figures.masks import CLOSED, Counted, Mask, mask_of, state
from minbar.foundation.figures.period import Period
from minbar.foundation.figures.publication import Number, Publication
from minbar.foundation.figures.reading import read_definition

Masks = Mapping[str, Mask]


def told_to(audience: Audience, edition: Edition, ledger: Ledger) -> Ledger:
    """A ledger without what an audience may not know.

    Args:
        ledger: the edition's exact one.
    """
    told = Ledger(ledger)
    told.audience = audience
    protected = {key: dataset for key, entry in ledger.items() if (dataset := _protected(entry))}
    if audience.sees_all or not protected:
        return told
    if edition.published_at and (settled := edition.releases.last()):
        masks: Masks = {item["figure"]: _read(item["hidden"][audience]) for item in settled.numbers}
    else:
        masks, told.exposed = _work_out(audience, edition, ledger)
    for key in {**protected, **masks}:
        told[key] = _masked(ledger[key], masks.get(key, CLOSED))
    for key in _shares_of_hidden(edition, told):
        told[key] = replace(told[key], value=None, hidden=Hidden.WITHHELD)
    return told


def release(edition: Edition) -> Release:
    """Settle what a frozen edition tells, for every audience."""
    ledger = exact_ledger(edition)
    masks = {one: _work_out(one, edition, ledger)[0] for one in Audience if not one.sees_all}
    numbers = [
        {
            "figure": key, "definition": dict(entry.definition or {}), "records": entry.records,
            "rows": [[list(row.values), row.records] for row in entry.rows],
            "hidden": {one: _write(found.get(key, Mask(None, ()))) for one, found in masks.items()},
        }
        for key, entry in ledger.items() if any(key in found for found in masks.values())
    ]  # fmt: skip
    counted_at = edition.frozen_at or timezone.now()
    return Release.objects.create(
        edition=edition, counted_at=counted_at, period_from=edition.period_from, period_to=edition.period_to,
        numbers=numbers,
    )  # fmt: skip


def _protected(entry: Entry) -> Dataset | None:
    """What a figure counts, where that is protected."""
    dataset = datasets().get(dataset_key(entry.definition))
    return dataset if dataset and dataset.is_protected else None


def _work_out(audience: Audience, edition: Edition, ledger: Ledger) -> tuple[dict[str, Mask], int]:
    """What is hidden of each protected figure, and how much is exposed already."""
    masks: dict[str, Mask] = {}
    exposed = 0
    for dataset in {dataset.key: dataset for entry in ledger.values() if (dataset := _protected(entry))}.values():
        work = _Work(dataset, edition, ledger)
        found = work.masks(audience)
        masks |= found
        exposed += work.exposed
    return masks, exposed


class _Work:
    """One dataset of an edition, laid beside all that was told of it before."""

    def __init__(self, dataset: Dataset, edition: Edition, ledger: Ledger) -> None:
        self.dataset, self.edition, self.ledger = dataset, edition, ledger
        self.exposed = 0
        self.counted = {
            key: _counted(("now", key), entry.definition or {}, period_of(edition), entry.records or 0,
                          [(row.values, row.records or 0) for row in entry.rows])
            for key, entry in ledger.items() if _protected(entry) is dataset
        }  # fmt: skip
        releases = Release.objects.all()
        if edition.frozen_at:
            releases = releases.exclude(edition=edition, counted_at=edition.frozen_at)
        self.releases = list(releases)
        self.turn = sum(one.counted_at <= edition.frozen_at for one in self.releases) if edition.frozen_at else len(
            self.releases
        )  # fmt: skip

    def masks(self, audience: Audience) -> dict[str, Mask]:
        """How each of its figures is hidden from an audience."""
        threshold = audience.threshold
        publication = Publication(self.dataset, turn=self.turn)
        if audience is Audience.PARTNERS:
            self._add_public(publication)
        for one in self.counted.values():
            state(publication, one, turn=self.turn, threshold=threshold)
        self._add_wholes(publication)
        self._add_releases(publication, audience)
        outcome = publication.suppress(threshold)
        self.exposed = outcome.exposed
        by_hand = {key: Mask(how) for key in self.ledger if (how := outcome.hidden.get(("by hand", key)))}
        return by_hand | {key: mask_of(one, outcome.hidden, threshold) for key, one in self.counted.items()}

    def _add_public(self, publication: Publication) -> None:
        """What the public is told, partners know."""
        threshold = Audience.PUBLIC.threshold
        masks = self.masks(Audience.PUBLIC)
        for key, counted in self.counted.items():
            one = replace(counted, name=("public", key))
            state(publication, one, turn=self.turn, threshold=threshold, known=masks[key])

    def _add_wholes(self, publication: Publication) -> None:
        """Tables and relations say that figures are the parts of another; a declared whole is a number beside."""
        for key, terms in _wholes(self.edition):
            if not set(terms) <= self.counted.keys():
                continue
            parts = tuple((("now", term), None) for term in terms)
            if key in self.counted:
                publication.wholes.append(((("now", key), None), parts))
            elif (value := self.ledger[key].value) is not None and value == int(value):
                number = Number(("by hand", key), (), int(value), turn=self.turn, sum_of=parts)
                publication.numbers.append(number)

    def _add_releases(self, publication: Publication, audience: Audience) -> None:
        for place, before in enumerate(self.releases):
            turn = place if place < self.turn else place + 1
            period = Period(before.period_from, before.period_to)
            for item in before.numbers:
                if dataset_key(item["definition"]) != self.dataset.key:
                    continue
                rows = [(tuple(values), records) for values, records in item["rows"]]
                for told in {Audience.PUBLIC, audience}:
                    name = ("then", before.pk, told, item["figure"])
                    if one := _of_release(name, item["definition"], period, item["records"], rows):
                        known = _read(item["hidden"][told])
                        state(publication, one, turn=turn, threshold=told.threshold, known=known)


def _counted(
    name: Any, definition: Mapping[str, Any], period: Period, records: int, rows: list[tuple[Any, int]]
) -> Counted:
    read = read_definition(definition)
    return Counted(name, read.conditions_in(period), records, read.by, rows)


def _of_release(
    name: Any, definition: Mapping[str, Any], period: Period, records: int, rows: list[tuple[Any, int]]
) -> Counted | None:
    """A figure as it was told; None where what it counted can no longer be counted."""
    try:
        return _counted(name, definition, period, records, rows)
    except DefinitionError:
        return None


def _wholes(edition: Edition) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(whole, parts) that tables with a total and relations speak of."""
    for exhibit in edition.exhibits.select_related("whole__figure").prefetch_related("figures__figure"):
        if exhibit.whole is not None and not exhibit.by:
            yield exhibit.whole.figure.key, tuple(place.figure.key for place in exhibit.figures.all())
    yield from _relations(edition, RelationKind.PARTS)


def _relations(edition: Edition, kind: RelationKind) -> Iterator[tuple[str, tuple[str, ...]]]:
    found = edition.relations.filter(kind=kind).select_related("subject__figure")
    for relation in found.prefetch_related("places__figure__figure"):
        yield relation.subject.figure.key, tuple(place.figure.figure.key for place in relation.places.all())


def _shares_of_hidden(edition: Edition, ledger: Ledger) -> Iterable[str]:
    """Declared shares with a part or a whole that is hidden."""
    return [
        key for key, terms in _relations(edition, RelationKind.SHARE)
        if any(ledger[term].hidden for term in terms)
    ]  # fmt: skip


def _masked(entry: Entry, mask: Mask) -> Entry:
    rows: tuple[Part, ...] = ()
    if mask.rows is not None:
        pairs = zip(entry.rows, mask.rows, strict=True)
        rows = tuple(row if how is None else Part(row.values, None, None, how) for row, how in pairs)
    if mask.total is None:
        return replace(entry, rows=rows)
    return replace(entry, value=None, records=None, rows=rows, hidden=mask.total)


def _write(mask: Mask) -> list[Any]:
    return [mask.total, None if mask.rows is None else list(mask.rows)]


def _read(written: list[Any]) -> Mask:
    total, rows = written
    return Mask(_how(total), None if rows is None else tuple(map(_how, rows)))


def _how(written: str | None) -> Hidden | None:
    return None if written is None else Hidden(written)
