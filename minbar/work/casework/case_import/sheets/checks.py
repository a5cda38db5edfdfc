"""What is wrong with a row as a whole, and what is to be looked at in it. No sentence here repeats a cell."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.sheets.declare import Notice, RowProblem
from minbar.foundation.text.normalise import normalise
from minbar.foundation.vault.index import blind_candidates
from minbar.work.casework.case_import.sheets.drafts import STEPS, Row, identity_of, written_birth
from minbar.work.casework.case_import.sheets.words import workers
from minbar.work.casework.cases import rules, wall
from minbar.work.casework.cases.enums import Channel, Stage
from minbar.work.casework.cases.models.cases import NOT_REFERRED
from minbar.work.casework.cases.queries import cases_visible_to
from minbar.work.casework.identity.enums import KeyKind, Side
from minbar.work.casework.identity.identities import PARTY, Key
from minbar.work.casework.identity.models import PartyKey

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

BEFORE_OPENING = _("This day lies before the one on which the case was opened. Correct one of the two.")
IN_THE_FUTURE = _("This day has not come yet. Correct the date.")
NO_BIRTH = _("This is neither a day nor a year of birth. Write it like 12.05.1987 or 1987, or leave it empty.")
WITHOUT_STEP = _("There is a day here, but what was done on it is not said. Fill the column beside it, too.")

COLUMNS = {KeyKind.PHONE: "phone", KeyKind.DOCUMENT: "document_number", KeyKind.NAME: "name"}
IN_THE_WORKBOOK = {
    KeyKind.PHONE: _("Row {row} of the workbook has the same phone number. Is it the same person?"),
    KeyKind.DOCUMENT: _("Row {row} of the workbook has the same document number. Is it the same person?"),
    KeyKind.NAME: _("Row {row} of the workbook has the same name. Is it the same person?"),
}
IN_A_CASE = {
    KeyKind.PHONE: _("An open case has the same phone number. The page of the new case will name it."),
    KeyKind.DOCUMENT: _("An open case has the same document number. The page of the new case will name it."),
    KeyKind.NAME: _("An open case has the same name. The page of the new case will name it."),
}
NO_WORKER = _("Nobody who does casework here has this name. The case stays unassigned, and its notes keep the name.")
NOT_A_PHONE = _("Nobody can be called by this number as it is written. It is kept, and found by nothing.")
#: Keys that are looked up at once.
AT_ONCE = 10_000


def check_row(row: Mapping[str, Any]) -> Iterator[RowProblem]:
    """A province is the narrowest place; days follow each other and are past; a birth is a day or a year."""
    if (place := row.get("place")) and rules.is_too_narrow(place):
        yield RowProblem("place", rules.NO_DISTRICT)
    if row.get("referred_by") and row.get("channel") not in (None, "", Channel.REFERRAL):
        yield RowProblem("referred_by", NOT_REFERRED)
    yield from _check_days(row)
    try:
        written_birth(row.get("birth_date") or "")
    except ValueError:
        yield RowProblem("birth_date", NO_BIRTH)


def _check_days(row: Mapping[str, Any]) -> Iterator[RowProblem]:
    opened: dt.date | None = row.get("opened_on")
    if opened is None:
        return
    today = timezone.localdate()
    if opened > today:
        yield RowProblem("opened_on", IN_THE_FUTURE)
    for step, column in (*STEPS.items(), ("", "closed_on")):
        day = row.get(column)
        if day is None:
            continue
        if step and not row.get(step):
            yield RowProblem(column, WITHOUT_STEP)
        if day < opened:
            yield RowProblem(column, BEFORE_OPENING)
        elif day > today:
            yield RowProblem(column, IN_THE_FUTURE)


def notices(rows: Sequence[Row], by: User | None) -> Iterator[Notice]:
    """Names and numbers by which nobody is found; and who may stand twice: in the workbook, or in it and in an open
    case that the reader may see."""
    keys = [identity_of(row).keys() for row in rows]
    known = workers()
    for number, row in enumerate(rows):
        if row.get("worker") and normalise(row["worker"]) not in known:
            yield Notice(number, "worker", NO_WORKER)
        if row.get("phone") and not any(kind is KeyKind.PHONE for kind, _value in keys[number]):
            yield Notice(number, "phone", NOT_A_PHONE)
    yield from _within_the_workbook(keys)
    yield from _in_cases(keys, by)


def _within_the_workbook(keys: Sequence[set[Key]]) -> Iterator[Notice]:
    """The whole name counts, not a pair of its words: of these a workbook has many twice."""
    first: dict[Any, int] = {}
    for number, own in enumerate(keys):
        name = frozenset(value for kind, value in own if kind is KeyKind.NAME)
        marks: list[tuple[KeyKind, Any]] = [key for key in own if key[0] is not KeyKind.NAME]
        marks += [(KeyKind.NAME, name)] if name else []
        for mark in sorted(marks, key=lambda each: each[0]):
            earlier = first.setdefault(mark, number)
            if earlier != number:
                yield Notice(number, COLUMNS[mark[0]], IN_THE_WORKBOOK[mark[0]], other=earlier)


def _in_cases(keys: Sequence[set[Key]], by: User | None) -> Iterator[Notice]:
    rows_of: dict[bytes, set[int]] = defaultdict(set)
    for number, own in enumerate(keys):
        for kind, value in own:
            for token in blind_candidates(PARTY, f"{kind.value}:{value}"):
                rows_of[token].add(number)
    shared: dict[tuple[int, KeyKind, int], int] = defaultdict(int)
    for token, kind, case in _there(list(rows_of)):
        for number in rows_of[token]:
            shared[number, kind, case] += 1
    seen = _seen({case for _number, _kind, case in shared}, by)
    told: set[tuple[int, KeyKind]] = set()
    for (number, kind, case), count in sorted(shared.items()):
        whole = count >= sum(1 for key in keys[number] if key[0] is kind) or kind is not KeyKind.NAME
        if case in seen and whole and (number, kind) not in told:
            told.add((number, kind))
            yield Notice(number, COLUMNS[kind], IN_A_CASE[kind])


def _there(tokens: Sequence[bytes]) -> Iterator[tuple[bytes, KeyKind, int]]:
    for start in range(0, len(tokens), AT_ONCE):
        found = PartyKey.objects.filter(side=Side.CLIENT, token__in=tokens[start : start + AT_ONCE])
        for token, kind, case in found.order_by().values_list("token", "kind", "case"):
            yield bytes(token), KeyKind(kind), case


def _seen(cases: Iterable[int], by: User | None) -> set[int]:
    """Of these the open ones whose head the reader may see: of others not even that they are there is told."""
    if by is None or not cases:
        return set()
    with wall.reading_as(by):
        return set(
            cases_visible_to(by)
            .filter(pk__in=cases)
            .exclude(stage=Stage.CLOSED)
            .order_by()
            .values_list("pk", flat=True)
        )
