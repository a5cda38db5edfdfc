"""What checks read, and what they find."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from minbar.evidence.editions.entries import Entry, Ledger
from minbar.evidence.editions.enums import RelationKind, Severity, Style
from minbar.evidence.editions.markup import Narrative, read_narrative
from minbar.evidence.editions.models import Edition, Exhibit, Relation, Section
from minbar.evidence.editions.writing import write_value
from minbar.foundation.text.languages import Language, in_language


@dataclass(frozen=True)
class Finding:
    """Something that a reader of the report would stumble over.

    Attributes:
        check: name of what was checked, stable, for machines.
        where: the section, table or figures concerned, in words.
        message: what is wrong and why, in words.
        figures: keys of the figures concerned.
        section: where the matter lies in a section's text.
    """

    check: str
    severity: Severity
    where: str
    message: str
    figures: tuple[str, ...] = ()
    section: Section | None = None

    def as_json(self) -> dict[str, Any]:
        """``{"check", "severity", "where", "message", "figures"}``."""
        return {
            "check": self.check, "severity": self.severity.value, "where": self.where, "message": self.message,
            "figures": list(self.figures),
        }  # fmt: skip


@dataclass(frozen=True)
class Relationship:
    """A relation with its figures found: ``subject`` and ``terms`` as :class:`RelationKind` says."""

    kind: RelationKind
    subject: Entry
    terms: tuple[Entry, ...]
    where: str

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.subject.key, *(term.key for term in self.terms))


@dataclass(frozen=True)
class Material:
    """All that checks look at, read once."""

    edition: Edition
    ledger: Ledger
    relationships: list[Relationship] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    narratives: dict[tuple[str, Language], Narrative] = field(default_factory=dict)
    exhibits: list[Exhibit] = field(default_factory=list)

    @classmethod
    def gather(cls, edition: Edition, ledger: Ledger) -> Material:
        """Read an edition in a handful of queries."""
        exhibits = list(edition.exhibits.select_related("whole__figure").prefetch_related("figures__figure"))
        relations = edition.relations.select_related("subject__figure").prefetch_related("places__figure__figure")
        sections = list(edition.sections.all())
        return cls(
            edition, ledger,
            [*(_relationship(relation, ledger) for relation in relations), *_wholes(exhibits, ledger)],
            sections,
            {
                (section.key, language): read_narrative(section.narratives.get(language, ""))
                for section in sections for language in Language
            },
            exhibits,
        )  # fmt: skip

    def of_kind(self, kind: RelationKind) -> list[Relationship]:
        return [relationship for relationship in self.relationships if relationship.kind == kind]

    def texts(self) -> Iterator[tuple[Section, Language, Narrative]]:
        """Every section's narrative in every language."""
        for section in self.sections:
            for language in Language:
                yield section, language, self.narratives[section.key, language]


def _relationship(relation: Relation, ledger: Ledger) -> Relationship:
    terms = tuple(ledger[place.figure.figure.key] for place in relation.places.all())
    subject = ledger[relation.subject.figure.key]
    return Relationship(RelationKind(relation.kind), subject, terms, named(subject))


def _wholes(exhibits: list[Exhibit], ledger: Ledger) -> Iterator[Relationship]:
    """A table with a total says that its rows are the parts of a whole."""
    for exhibit in exhibits:
        if exhibit.whole is not None and not exhibit.by:
            terms = tuple(ledger[place.figure.key] for place in exhibit.figures.all())
            where = _("Table “%(title)s”") % {"title": in_language(exhibit.titles)}
            yield Relationship(RelationKind.PARTS, ledger[exhibit.whole.figure.key], terms, where)


def named(entry: Entry) -> str:
    """Where a finding about one figure lies."""
    return _("Figure “%(name)s”") % {"name": entry.label()}


def place_in(section: Section, language: Language) -> str:
    """Where a finding in a text lies."""
    names = {Language.ARABIC: _("Arabic"), Language.TURKISH: _("Turkish"), Language.ENGLISH: _("English")}
    return _("Section “%(heading)s”, %(language)s text") % {
        "heading": in_language(section.headings) or section.key, "language": names[language]
    }  # fmt: skip


def written(value: Decimal | None, style: Style = Style.NUMBER) -> str:
    """A value as the reader of the finding writes it."""
    return write_value(value, style)
