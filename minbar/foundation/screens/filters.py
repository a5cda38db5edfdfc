"""What a list can be narrowed by. A filter lives in the address and nowhere else: it can be sent to a colleague."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from minbar.foundation.text.dates import format_date_long, format_period
from minbar.foundation.text.languages import in_language, reader_language

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise

Rows = QuerySet[Any, Any]


@dataclass
class Option:
    """One thing that can be chosen."""

    value: str
    label: str
    chosen: bool = False


@dataclass
class Chip:
    """A filter in force, as the list's head names it; ``without`` are the parameters that it would take away."""

    label: str
    value: str
    without: list[tuple[str, str]]


@dataclass
class State:
    """A filter as it stands in one request: what it does to the rows, and what its control shows."""

    key: str
    label: str
    control: str  # name of the partial in screens/components/filters/, or the path of a room's own
    condition: Q | None = None
    options: list[Option] = field(default_factory=list)
    levels: list[list[Option]] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    chips: list[Chip] = field(default_factory=list)
    beside: str = ""  # a template that stands outside the form of the filters, if there is one

    @property
    def active(self) -> bool:
        return bool(self.chips)

    def boxes(self) -> SafeString:
        """The options as boxes to tick, written in one go: a list has many, and a template takes many times longer."""
        return _boxes(self.key, tuple((option.value, option.label, option.chosen) for option in self.options))


@lru_cache(maxsize=512)  # the same on every page of a list, for most of its readers
def _boxes(key: str, options: tuple[tuple[str, str, bool], ...]) -> SafeString:
    parts = [
        f'<label class="check"><input type="checkbox" name="{escape(key)}" value="{escape(value)}"'
        f"{' checked' if chosen else ''}> <bdi>{escape(label)}</bdi></label>"
        for value, label, chosen in options
    ]
    return mark_safe("".join(parts))  # noqa: S308  (escaped above)


class Filter:
    """Base of the filters: :meth:`state` reads the address."""

    key: str
    label: Label

    def state(self, params: QueryDict) -> State:
        raise NotImplementedError

    def parameters(self) -> tuple[str, ...]:
        """The address parameters that belong to this filter."""
        return (self.key,)


@dataclass(frozen=True)
class ChoiceFilter(Filter):
    """One or several of a few values.

    Attributes:
        field: what is compared, as in ``QuerySet.filter`` ("category__code").
        choices: (value, label) pairs, or value → labels in three languages; read when needed.
    """

    key: str
    label: Label
    field: str
    choices: Callable[[], Any]

    def state(self, params: QueryDict) -> State:
        given = set(params.getlist(self.key))
        options = [Option(value, label, value in given) for value, label in self._pairs()]
        chosen = [option for option in options if option.chosen]
        return State(
            key=self.key,
            label=str(self.label),
            control="choice",
            condition=Q(**{f"{self.field}__in": [option.value for option in chosen]}) if chosen else None,
            options=options,
            chips=[Chip(str(self.label), option.label, [(self.key, option.value)]) for option in chosen],
        )

    def _pairs(self) -> Iterable[tuple[str, str]]:
        choices, language = self.choices(), reader_language()
        pairs = choices.items() if hasattr(choices, "items") else choices
        for value, label in pairs:
            yield str(value), in_language(label, language) if isinstance(label, dict) else str(label)


@dataclass(frozen=True)
class YesNoFilter(Filter):
    """Whether something is so. ``condition`` says what yes means."""

    key: str
    label: Label
    condition: Q

    def state(self, params: QueryDict) -> State:
        given = params.get(self.key, "")
        labels = {"yes": gettext("Yes"), "no": gettext("No")}
        options = [Option(value, label, value == given) for value, label in labels.items()]
        state = State(key=self.key, label=str(self.label), control="one", options=options)
        if given in labels:
            state.condition = self.condition if given == "yes" else ~self.condition
            state.chips = [Chip(str(self.label), labels[given], [(self.key, given)])]
        return state


@dataclass(frozen=True)
class PeriodFilter(Filter):
    """From one day to another, both included. ``field`` is a date."""

    key: str
    label: Label
    field: str

    def parameters(self) -> tuple[str, ...]:
        return (f"{self.key}_from", f"{self.key}_to")

    def state(self, params: QueryDict) -> State:
        names = self.parameters()
        first, last = (_day(params.get(name, "")) for name in names)
        state = State(key=self.key, label=str(self.label), control="period")
        state.values = {"from": first.isoformat() if first else "", "to": last.isoformat() if last else ""}
        if first:
            state.condition = Q(**{f"{self.field}__gte": first})
        if last:
            state.condition = (state.condition or Q()) & Q(**{f"{self.field}__lte": last})
        if first or last:
            without = [(name, params.get(name, "")) for name in names if params.get(name)]
            state.chips = [Chip(str(self.label), self._in_words(first, last), without)]
        return state

    def _in_words(self, first: date | None, last: date | None) -> str:
        if first and last:
            return format_period(first, last)
        if first:
            return gettext("from %(day)s") % {"day": format_date_long(first)}
        return gettext("until %(day)s") % {"day": format_date_long(last)} if last else ""


@dataclass(frozen=True)
class PlaceFilter(Filter):
    """A place and all that lies within it, chosen level by level: a country, then its provinces, then their districts.

    Attributes:
        condition: code → what must hold of a row that lies in that place.
        places: given the codes chosen so far, the places directly within them and the outermost ones, as
            (code, code of the place around it or None, label or labels); one query.
    """

    key: str
    label: Label
    condition: Callable[[str], Q]
    places: Callable[[Collection[str]], Iterable[tuple[str, str | None, Any]]]

    def state(self, params: QueryDict) -> State:
        given = [code for code in params.getlist(self.key) if code]
        within: dict[str | None, list[Option]] = {}
        for code, parent, label in self.places(given):
            text = in_language(label) if isinstance(label, dict) else str(label)
            within.setdefault(parent, []).append(Option(code, text))
        state = State(key=self.key, label=str(self.label), control="place")
        here: str | None = None
        path: list[Option] = []
        while options := within.get(here):
            state.levels.append(options)
            chosen = next((option for option in options if option.value in given), None)
            if chosen is None:
                break
            chosen.chosen = True
            path.append(chosen)
            here = chosen.value
        if path:
            state.condition = self.condition(path[-1].value)
            words = " › ".join(option.label for option in path)
            state.chips = [Chip(str(self.label), words, [(self.key, code) for code in given])]
        return state


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:  # well formed, but no such day
        return None
