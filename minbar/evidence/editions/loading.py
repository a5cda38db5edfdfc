"""Loading an edition from its definition (see :mod:`.definition`), as often as one likes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from minbar.evidence.editions.access import EditionPermission
from minbar.evidence.editions.actions import check_narratives, draft_for_update
from minbar.evidence.editions.definition import EditionDefinition, FigureDefinition
from minbar.evidence.editions.models import (
    Edition,
    EditionFigure,
    Exhibit,
    ExhibitFigure,
    Relation,
    RelationTerm,
    Section,
)
from minbar.foundation.access.decisions import require
from minbar.foundation.accounts.models import User
from minbar.foundation.figures.actions import change_figure, define_figure
from minbar.foundation.figures.enums import FigureKind
from minbar.foundation.figures.models import Figure
from minbar.foundation.journal.record import record


def load_edition(*, definition: EditionDefinition, by: User | None) -> Edition:
    """Make or renew the edition and its figures. The same definition twice changes nothing, so that what people wrote
    into the edition since stays; a changed definition replaces sections, exhibits and relations.

    Args:
        by: who loads it; None for the system itself.

    Raises:
        Denied
        EditionIsFrozen: the definition changed after the edition was checked.
        ValidationError: a figure does not fit the datasets, or a text cites what is not there.
    """
    if by is not None:
        require(by, EditionPermission.PREPARE)
    with transaction.atomic():
        edition = Edition.objects.filter(slug=definition.slug).first()
        if edition and edition.definition_digest == definition.digest:
            return edition
        edition = draft_for_update(edition) if edition else Edition(slug=definition.slug)
        edition.titles, edition.definition_digest = dict(definition.titles), definition.digest
        edition.period_from, edition.period_to = definition.period_from, definition.period_to
        edition.audience = definition.audience
        edition.full_clean(exclude=["slug"] if edition.pk else [])
        edition.save()
        places = _load_figures(edition, definition, by)
        _load_exhibits(edition, definition, places)
        _load_sections(edition, definition)
        _load_relations(edition, definition, places)
        record(by=by, event="editions.edition_loaded", subject=edition,
               changes={"definition": [None, definition.digest]})  # fmt: skip
    return edition


def _load_figures(edition: Edition, definition: EditionDefinition, by: User | None) -> Mapping[str, EditionFigure]:
    there = Figure.objects.in_bulk([figure.key for figure in definition.figures], field_name="key")
    edition.figures.all().delete()
    places = [
        EditionFigure(edition=edition, figure=_figure(wanted, there, by), position=position, style=wanted.style)
        for position, wanted in enumerate(definition.figures, start=1)
    ]
    return {place.figure.key: place for place in EditionFigure.objects.bulk_create(places)}


def _figure(wanted: FigureDefinition, there: Mapping[str, Figure], by: User | None) -> Figure:
    fields: dict[str, Any] = {
        "labels": dict(wanted.labels), "note": dict(wanted.note), "unit": dict(wanted.unit),
        "kind": FigureKind.DECLARED if wanted.definition is None else FigureKind.TRACED,
        "definition": None if wanted.definition is None else dict(wanted.definition), "value": wanted.value,
        "source": dict(wanted.source), "source_url": wanted.source_url, "as_of": wanted.as_of,
    }  # fmt: skip
    if figure := there.get(wanted.key):
        return change_figure(figure=figure, by=by, **fields)
    return define_figure(by=by, key=wanted.key, **fields)


def _load_sections(edition: Edition, definition: EditionDefinition) -> None:
    there = {section.key: section for section in edition.sections.all()}
    edition.sections.exclude(key__in=[wanted.key for wanted in definition.sections]).delete()
    for position, wanted in enumerate(definition.sections, start=1):
        check_narratives(edition, wanted.narratives)
        section = there.get(wanted.key) or Section(edition=edition, key=wanted.key)
        section.position, section.track = position, wanted.track
        section.headings, section.narratives = dict(wanted.headings), dict(wanted.narratives)
        section.full_clean(exclude=["edition"], validate_constraints=False)
        section.save()


def _load_exhibits(edition: Edition, definition: EditionDefinition, places: Mapping[str, EditionFigure]) -> None:
    edition.exhibits.all().delete()
    for wanted in definition.exhibits:
        exhibit = Exhibit(
            edition=edition, key=wanted.key, form=wanted.form, titles=dict(wanted.titles), by=wanted.by,
            whole=places[wanted.whole] if wanted.whole else None,
        )  # fmt: skip
        exhibit.full_clean(exclude=["edition", "whole"])
        exhibit.save()
        ExhibitFigure.objects.bulk_create(
            ExhibitFigure(exhibit=exhibit, figure=places[key], position=position)
            for position, key in enumerate(wanted.figures, start=1)
        )


def _load_relations(edition: Edition, definition: EditionDefinition, places: Mapping[str, EditionFigure]) -> None:
    edition.relations.all().delete()
    for wanted in definition.relations:
        relation = Relation.objects.create(edition=edition, kind=wanted.kind, subject=places[wanted.subject])
        RelationTerm.objects.bulk_create(
            RelationTerm(relation=relation, figure=places[key], position=position)
            for position, key in enumerate(wanted.terms, start=1)
        )
