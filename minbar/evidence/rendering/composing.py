"""Reading an edition and making it ready for one language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minbar.evidence.editions import markup
from minbar.evidence.editions.entries import Entry, Ledger, period_of
from minbar.evidence.editions.ledger import read_ledger
from minbar.evidence.editions.models import Edition, Exhibit, Section
from minbar.evidence.editions.writing import write_value
from minbar.evidence.rendering.defining import Definitions
from minbar.evidence.rendering.document import (
    Block,
    CitedDate,
    CitedFigure,
    DefinedFigure,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    ReportDocument,
    ReportSection,
    Run,
    Runs,
    Words,
)
from minbar.evidence.rendering.exhibits import NOTE_ON_HIDDEN, ExhibitMaker
from minbar.evidence.rendering.isolating import is_numeric, split_isolated
from minbar.foundation.figures.audiences import Audience, Hidden
from minbar.foundation.text.dates import format_date_long, format_period
from minbar.foundation.text.languages import Language, in_language

#: How readings that are not for everybody are marked.
READERS = {Audience.INTERNAL: gettext_lazy("for internal use"), Audience.PARTNERS: gettext_lazy("for partners")}

MARKS = {
    Audience.INTERNAL: gettext_lazy("For internal use: it tells small numbers of cases. Do not pass it on."),
    Audience.PARTNERS: gettext_lazy("For partners under agreement: do not pass it on."),
}


def compose(edition: Edition, language: Language, ledger: Ledger | None = None) -> ReportDocument:
    """The edition in a language, in a number of queries that does not grow with its figures.

    Args:
        ledger: the edition's figures where the caller has read them already (for another language).

    Raises:
        DefinitionError: a figure no longer fits the declared datasets.
    """
    with translation.override(language):
        return _Composer(edition, language, read_ledger(edition) if ledger is None else ledger).document()


class _Composer:
    """Holds what the parts of one document share."""

    def __init__(self, edition: Edition, language: Language, ledger: Ledger) -> None:
        self.edition, self.language, self.ledger = edition, language, ledger
        self.definitions = Definitions(period_of(edition))
        self.figures = {key: self.define(entry) for key, entry in ledger.items()}
        exhibits = edition.exhibits.select_related("whole__figure").prefetch_related("figures__figure")
        self.exhibits: Mapping[str, Exhibit] = {exhibit.key: exhibit for exhibit in exhibits}
        self.maker = ExhibitMaker(ledger, self.figures, self.definitions, language)

    def document(self) -> ReportDocument:
        edition = self.edition
        return ReportDocument(
            edition=edition, language=self.language, title=in_language(edition.titles, self.language),
            period=format_period(edition.period_from, edition.period_to, language=self.language),
            status=self.status(),
            as_of=_("Figures as of %(date)s") % {"date": self.day(edition.frozen_at or timezone.now())},
            notes=tuple(self.notes()), sections=tuple(self.section(section) for section in edition.sections.all()),
            figures=self.figures,
        )  # fmt: skip

    def status(self) -> str:
        """How far the edition is, and for whom this reading of it is, unless it is for everybody."""
        status = _("Checked edition") if self.edition.is_frozen else _("Draft")
        return f"{status} · {READERS[self.ledger.audience]}" if self.ledger.audience in READERS else status

    def notes(self) -> list[str]:
        """What a reader should know before the first number."""
        notes = [_("Every figure here is counted from the network's own records; its definition stands at the end.")]
        if self.ledger.audience in READERS:
            notes.insert(0, str(MARKS[self.ledger.audience]))
        if self.ledger.hides:
            notes.append(NOTE_ON_HIDDEN % {"few": Hidden.FEW.words(self.ledger.audience),
                                           "withheld": Hidden.WITHHELD.words(self.ledger.audience)})  # fmt: skip
        if any(entry.declared for entry in self.ledger.values()):
            notes.append(_("† marks a declared figure: it can't be traced to records, and its source is named."))
        if not self.edition.is_frozen:
            notes.append(_("This is a draft: its figures are counted anew each time and may still change."))
        return notes

    def section(self, section: Section) -> ReportSection:
        narrative = markup.read_narrative(section.narratives.get(self.language, ""))
        placed = [self.exhibits[key] for key in narrative.exhibits() if key in self.exhibits]
        shown = [figure.figure.key for exhibit in placed for figure in exhibit.figures.all()]
        cited = [key for key in narrative.figures() if key in self.figures]
        return ReportSection(
            section.key, in_language(section.headings, self.language),
            tuple(block for part in narrative.blocks if (block := self.block(part)) is not None),
            tuple(dict.fromkeys([*cited, *shown])),
        )  # fmt: skip

    def block(self, block: markup.Block) -> Block | None:
        if isinstance(block, markup.Heading):
            return HeadingBlock(block.level, self.runs(block.content))
        if isinstance(block, markup.Paragraph):
            return ParagraphBlock(self.runs(block.content))
        if isinstance(block, markup.ListOf):
            return ListBlock(tuple(self.runs(item) for item in block.items))
        exhibit = self.exhibits.get(block.key)
        return self.maker.block(exhibit) if exhibit else None

    def runs(self, parts: tuple[markup.Inline, ...]) -> Runs:
        return tuple(run for part in parts for run in self.run(part))

    def run(self, part: markup.Inline) -> list[Run]:
        if isinstance(part, markup.DateCited):
            return [CitedDate(part.date, format_date_long(part.date, language=self.language))]
        if isinstance(part, markup.FigureCited):
            if part.key not in self.figures:
                return [Words(f"{{figure:{part.key}}}", part.strong)]
            figure = self.figures[part.key]
            return [CitedFigure(figure.key, figure.text, is_numeric(figure.text), figure.declared,
                                _source(figure), part.strong)]  # fmt: skip
        return [
            Words(text, part.strong, part.emphasis, isolated) for text, isolated in split_isolated(part.text)
        ]  # fmt: skip

    def define(self, entry: Entry) -> DefinedFigure:
        figure = entry.figure
        return DefinedFigure(
            key=entry.key, label=entry.label(self.language), labels=dict(figure.labels), value=entry.value,
            text=self.written(entry), style=entry.style, hidden=entry.hidden is not None,
            unit=in_language(dict(entry.unit), self.language), declared=entry.declared,
            kind=_("declared") if entry.declared else _("traced"),
            definition_text=self.definitions.describe(entry),
            definition=dict(entry.definition) if entry.definition else None,
            records=entry.records,
            records_text=self.written(entry) if entry.hidden else write_value(entry.records, language=self.language),
            as_of=self.day(entry.as_of) if entry.as_of else "", source=in_language(figure.source, self.language),
            source_url=figure.source_url,
        )  # fmt: skip

    def written(self, entry: Entry) -> str:
        """The value, or what stands in its place."""
        if entry.hidden:
            return entry.hidden.words(self.ledger.audience)
        return write_value(entry.value, entry.style, self.language)

    def day(self, moment: datetime | date) -> str:
        day = timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
        return format_date_long(day, language=self.language)


def _source(figure: DefinedFigure) -> str:
    if not figure.declared:
        return ""
    parts = [figure.source, figure.source_url, figure.as_of]
    return _("Declared, not traced to records. Source: %(source)s") % {"source": " · ".join(filter(None, parts))}
