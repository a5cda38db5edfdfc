"""An edition written down as data: a directory with ``edition.toml`` and a narrative for each language.

``edition.toml`` names the edition, its figures, sections, exhibits and relations. ``narrative.ar.md`` and its siblings
hold the text: a line ``# section-key`` opens the text of that section; below it stands the markup of :mod:`.markup`.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from minbar.evidence.editions.enums import ExhibitForm, RelationKind, Style
from minbar.foundation.figures.audiences import Audience
from minbar.foundation.text.languages import Language

Labels = Mapping[str, str]
_SECTION = re.compile(r"^# ([a-z0-9][a-z0-9_-]*)\s*$", re.MULTILINE)


class DefinitionProblem(ValueError):
    """An edition's definition does not hold together; the message names the part."""


@dataclass(frozen=True)
class FigureDefinition:
    """A figure, as :class:`minbar.foundation.figures.models.Figure` takes it, and how the edition writes it."""

    key: str
    labels: Labels
    style: Style = Style.NUMBER
    definition: Mapping[str, Any] | None = None
    value: Decimal | None = None
    source: Labels = field(default_factory=dict)
    source_url: str = ""
    as_of: date | None = None
    unit: Labels = field(default_factory=dict)
    note: Labels = field(default_factory=dict)


@dataclass(frozen=True)
class SectionDefinition:
    key: str
    headings: Labels
    narratives: Labels = field(default_factory=dict)
    track: str = ""


@dataclass(frozen=True)
class ExhibitDefinition:
    key: str
    form: ExhibitForm
    titles: Labels
    figures: tuple[str, ...]
    by: str = ""
    whole: str | None = None


@dataclass(frozen=True)
class RelationDefinition:
    kind: RelationKind
    subject: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class EditionDefinition:
    """All of an edition. ``digest`` changes when any of it does."""

    slug: str
    titles: Labels
    period_from: date
    period_to: date
    figures: tuple[FigureDefinition, ...] = ()
    sections: tuple[SectionDefinition, ...] = ()
    exhibits: tuple[ExhibitDefinition, ...] = ()
    relations: tuple[RelationDefinition, ...] = ()
    audience: Audience = Audience.PUBLIC

    def __post_init__(self) -> None:
        known = {figure.key for figure in self.figures}
        for exhibit in self.exhibits:
            _known(known, (*exhibit.figures, *filter(None, [exhibit.whole])), f"exhibit '{exhibit.key}'")
        for relation in self.relations:
            _known(known, (relation.subject, *relation.terms), f"relation of '{relation.subject}'")

    @property
    def digest(self) -> str:
        return hashlib.sha256(repr(self).encode()).hexdigest()


def _known(known: set[str], keys: tuple[str, ...], where: str) -> None:
    if unknown := [key for key in keys if key not in known]:
        raise DefinitionProblem(f"{where} names figures that the edition has not: {', '.join(unknown)}")


def read_edition(directory: Path) -> EditionDefinition:
    """Read an edition from its directory.

    Raises:
        DefinitionProblem: a section's text has no section, or a figure is named that is not there.
    """
    data = tomllib.loads((directory / "edition.toml").read_text(encoding="utf-8"), parse_float=Decimal)
    texts = {language: _texts(directory / f"narrative.{language}.md") for language in Language}
    sections = data.get("sections", [])
    for language, by_section in texts.items():
        if stray := set(by_section) - {section["key"] for section in sections}:
            raise DefinitionProblem(f"narrative.{language}.md: no section {', '.join(sorted(stray))}")
    return EditionDefinition(
        slug=data["slug"], titles=data["titles"], period_from=data["period"]["from"],
        period_to=data["period"]["to"], audience=Audience(data.get("audience", Audience.PUBLIC)),
        figures=tuple(_figure(figure) for figure in data.get("figures", [])),
        sections=tuple(
            SectionDefinition(**section, narratives={
                language.value: found[section["key"]] for language, found in texts.items() if section["key"] in found
            }) for section in sections
        ),
        exhibits=tuple(_exhibit(exhibit) for exhibit in data.get("exhibits", [])),
        relations=tuple(
            RelationDefinition(RelationKind(relation["kind"]), relation["subject"], tuple(relation["terms"]))
            for relation in data.get("relations", [])
        ),
    )  # fmt: skip


def _texts(path: Path) -> dict[str, str]:
    """Section key → text."""
    if not path.exists():
        return {}
    _before, *parts = _SECTION.split(path.read_text(encoding="utf-8"))
    return {key: text.strip() for key, text in zip(parts[::2], parts[1::2], strict=True)}


def _figure(data: dict[str, Any]) -> FigureDefinition:
    value = data.pop("value", None)
    style = Style(data.pop("style", Style.NUMBER))
    return FigureDefinition(**data, style=style, value=None if value is None else Decimal(str(value)))


def _exhibit(data: dict[str, Any]) -> ExhibitDefinition:
    form, figures = ExhibitForm(data.pop("form", ExhibitForm.TABLE)), tuple(data.pop("figures"))
    return ExhibitDefinition(**data, form=form, figures=figures)
