"""An edition as a workbook: a sheet for each section, figures with definitions, values typed, declared ones marked."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _

from minbar.evidence.editions.enums import Style
from minbar.evidence.rendering.document import DefinedFigure, ExhibitBlock, ExhibitRow, ReportDocument

#: Excel's limits on the names of sheets; it counts UTF-16 units.
LONGEST_NAME, FORBIDDEN = 31, re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]")
#: No XML may hold these.
NO_CHARACTERS = re.compile("[\ufffe\uffff]")
NUMBER_FORMATS = {Style.PERCENT: "0%", Style.YEAR: "0"}
WIDTHS = (46, 16, 14, 14, 60, 12, 20, 44)


def render_xlsx(document: ReportDocument) -> bytes:
    """The document as xlsx, right to left where its language is. Text never becomes a formula."""
    target = io.BytesIO()
    # strings_to_* off: a text stays a text, whatever it begins with.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with translation.override(document.language), xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": document.title, "subject": document.period})
        _Book(book, document).write()
    return target.getvalue()


class _Book:
    def __init__(self, book: Any, document: ReportDocument) -> None:
        self.book, self.document = book, document
        self.names: set[str] = set()
        base = {
            "font_name": "IBM Plex Sans Arabic" if document.direction == "rtl" else "IBM Plex Sans",
            "valign": "top",
        }
        self.plain = book.add_format(base | {"text_wrap": True})
        self.title = book.add_format(base | {"bold": True, "font_size": 14})
        self.head = book.add_format(base | {"bold": True, "bg_color": "#E3EEEE", "bottom": 1, "text_wrap": True})
        self.heading = book.add_format(base | {"bold": True, "font_color": "#0B5C66"})
        self.formats = {
            style: book.add_format(base | {"num_format": NUMBER_FORMATS.get(style, "#,##0.##"), "align": "right"})
            for style in Style
        }
        self.whole = book.add_format(base | {"num_format": "#,##0", "align": "right"})
        self.share = book.add_format(base | {"num_format": "0%", "align": "right"})

    def write(self) -> None:
        for section in self.document.sections:
            sheet = self.sheet(section.heading)
            row = self.opening(sheet, section.heading)
            row = self.figures(sheet, row, [self.document.figures[key] for key in section.figures])
            for exhibit in (block for block in section.blocks if isinstance(block, ExhibitBlock)):
                row = self.exhibit(sheet, row + 1, exhibit)
        sheet = self.sheet(_("All figures"))
        self.figures(sheet, self.opening(sheet, _("All figures")), self.document.figures.values())

    def sheet(self, wanted: str) -> Any:
        """A sheet of that name, made fit for Excel and told apart from the others."""
        bare = FORBIDDEN.sub(" ", _clean(wanted)).strip(" '") or _("Section")
        name, number = _cut(bare, LONGEST_NAME), 2
        while name.lower() in self.names:
            suffix = f" {number}"
            name, number = _cut(bare, LONGEST_NAME - len(suffix)) + suffix, number + 1
        self.names.add(name.lower())
        sheet = self.book.add_worksheet(name)
        if self.document.direction == "rtl":
            sheet.right_to_left()
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def text(self, sheet: Any, row: int, column: int, text: str, style: Any = None) -> None:
        sheet.write_string(row, column, _clean(text), style)

    def opening(self, sheet: Any, heading: str) -> int:
        """Title, heading and notes; returns the row after them."""
        self.text(sheet, 0, 0, self.document.title, self.title)
        self.text(sheet, 1, 0, heading, self.heading)
        self.text(sheet, 2, 0, f"{self.document.period} · {self.document.status} · {self.document.as_of}")
        return 4

    def figures(self, sheet: Any, row: int, figures: Iterable[DefinedFigure]) -> int:
        head = (_("Figure"), _("Value"), _("Unit"), _("Kind"), _("Definition"), _("Records"), _("As of"), _("Source"))
        self.line(sheet, row, head, self.head)
        for figure in figures:
            row += 1
            self.text(sheet, row, 0, figure.label + (" †" if figure.declared else ""), self.plain)
            self.value(sheet, row, 1, figure)
            self.line(sheet, row, (figure.unit, figure.kind, figure.definition_text), self.plain, start=2)
            if figure.hidden:
                self.text(sheet, row, 5, figure.records_text, self.plain)
            elif figure.records is not None:
                sheet.write_number(row, 5, figure.records, self.whole)
            source = " · ".join(filter(None, (figure.source, figure.source_url)))
            self.line(sheet, row, (figure.as_of, source), self.plain, start=6)
        return row + 1

    def exhibit(self, sheet: Any, row: int, block: ExhibitBlock) -> int:
        self.text(sheet, row, 0, block.title, self.heading)
        self.line(sheet, row + 1, block.head, self.head)
        row += 1
        for shown in [*block.rows, *([block.total] if block.total else [])]:
            row += 1
            self.text(sheet, row, 0, shown.label + (" †" if shown.declared else ""), self.plain)
            self.row_values(sheet, row, block, shown)
        if block.note:
            row += 1
            self.text(sheet, row, 0, block.note)
        return row + 1

    def row_values(self, sheet: Any, row: int, block: ExhibitBlock, shown: ExhibitRow) -> None:
        if shown.hidden:
            self.text(sheet, row, 1, shown.text, self.plain)
        if shown.value is not None:
            style = Style(self.document.figures[shown.key].style)
            sheet.write_number(row, 1, float(shown.value), self.formats[style])
        if block.shares and shown.share is not None:
            sheet.write_number(row, 2, float(shown.share), self.share)
        elif block.shares:
            self.text(sheet, row, 2, shown.share_text, self.plain)

    def value(self, sheet: Any, row: int, column: int, figure: DefinedFigure) -> None:
        if figure.hidden:
            self.text(sheet, row, column, figure.text, self.plain)
        elif figure.value is None:
            sheet.write_blank(row, column, None, self.plain)
        else:
            sheet.write_number(row, column, float(figure.value), self.formats[Style(figure.style)])

    def line(self, sheet: Any, row: int, texts: Sequence[str], style: Any, start: int = 0) -> None:
        for column, text in enumerate(texts, start=start):
            self.text(sheet, row, column, text, style)


def _clean(text: str) -> str:
    return NO_CHARACTERS.sub("", text)


def _cut(name: str, longest: int) -> str:
    """``name`` in at most ``longest`` UTF-16 units, letters kept whole."""
    return name.encode("utf-16-le")[: longest * 2].decode("utf-16-le", "ignore").strip(" '")
