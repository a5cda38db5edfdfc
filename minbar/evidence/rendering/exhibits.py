"""Tables and charts: their rows, shares and totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from minbar.evidence.editions.entries import Entry, Ledger
from minbar.evidence.editions.enums import ExhibitForm, Style
from minbar.evidence.editions.models import Exhibit
from minbar.evidence.editions.writing import NOTHING, write_value
from minbar.evidence.rendering import plots
from minbar.evidence.rendering.defining import Definitions
from minbar.evidence.rendering.document import DefinedFigure, ExhibitBlock, ExhibitRow
from minbar.foundation.figures.audiences import Hidden
from minbar.foundation.figures.definition import dataset_key
from minbar.foundation.screens.charts import Plot
from minbar.foundation.text.languages import Language, in_language

NOTE_ON_HIDDEN = gettext_lazy(
    "“%(few)s” and “%(withheld)s” protect people: small numbers of cases are not told, nor others that they could be "
    "worked out from."
)


@dataclass(frozen=True)
class ExhibitMaker:
    """Makes the exhibits of one document."""

    ledger: Ledger
    figures: Mapping[str, DefinedFigure]
    definitions: Definitions
    language: Language

    def block(self, exhibit: Exhibit) -> ExhibitBlock:
        """The exhibit with its rows in the ledger's values."""
        entries = [self.ledger[place.figure.key] for place in exhibit.figures.all()]
        rows = list(self._split(entries[0], exhibit.by) if exhibit.by else map(self._row, entries))
        whole = self._whole(exhibit, entries, rows)
        rows = self._measured(rows, whole.value if whole else None)
        title = in_language(exhibit.titles, self.language)
        return ExhibitBlock(
            key=exhibit.key, title=title, form=exhibit.form, alt=_alt(title, rows),
            head=self._head(exhibit, entries, shares=whole is not None), rows=tuple(rows),
            total=self._total(whole) if whole else None, plot=self._plot(exhibit.form, rows),
            note=self._note(exhibit.form, [*rows, *([self._row(whole)] if whole else [])], entries),
        )  # fmt: skip

    def _row(self, entry: Entry) -> ExhibitRow:
        figure = self.figures[entry.key]
        note = _("Declared, not traced to records. Source: %(source)s") % {"source": figure.source}
        return ExhibitRow(entry.key, figure.label, entry.value, figure.text, declared=entry.declared,
                          note=note if entry.declared else "", hidden=figure.hidden)  # fmt: skip

    def _note(self, form: str, rows: Sequence[ExhibitRow], entries: Sequence[Entry]) -> str:
        """Why something in the table is not told, and that a chart leaves it out."""
        if not any(row.hidden for row in rows) and not any(entry.hidden for entry in entries):
            return ""
        audience = self.ledger.audience
        words = {"few": Hidden.FEW.words(audience), "withheld": Hidden.WITHHELD.words(audience)}
        note = NOTE_ON_HIDDEN % words
        return note if form == ExhibitForm.TABLE else f"{note} {_('The chart leaves hidden numbers out.')}"

    def _split(self, entry: Entry, by: str) -> Iterator[ExhibitRow]:
        """A row for each value of a dimension; parts that differ in other dimensions are added up."""
        place = entry.by.index(by) if by in entry.by else 0
        added: dict[str | None, Decimal] = {}
        hidden: dict[str | None, list[Hidden]] = {}
        for part in entry.rows:
            key = part.values[place]
            added[key] = added.get(key, Decimal(0)) + (part.value or 0)
            hidden.setdefault(key, []).extend([part.hidden] if part.hidden else [])
        dataset = str(dataset_key(entry.definition))
        for key, value in added.items():
            label, part_of = self.definitions.value(dataset, entry.by[place], key), {entry.by[place]: key}
            if hows := hidden[key]:
                how = hows[0] if len(entry.by) == 1 else Hidden.WITHHELD  # what is left of a sum says nothing
                yield ExhibitRow(entry.key, label, None, how.words(self.ledger.audience), part=part_of, hidden=True)
            else:
                yield ExhibitRow(entry.key, label, value, write_value(value, entry.style, self.language), part=part_of)

    def _whole(self, exhibit: Exhibit, entries: Sequence[Entry], rows: Sequence[ExhibitRow]) -> Entry | None:
        """What shares are shares of: the exhibit's own whole, or, for a figure that is split, the figure."""
        if exhibit.whole is not None:
            return self.ledger[exhibit.whole.figure.key]
        if not exhibit.by:
            return None
        if entries[0].hidden or any(row.hidden for row in rows):
            return entries[0] if entries[0].adds_up else None
        additive = sum((row.value or 0 for row in rows), Decimal(0)) == entries[0].value
        return entries[0] if additive and len(rows) > 1 else None

    def _measured(self, rows: list[ExhibitRow], whole: Decimal | None) -> list[ExhibitRow]:
        lengths = plots.fractions([row.value for row in rows])
        measured, start = [], 0.0
        for row, length in zip(rows, lengths, strict=True):
            share = row.value / whole if whole and row.value is not None else None
            text = "" if share is None else write_value(round(share, 2), Style.PERCENT, self.language)
            if self.ledger.hides and share is None:
                text = Hidden.WITHHELD.words(self.ledger.audience) if row.hidden else NOTHING
            measured.append(replace(row, fraction=length, start=start, share=share, share_text=text))
            start += float(share or 0)
        return measured

    def _total(self, whole: Entry) -> ExhibitRow:
        if whole.hidden:
            return replace(self._row(whole), label=_("Total"), share_text=NOTHING)
        share = write_value(Decimal(1), Style.PERCENT, self.language)
        return replace(self._row(whole), label=_("Total"), share=Decimal(1), share_text=share)

    def _head(self, exhibit: Exhibit, entries: Sequence[Entry], *, shares: bool) -> tuple[str, ...]:
        if exhibit.by and entries[0].definition:
            name = self.definitions.dimension(dataset_key(entries[0].definition), exhibit.by)
        else:
            name = _("Figure")
        number = pgettext("column", "Number")
        return (name, number, _("Share")) if shares else (name, number)

    def _plot(self, form: str, rows: Sequence[ExhibitRow]) -> Plot | None:
        rtl = self.language.direction == "rtl"
        if form == ExhibitForm.COLUMN:
            return plots.plot_columns([row for row in rows if not row.hidden], rtl=rtl)
        return plots.plot_line(rows, rtl=rtl) if form == ExhibitForm.LINE else None


def _alt(title: str, rows: Sequence[ExhibitRow]) -> str:
    """The chart in words, for those who do not see it."""
    return f"{title}: " + "; ".join(f"{row.label} {row.text}" for row in rows)
