"""The small markup of a narrative: paragraphs, headings, lists, emphasis, cited figures, dates and exhibits.

A narrative is plain text. Blocks stand apart by blank lines::

    ## A heading
    A paragraph with **strong** and *emphasised* words, {figure:meetings} meetings since {date:2022-07-17}.

    - one item a line
    - {exhibit:meetings-by-category}   ← not an item: an exhibit stands alone on its line

Nothing else means anything: angle brackets, hashes inside a line, dollar signs and backslashes are text. So a
narrative cannot carry markup of HTML or typst into a document; the renderers receive text nodes, never source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Text:
    """Words as they stand. ``strong`` and ``emphasis`` may both hold."""

    text: str
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True)
class FigureCited:
    """``{figure:key}``."""

    key: str
    strong: bool = False


@dataclass(frozen=True)
class DateCited:
    """``{date:2022-07-17}``, written in the reader's form."""

    date: date


Inline = Text | FigureCited | DateCited


@dataclass(frozen=True)
class Paragraph:
    content: tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    """``##`` is level 2 (under the section's own heading), ``###`` level 3."""

    level: int
    content: tuple[Inline, ...]


@dataclass(frozen=True)
class ListOf:
    items: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True)
class ExhibitPlaced:
    """``{exhibit:key}`` alone on its line."""

    key: str


Block = Paragraph | Heading | ListOf | ExhibitPlaced


@dataclass(frozen=True)
class Problem:
    """A reference that means nothing; the text stays as it was typed. ``line`` counts from 1."""

    line: int
    text: str


@dataclass(frozen=True)
class Narrative:
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()

    def inlines(self) -> Iterator[Inline]:
        """Every run of words and citation, in order."""
        for block in self.blocks:
            if isinstance(block, ListOf):
                for item in block.items:
                    yield from item
            elif not isinstance(block, ExhibitPlaced):
                yield from block.content

    def figures(self) -> list[str]:
        """Keys of the figures cited, each once, in order of first citation."""
        return list(dict.fromkeys(part.key for part in self.inlines() if isinstance(part, FigureCited)))

    def exhibits(self) -> list[str]:
        """Keys of the exhibits placed, in order."""
        return [block.key for block in self.blocks if isinstance(block, ExhibitPlaced)]


KEY = r"[a-z0-9][a-z0-9_-]*"
_EXHIBIT = re.compile(rf"\{{exhibit:({KEY})\}}")
_HEADING = re.compile(r"(#{2,3})\s+(\S.*)")
_ITEM = re.compile(r"[-•]\s+(\S.*)")
_INLINE = re.compile(
    rf"\{{figure:(?P<figure>{KEY})\}}|\{{date:(?P<date>\d{{4}}-\d{{2}}-\d{{2}})\}}|(?P<brace>\{{[^{{}}\n]*\}})"
    r"|(?P<strong>\*\*)|(?P<emphasis>\*)"
)
_STARS = re.compile(r"\*+")
#: Characters of a narrative in one language: a report's longest section has a tenth of that.
LONGEST = 100_000


class _Reader:
    """Collects blocks line by line; consecutive plain lines make a paragraph."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.problems: list[Problem] = []
        self.plain: list[tuple[int, str]] = []
        self.items: list[tuple[Inline, ...]] = []

    def line(self, number: int, line: str) -> None:
        if match := _EXHIBIT.fullmatch(line):
            self.close()
            self.blocks.append(ExhibitPlaced(match[1]))
        elif match := _HEADING.fullmatch(line):
            self.close()
            self.blocks.append(Heading(len(match[1]), self.inline(number, match[2])))
        elif match := _ITEM.fullmatch(line):
            self.close_paragraph()
            self.items.append(self.inline(number, match[1]))
        elif line:
            self.close_list()
            self.plain.append((number, line))
        else:
            self.close_paragraph()

    def close(self) -> None:
        self.close_paragraph()
        self.close_list()

    def close_paragraph(self) -> None:
        if self.plain:
            self.close_list()
            number = self.plain[0][0]
            self.blocks.append(Paragraph(self.inline(number, " ".join(text for _number, text in self.plain))))
            self.plain = []

    def close_list(self) -> None:
        if self.items:
            self.blocks.append(ListOf(tuple(self.items)))
            self.items = []

    def inline(self, number: int, text: str) -> tuple[Inline, ...]:
        """Runs of a line. A star without its partner, and braces that mean nothing, stay text."""
        parts: list[Inline] = []
        strong = emphasis = False
        last_pair = text.rfind("**")
        last_single = max((run.start() for run in _STARS.finditer(text) if len(run[0]) % 2), default=-1)
        end = 0
        for match in _INLINE.finditer(text):
            parts += _words(text[end : match.start()], strong, emphasis)
            end = match.end()
            if match["strong"] and (strong or last_pair >= end):
                strong = not strong
            elif match["emphasis"] and (emphasis or last_single >= end):
                emphasis = not emphasis
            elif match["figure"]:
                parts.append(FigureCited(match["figure"], strong))
            elif (day := _date(match["date"])) is not None:
                parts.append(DateCited(day))
            else:
                if match[0].startswith("{"):
                    self.problems.append(Problem(number, match[0]))
                parts += _words(match[0], strong, emphasis)
        return tuple(parts + _words(text[end:], strong, emphasis))


def _words(text: str, strong: bool, emphasis: bool) -> list[Inline]:
    return [Text(text, strong, emphasis)] if text else []


def _date(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def read_narrative(text: str) -> Narrative:
    """Read a narrative. Never fails: what cannot be understood is text, and named in ``problems``."""
    reader = _Reader()
    for number, line in enumerate(text.splitlines(), start=1):
        reader.line(number, line.strip())
    reader.close()
    return Narrative(tuple(reader.blocks), tuple(reader.problems))
