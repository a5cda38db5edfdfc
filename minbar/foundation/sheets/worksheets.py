"""One worksheet into its records: read, check, match, compare, write. Runs inside the file's transaction."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

from minbar.foundation.sheets.cells import EMPTY, as_text, clean, empty_value
from minbar.foundation.sheets.choices import choices_of
from minbar.foundation.sheets.constraints import broken
from minbar.foundation.sheets.declare import Column, Kind, RowProblem, Sheet
from minbar.foundation.sheets.leftovers import sort_rows
from minbar.foundation.sheets.names import References
from minbar.foundation.sheets.problems import BadCell, Problem
from minbar.foundation.sheets.reading.workbook import Row, Worksheet
from minbar.foundation.sheets.recognition import Layout, is_identifier
from minbar.foundation.sheets.results import KEPT, Difference, DuplicateWarning, WorksheetResult
from minbar.foundation.sheets.rows import AmbiguousMatch, Known, Line, Store, Values, batches
from minbar.foundation.sheets.shown import Shower, name_of_row
from minbar.foundation.sheets.stores import store_of
from minbar.foundation.sheets.tables import identity_of
from minbar.foundation.sheets.vocabulary import IDENTIFIER
from minbar.foundation.sheets.walled import told_details, told_headers, without_escape
from minbar.foundation.sheets.writing import RowWriter
from minbar.foundation.text.normalise import normalise

EXAMPLES = 3

#: Told what is being done, how much of it is done, of how much; raises to stop.
Tell = Callable[[str, str, int, int], None]


class Written(NamedTuple):
    """A record that was created or changed. ``before`` is None where it is new."""

    row: int
    known: Known
    before: Values | None
    after: Values


@dataclass
class WorksheetImport:
    """Takes one worksheet. ``result`` and ``written`` are filled by :meth:`run`."""

    worksheet: Worksheet
    layout: Layout
    references: References
    by: Any
    tell: Tell
    result: WorksheetResult = field(init=False)
    written: list[Written] = field(default_factory=list)
    seen: dict[int, int] = field(default_factory=dict)  # record → the row that meant it
    new: dict[tuple[Any, ...], int] = field(default_factory=dict)  # identity → the row that brought it

    def __post_init__(self) -> None:
        assert self.layout.sheet
        self.sheet: Sheet = self.layout.sheet
        self.store: Store = store_of(self.sheet)
        headers = list(self.layout.headers)
        if self.sheet.walled:
            headers, told = told_headers(self.layout), self.tell
            self.tell = lambda stage, _worksheet, done, total: told(stage, str(self.sheet.label), done, total)
        self.header = {key: headers[position] for position, key in self.layout.columns.items()}
        self.result = WorksheetResult(
            worksheet=self.worksheet.name,
            sheet=self.sheet.key,
            header_row=self.worksheet.first_row + self.layout.header_index,
            headers=headers,
            columns=dict(self.layout.columns),
        )

    def run(self) -> None:
        """All of it."""
        if self.sheet.walled:
            without_escape(self.sheet, self._run)
        else:
            self._run()

    def _run(self) -> None:
        below = self.worksheet.rows[self.layout.header_index + 1 :]
        first = self.worksheet.first_row + self.layout.header_index + 1
        found = sort_rows(below, self.layout)
        self.result.rows = len(found.data) + len(found.left_out)
        self.result.skipped = len(found.left_out)
        self.result.left_out = [(first + index, reason) for index, reason in found.left_out.items()]
        data = [below[index] for index in found.data]
        numbers = [first + index for index in found.data]
        if not self.sheet.walled:
            self.result.examples = [[as_text(cell) for cell in row] for row in data[:EXAMPLES]]
        if self._columns_missing(numbers):
            return
        lines, waiting = self._lines(data, numbers)
        self.worksheet.rows = []  # from here on the lines hold all that is needed
        while lines:
            self._take(lines)
            lines, waiting = self._next_wave(waiting)

    def _columns_missing(self, numbers: Sequence[int]) -> bool:
        """Rows that carry identifiers may leave out required columns: they only change what they have. Behind a wall
        rows change nothing."""
        missing = self.layout.missing()
        if IDENTIFIER in self.header and len(self.header) > 1 and not self.sheet.walled:
            missing = []
        if not missing:
            return False
        assert self.result.header_row
        for key in missing:
            label = str(self.sheet.column[key].label)
            self.result.problems.append(Problem(self.result.header_row, key, label, "missing_column", {}))
        self.result.rejected_rows = set(numbers)
        self.result.rejected = len(numbers)
        return True

    # Reading

    def _lines(self, data: Sequence[Row], numbers: Sequence[int]) -> tuple[list[Line], list[Line]]:
        """Cleaned rows without those that are wrong; second, those that wait for others of the same worksheet."""
        columns: dict[str, list[Any]] = {}
        bad: dict[int, list[Problem]] = {}
        waiting: set[int] = set()
        for position, key in self.layout.columns.items():
            if key == IDENTIFIER:
                continue
            self.tell("checking", self.worksheet.name, len(columns), len(self.layout.columns))
            column = self.sheet.column[key]
            cells = [row[position] if position < len(row) else "" for row in data]
            cleaned = clean(column, cells, self.store.limits(column), choices_of(self.sheet, column))
            if column.kind is Kind.REFERENCE:
                unresolved = list(cleaned.values) if self.sheet.key in column.referred else []
                self.references.resolve(column, cleaned.values, cleaned.bad)
                waiting |= self._waiting(unresolved, cleaned.values, cleaned.bad, columns)
            for index, problem in cleaned.bad.items():
                bad.setdefault(index, []).append(self._problem(numbers[index], column, problem))
            columns[key] = cleaned.values
        uids = self._identifiers(data, numbers, bad)
        keys = list(columns)
        lines = [
            Line(number, dict(zip(keys, values, strict=True)), uid)
            for number, uid, values in zip(numbers, uids, zip(*columns.values(), strict=True), strict=True)
        ]
        for index, problems in bad.items():
            self.result.reject(problems)
            self._tell_rejected(lines[index])
        good = [line for index, line in enumerate(lines) if index not in bad]
        if self.sheet.check or self.sheet.constrained:
            good = self._checked(good)
        ready = [line for line in good if line.number not in {numbers[index] for index in waiting}] if waiting else good
        return ready, [line for index, line in enumerate(lines) if index in waiting and index not in bad]

    def _waiting(
        self,
        texts: Sequence[Any],
        values: list[Any],
        bad: dict[int, BadCell],
        columns: Mapping[str, Sequence[Any]],
    ) -> set[int]:
        """Rows that refer to a record which another row of this worksheet brings: taken after it."""
        brought = {
            normalise(value)
            for key, cells in columns.items()
            if self.sheet.column[key].kind is Kind.TEXT and not self.sheet.column[key].many
            for value in cells
        }
        waiting = set()
        for index in [index for index, problem in bad.items() if problem.code.startswith("not_found")]:
            if index < len(texts) and isinstance(texts[index], str) and normalise(texts[index]) in brought:
                del bad[index]
                values[index] = texts[index]
                waiting.add(index)
        return waiting

    def _next_wave(self, waiting: list[Line]) -> tuple[list[Line], list[Line]]:
        """Of the waiting rows those whose references are there now; with none, the rest is refused."""
        if not waiting:
            return [], []
        self.references.forget(self.sheet.key)
        ready: list[Line] = []
        still: list[Line] = []
        own = [column for column in self.sheet.columns if self.sheet.key in column.referred and not column.many]
        problems = []
        for line in waiting:
            bad: list[Problem] = []
            for column in own:
                value, wrong = [line.values.get(column.key)], dict[int, BadCell]()
                if isinstance(value[0], str):
                    self.references.resolve(column, value, wrong)
                    bad += [self._problem(line.number, column, problem) for problem in wrong.values()]
                    if not wrong:
                        line.values[column.key] = value[0]
            (still if bad else ready).append(line)
            problems += bad
        if not ready:
            self.result.reject(problems)
            return [], []
        return ready, still

    def _tell_rejected(self, line: Line) -> None:
        if self.sheet.walled:
            return
        texts = [value for key, value in line.values.items() if self.sheet.column[key].kind is Kind.TEXT]
        self.references.note_rejected(self.sheet.key, [text for text in texts if isinstance(text, str) and text])

    def _identifiers(
        self, data: Sequence[Row], numbers: Sequence[int], bad: dict[int, list[Problem]]
    ) -> list[uuid.UUID | None]:
        places = [position for position, key in self.layout.columns.items() if key == IDENTIFIER]
        if not places:
            return [None] * len(data)
        uids: list[uuid.UUID | None] = []
        for index, row in enumerate(data):
            cell = str(row[places[0]]).strip() if places[0] < len(row) else ""
            if cell and not is_identifier(cell):
                bad.setdefault(index, []).append(self._said(numbers[index], IDENTIFIER, "bad_uid"))
            uids.append(uuid.UUID(cell) if cell and index not in bad else None)
        return uids

    def _checked(self, lines: Iterable[Line]) -> list[Line]:
        good = []
        for line in lines:
            problems = [
                Problem(line.number, p.column, self._header_of(p.column), "said", {"message": str(p.message)})
                for p in self._row_problems(line.values)
            ]
            self.result.reject(problems)
            if not problems:
                good.append(line)
        return good

    def _row_problems(self, row: Values) -> Iterable[RowProblem]:
        if self.sheet.constrained:
            yield from broken(self.sheet.model, row)
        if self.sheet.check:
            yield from self.sheet.check(row)

    # Matching, comparing, writing

    def _take(self, lines: list[Line]) -> None:
        self.tell("comparing", self.worksheet.name, 0, len(lines))
        lines = self._match(lines)
        there = [line for line in lines if line.known]
        new = [line for line in lines if not line.known]
        updates, befores, changed = self._compare(there)
        self._warn(new)
        self._notice(new)
        writer = RowWriter(
            self.sheet, self.store, self.by, partial(self.tell, "writing", self.worksheet.name), self._refused
        )
        for line, known in writer.create(new):
            self._note_created(line, known)
        for index in writer.update(updates, befores, changed):
            self._note_updated(updates[index], befores[index], changed[index])
        self.references.forget(self.sheet.key)

    def _match(self, lines: list[Line]) -> list[Line]:
        """Find each row's record; refuse what means a record twice, none, or several."""
        by_uid = self.store.by_identifier([line.uid for line in lines if line.uid])
        unmatched = [line for line in lines if not line.uid]
        answers = dict(zip(map(id, unmatched), self.store.match([line.values for line in unmatched]), strict=True))
        good = []
        for line in lines:
            answer = by_uid.get(line.uid) if line.uid else answers[id(line)]
            if (code := self._refusal(line, answer)) is None:
                line.known = answer if isinstance(answer, Known) else None
                good.append(line)
            else:
                self.result.reject([self._said(line.number, IDENTIFIER if line.uid else "", *code)])
        return good

    def _refusal(self, line: Line, answer: Known | AmbiguousMatch | None) -> tuple[str, dict[str, Any]] | None:
        if isinstance(answer, AmbiguousMatch):
            return "several_match", {}
        if answer is None and line.uid:
            return "unknown_uid", {}
        if answer is not None:
            first = self.seen.setdefault(answer.pk, line.number)
            return None if first == line.number else ("same_record", {"row": first})
        told = [line.values[key] for key in self.sheet.identity if key in line.values]
        if not told:
            return None
        identity = identity_of(told)
        first = self.new.setdefault(identity, line.number)
        return None if first == line.number else ("twice", {"row": first})

    def _compare(self, lines: list[Line]) -> tuple[list[Line], list[Values], list[frozenset[str]]]:
        """The rows that differ from their records, what these held, and the keys that differ.

        Behind a wall nothing is compared: whether a row differs would tell what its record holds.
        """
        if self.sheet.walled:
            self.result.unchanged += len(lines)
            return [], [], []
        differing: list[Line] = []
        befores: list[Values] = []
        keys: list[frozenset[str]] = []
        for batch in batches(lines):
            states = self.store.states([line.known for line in batch if line.known])
            for line, state in zip(batch, states, strict=True):
                changed = frozenset(key for key, value in line.values.items() if self._differs(line, key, value, state))
                if changed:
                    differing.append(line)
                    befores.append(state)
                    keys.append(changed)
                else:
                    self.result.unchanged += 1
        return differing, befores, keys

    def _differs(self, line: Line, key: str, value: Any, state: Values) -> bool:
        column = self.sheet.column[key]
        held = state.get(key, empty_value(column))
        if value == held or (column.many and set(value) == set(held)):
            return False
        return line.uid is not None or not (value is None or value in EMPTY)

    def _warn(self, new: list[Line]) -> None:
        """Note which new rows may be duplicates of records that are there."""
        if not self.sheet.possible_duplicates:
            return
        for start, batch in enumerate(batches(new)):
            self.tell("duplicates", self.worksheet.name, start * len(batch), len(new))
            for line, likes in zip(batch, self.sheet.possible_duplicates([line.values for line in batch]), strict=True):
                if likes:
                    self.result.warned += 1
                    if len(self.result.warnings) < KEPT:
                        named = [(like.name, str(like.uid), like.likeness) for like in likes]
                        name = name_of_row(self.sheet, line.values)
                        self.result.warnings.append(DuplicateWarning(line.number, name, named))

    def _notice(self, new: list[Line]) -> None:
        """Note what the room wants looked at in new rows."""
        if self.sheet.notices and new:
            with self.sheet.within():
                found = list(self.sheet.notices([line.values for line in new], self.by))
            for notice in found:
                other = None if notice.other is None else new[notice.other].number
                detail = {"message": str(notice.message).format(row=other)}
                self.result.notices.append(self._said(new[notice.row].number, notice.column, "said", detail))

    def _note_created(self, line: Line, known: Known) -> None:
        """A row became a record."""
        self.result.created += 1
        self.written.append(Written(line.number, known, None, line.values))
        if len(self.result.additions) < KEPT and not self.sheet.walled:
            self.result.additions.append((line.number, name_of_row(self.sheet, line.values)))

    def _note_updated(self, line: Line, before: Values, changed: frozenset[str]) -> None:
        """A row changed its record."""
        assert line.known
        self.result.updated += 1
        old = {key: before.get(key, empty_value(self.sheet.column[key])) for key in changed}
        new = {key: line.values[key] for key in changed}
        self.written.append(Written(line.number, line.known, old, new))

    def show_differences(self) -> None:
        """Write the changes for the reader, names instead of keys; after all is written, since names may be new."""
        changed = [each for each in self.written if each.before is not None][:KEPT]
        keys = {key for each in changed for key in each.after}
        showers = {
            key: Shower(
                self.sheet,
                self.sheet.column[key],
                [side[key] for each in changed for side in (each.before or {}, each.after) if key in side],
            )
            for key in keys
        }
        names = dict(zip(
            (each.known.pk for each in changed),
            (name_of_row(self.sheet, state) for state in self.store.states([each.known for each in changed])),
            strict=True,
        )) if changed else {}  # fmt: skip
        for each in changed:
            before = each.before or {}
            self.result.differences.append(
                Difference(
                    each.row,
                    names[each.known.pk],
                    [(key, showers[key].text(before[key]), showers[key].text(each.after[key])) for key in each.after],
                )
            )

    # Saying what is wrong

    def _header_of(self, key: str) -> str:
        column = self.sheet.column.get(key)
        return self.header.get(key) or (str(column.label) if column else "")

    def _problem(self, number: int, column: Column, problem: BadCell) -> Problem:
        detail = told_details(problem.detail) if self.sheet.walled else problem.detail
        return Problem(number, column.key, self._header_of(column.key), problem.code, detail)

    def _said(self, number: int, key: str, code: str, detail: Mapping[str, Any] | None = None) -> Problem:
        return Problem(number, key, self._header_of(key), code, detail or {})

    def _refused(self, line: Line, key: str, reason: str) -> None:
        """A rule of the database that no check foresaw."""
        self.result.reject([self._said(line.number, key, "refused_by_database", {"reason": reason})])
