"""Finding the records that cells refer to by name, for a whole column at once."""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from rapidfuzz import fuzz, process

from minbar.foundation.sheets.declare import Column, Kind, Sheet, sheets
from minbar.foundation.sheets.problems import BadCell
from minbar.foundation.text.languages import in_language
from minbar.foundation.text.normalise import normalise

NEAR = 75
#: Names that are compared for a suggestion; with more of them an unknown name gets none.
COMPARED = 50_000
SHOWN = 60
#: "name #1a2b3c4d", as exports write a name that several records have.
_TAGGED = re.compile(r"(?s)(.*?)\s*#([0-9a-f]{8})\s*")


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
    """The names of a sheet's records, as compared; read once for an import, and again after the sheet was written."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.records: dict[str, set[int]] = defaultdict(set)
        for path in paths_of(sheet):
            found = sheet.model._default_manager.order_by().values_list("pk", path)
            for pk, value in found.iterator(chunk_size=10_000):
                if value:
                    for text in texts_in(value):
                        self.records[normalise(text)].add(pk)

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
        manager = self.sheet.model._default_manager
        try:
            return manager.filter(uid=uuid.UUID(text)).values_list("pk", flat=True).first()
        except ValueError:
            pass
        if match := _TAGGED.fullmatch(text):
            start = uuid.UUID(hex=match[2] + "0" * 24), uuid.UUID(hex=match[2] + "f" * 24)
            found = list(manager.filter(uid__range=start).values_list("pk", flat=True)[:2])
            return found[0] if len(found) == 1 else None
        return None

    def _ambiguous(self, text: str, found: Collection[int], column: Column) -> BadCell:
        if column.personal:
            return BadCell("ambiguous_personal", sheet=str(self.sheet.label))
        uid = self.sheet.model._default_manager.filter(pk__in=found).values_list("uid", flat=True).first()
        example = tagged(text, uid) if uid else ""
        return BadCell("ambiguous", sheet=str(self.sheet.label), value=text[:SHOWN], count=len(found), example=example)

    def _unknown(self, text: str, column: Column) -> BadCell:
        sheet, value = str(self.sheet.label), text[:SHOWN]
        if column.personal:
            return BadCell("not_found_personal", sheet=sheet)
        if len(self.records) <= COMPARED:
            plain = normalise(text)
            near = process.extractOne(plain, self.records.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
            if near:
                return BadCell("not_found_near", sheet=sheet, value=value, near=self._as_written(near[0]))
        return BadCell("not_found", sheet=sheet, value=value)

    def _as_written(self, plain: str) -> str:
        pk = min(self.records[plain])
        for path in paths_of(self.sheet):
            for value in self.sheet.model._default_manager.filter(pk=pk).values_list(path, flat=True):
                for text in texts_in(value):
                    if normalise(text) == plain:
                        return text
        return plain


class References:
    """Names of all sheets that one import refers to."""

    def __init__(self) -> None:
        self._names: dict[str, Names] = {}

    def names(self, key: str) -> Names:
        if key not in self._names:
            self._names[key] = Names(sheets()[key])
        return self._names[key]

    def forget(self, key: str) -> None:
        """Records of the sheet were written."""
        self._names.pop(key, None)

    def resolve(self, column: Column, values: list[Any], bad: dict[int, BadCell]) -> None:
        """Put primary keys in the place of names, in place; what can't be found goes to ``bad``."""
        assert column.to
        names = self.names(column.to)
        known: dict[str, int | BadCell] = {}

        def find(text: str) -> int:
            answer = known.get(text)
            if answer is None:
                try:
                    answer = names.find(text, column)
                except BadCell as problem:
                    answer = problem
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


def written_names(sheet: Sheet, pks: Collection[int]) -> dict[int, str]:
    """How to write references to these records so that an import finds them again, in the reader's language."""
    paths = paths_of(sheet)
    manager = sheet.model._default_manager
    shown: dict[int, str] = {}
    uids = dict(manager.filter(pk__in=pks).values_list("pk", "uid"))
    for path in paths:
        for pk, value in manager.filter(pk__in=pks).order_by("pk").values_list("pk", path):
            if pk not in shown and value:
                text = in_language(value) if isinstance(value, dict) else next(texts_in(value), "")
                if text:
                    shown[pk] = text
    if not shown:
        return {pk: str(uid) for pk, uid in uids.items()}
    names = Names(sheet)
    return {
        pk: text if len(names.records.get(normalise(text), ())) <= 1 else tagged(text, uids[pk])
        for pk, text in shown.items()
    }
