"""Finding the records that cells refer to by name, for a whole column at once."""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz, process

from minbar.foundation.sheets.declare import Column, Kind, Sheet, sheets
from minbar.foundation.sheets.problems import BadCell
from minbar.foundation.text.languages import in_language
from minbar.foundation.text.normalise import normalise

NEAR = 75
#: Names that are compared for a suggestion; with more of them an unknown name gets none.
COMPARED = 50_000
#: What is longer is no misspelt name.
LONGEST_GUESSED = 300
SHOWN = 60
#: "name #1a2b3c4d", as exports write a name that several records have.
_TAG = re.compile(r"[0-9a-f]{8}")


def tagged(name: str, uid: uuid.UUID) -> str:
    """A name that several records have, told apart by the beginning of the identifier."""
    return f"{name} #{uid.hex[:8]}"


def paths_of(sheet: Sheet) -> tuple[str, ...]:
    """The ORM paths that hold the names of the sheet's records."""
    return sheet.named_by or tuple(key for key in sheet.identity if sheet.column[key].kind is Kind.TEXT)


def texts_in(value: Any) -> Iterator[str]:
    """The texts of a field: itself, the labels of a LabelsField, the items of an array."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for text in value.values() if text)
    elif isinstance(value, Iterable):
        yield from (text for text in value if text)


class Names:
    """The names of sheets' records, as compared; read once for an import, and again after a sheet was written.

    Where there are several sheets, their records share their primary keys: none is in two of them.
    """

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self.sheets = sheets
        self.label = " / ".join(str(sheet.label) for sheet in sheets)
        self.records: dict[str, set[int]] = defaultdict(set)
        for pk, value in self._values():
            for text in texts_in(value):
                self.records[normalise(text)].add(pk)

    def _values(self, **only: Any) -> Iterator[tuple[int, Any]]:
        """(primary key, what holds a name), path by path."""
        for sheet in self.sheets:
            for path in paths_of(sheet):
                found = sheet.model._default_manager.filter(**only).order_by("pk").values_list("pk", path)
                yield from ((pk, value) for pk, value in found.iterator(chunk_size=10_000) if value)

    def _first(self, **only: Any) -> list[tuple[int, uuid.UUID]]:
        """Up to two records that the condition holds of."""
        found = (sheet.model._default_manager.filter(**only).values_list("pk", "uid")[:2] for sheet in self.sheets)
        return [record for records in found for record in records][:2]

    def find(self, text: str, column: Column) -> int:
        """The record called ``text``.

        Raises:
            BadCell: there is none, or more than one.
        """
        found = self.records.get(normalise(text), ())
        if len(found) == 1:
            return next(iter(found))
        if by_uid := self._by_identifier(text):
            return by_uid
        raise self._ambiguous(text, found, column) if found else self._unknown(text, column)

    def _by_identifier(self, text: str) -> int | None:
        try:
            found = self._first(uid=uuid.UUID(text))
            return found[0][0] if found else None
        except ValueError:
            pass
        _name, mark, rest = text.rpartition("#")
        tag = rest.strip()
        if mark and _TAG.fullmatch(tag):
            start = uuid.UUID(hex=tag + "0" * 24), uuid.UUID(hex=tag + "f" * 24)
            found = self._first(uid__range=start)
            return found[0][0] if len(found) == 1 else None
        return None

    def _ambiguous(self, text: str, found: Collection[int], column: Column) -> BadCell:
        if column.personal:
            return BadCell("ambiguous_personal", sheet=self.label)
        first = self._first(pk__in=found)
        example = tagged(text, first[0][1]) if first else ""
        return BadCell("ambiguous", sheet=self.label, value=text[:SHOWN], count=len(found), example=example)

    def _unknown(self, text: str, column: Column) -> BadCell:
        value = text[:SHOWN]
        if column.personal:
            return BadCell("not_found_personal", sheet=self.label)
        if len(self.records) <= COMPARED and len(text) <= LONGEST_GUESSED:
            plain = normalise(text)
            near = process.extractOne(plain, self.records.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
            if near:
                return BadCell("not_found_near", sheet=self.label, value=value, near=self._as_written(near[0]))
        return BadCell("not_found", sheet=self.label, value=value)

    def _as_written(self, plain: str) -> str:
        for _pk, value in self._values(pk=min(self.records[plain])):
            for text in texts_in(value):
                if normalise(text) == plain:
                    return text
        return plain

    def shown(self, pks: Collection[int]) -> dict[int, str]:
        """One name of each record, in the reader's language where it has that."""
        names: dict[int, str] = {}
        for pk, value in self._values(pk__in=pks):
            text = in_language(value) if isinstance(value, dict) else next(texts_in(value), "")
            if text:
                names.setdefault(pk, text)
        return names

    def uids(self, pks: Collection[int]) -> dict[int, uuid.UUID]:
        found: dict[int, uuid.UUID] = {}
        for sheet in self.sheets:
            found |= dict(sheet.model._default_manager.filter(pk__in=pks).values_list("pk", "uid"))
        return found


class References:
    """Names of all sheets that one import refers to."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, ...], Names] = {}
        self._rejected: dict[str, set[str]] = defaultdict(set)  # sheet → texts of rejected rows, as compared

    def names(self, keys: tuple[str, ...]) -> Names:
        if keys not in self._names:
            self._names[keys] = Names([sheets()[key] for key in keys])
        return self._names[keys]

    def forget(self, key: str) -> None:
        """Records of the sheet were written."""
        self._names = {keys: names for keys, names in self._names.items() if key not in keys}

    def note_rejected(self, key: str, texts: Iterable[str]) -> None:
        """Rows of the sheet were rejected that held these texts: what refers to them is told why it finds nothing."""
        self._rejected[key].update(map(normalise, texts))

    def _why_missing(self, column: Column, text: str, problem: BadCell) -> BadCell:
        if not problem.code.startswith("not_found"):
            return problem
        if not any(normalise(text) in self._rejected[key] for key in column.referred):
            return problem
        code = "not_found_rejected_personal" if column.personal else "not_found_rejected"
        return BadCell(code, sheet=problem.detail["sheet"], value="" if column.personal else text[:SHOWN])

    def resolve(self, column: Column, values: list[Any], bad: dict[int, BadCell]) -> None:
        """Put primary keys in the place of names, in place; what can't be found goes to ``bad``."""
        names = self.names(column.referred)
        known: dict[str, int | BadCell] = {}

        def find(text: str) -> int:
            answer = known.get(text)
            if answer is None:
                try:
                    answer = names.find(text, column)
                except BadCell as problem:
                    answer = self._why_missing(column, text, problem)
                known[text] = answer
            if isinstance(answer, BadCell):
                raise answer
            return answer

        for position, value in enumerate(values):
            try:
                if column.many:
                    values[position] = tuple(dict.fromkeys(find(text) for text in value))
                else:
                    values[position] = find(value) if value else None
            except BadCell as problem:
                bad.setdefault(position, problem)
                values[position] = () if column.many else None


def written_names(sheets: Sequence[Sheet], pks: Collection[int]) -> dict[int, str]:
    """How to write references to these records so that an import finds them again, in the reader's language."""
    names = Names(sheets)
    shown, uids = names.shown(pks), names.uids(pks)
    return {pk: _told_apart(names, shown.get(pk, ""), uid) for pk, uid in uids.items()}


def _told_apart(names: Names, text: str, uid: uuid.UUID) -> str:
    """The name alone where no other record has it."""
    if not text:
        return str(uid)
    return text if len(names.records.get(normalise(text), ())) <= 1 else tagged(text, uid)
