"""How a room says what can be counted in its records: a ``datasets.py`` with calls to :func:`declare`.

A dataset is a flat relation, one row for each thing that can be counted (a meeting, a participation), given as a Django
query so that no room writes SQL. The engine reads the same relation live from PostgreSQL or from a columnar snapshot::

    declare(Dataset(
        key="meetings",
        label=_("Meetings"),
        rows=lambda: Meeting.objects.values(
            "id", "uid", "held_on", changed=F("updated_at"),
            category_code=F("category__code"), country=F("place__country__code"), province=F("place__province__code"),
        ),
        period="held_on",
        dimensions=(
            Dimension("category", _("Category"), values=meeting_categories, column="category_code"),
            Dimension("country", _("Country"), values=country_names),
            Dimension("province", _("Province"), values=province_names, within="country"),
        ),
        measures=(Count(), Sum("hours", _("Hours"), column="hours", unit=lambda n: ngettext("hour", "hours", n)),
                  Distinct("people", _("People"), column="person")),
        sensitivity=Sensitivity.INTERNAL,
        record_route="engagement:meeting",       # takes the row's uid
        records_permission=EngagementPermission.VIEW,
    ))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.permissions import Permission

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise

#: Columns that every dataset's rows have, beside its period, dimensions and measured columns.
ROW_COLUMNS = ("id", "uid", "changed")


class Sensitivity(StrEnum):
    """How freely counts of a dataset may be shown, and its records not at all beyond ``records_permission``."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"  # about named people: small cells are hidden in public
    PROTECTED = "protected"  # cases: only counts leave the room, and never into the files of a snapshot


@dataclass(frozen=True)
class Dimension:
    """Something that a count can be split or filtered by.

    Attributes:
        key: name in definitions and, unless ``column`` says otherwise, in the dataset's rows.
        values: value → labels in three languages, read when needed; None where values speak for themselves.
        within: key of the wider dimension that this one refines (district within province).
    """

    key: str
    label: Label
    values: Callable[[], Mapping[str, Mapping[str, str]]] | None = None
    within: str | None = None
    column: str = ""

    @property
    def source(self) -> str:
        return self.column or self.key


#: What every dataset with a period can be split and filtered by; values read 2023, 2023-Q2 and 2023-05.
CALENDAR = (
    Dimension("year", _("Year")),
    Dimension("quarter", _("Quarter"), within="year"),
    Dimension("month", _("Month"), within="quarter"),
)


@dataclass(frozen=True)
class Count:
    """How many rows."""

    key: str = "count"
    label: Label = _("Count")  # noqa: RUF009  (lazy and immutable)


@dataclass(frozen=True)
class Sum:
    """The total of a numeric column; nothing (NULL) counts as 0, and an empty set gives 0.

    Attributes:
        unit: a number → what stands after it, in the form that the language has for that number.
    """

    key: str
    label: Label
    column: str
    unit: Callable[[int], str] | None = None


@dataclass(frozen=True)
class Distinct:
    """How many different values a column has: people or organisations, each counted once. NULL is nobody."""

    key: str
    label: Label
    column: str


@dataclass(frozen=True)
class Ratio:
    """One measure of the dataset divided by another; None where the divisor is 0."""

    key: str
    label: Label
    numerator: str
    denominator: str


Measure = Count | Sum | Distinct | Ratio


@dataclass(frozen=True)
class Dataset:
    """A flat relation of countable rows; see the module's docstring.

    Attributes:
        rows: has the columns of :data:`ROW_COLUMNS`. ``changed`` moves whenever anything in the row does (the greatest
            of the joined records' ``updated_at``): the snapshot takes anew only rows whose ``changed`` differs.
        period: a column of dates (not of moments: which day a moment belongs to depends on the reader's zone).
        record_route: a route that takes a record's identifier; the row's ``record_column`` holds it.
        records_permission: who may see the records behind a count. Without one, records about people stay closed.
        within: entered around every reading of the rows, where a room keeps them closed by default (row security).
        reading_as: the same for the rows that are listed for somebody, who is given; ``within`` where there is none.
    """

    key: str
    label: Label
    rows: Callable[[], QuerySet[Any, dict[str, Any]]]
    dimensions: tuple[Dimension, ...]
    measures: tuple[Measure, ...] = (Count(),)
    period: str | None = None  # date column; gives the dimensions year, quarter and month
    sensitivity: Sensitivity = Sensitivity.INTERNAL
    record_route: str | None = None
    record_column: str = "uid"
    records_permission: Permission | None = None
    within: Callable[[], AbstractContextManager[Any]] = nullcontext
    reading_as: Callable[[Any], AbstractContextManager[Any]] | None = None

    @property
    def is_protected(self) -> bool:
        """Whether its rows are read in PostgreSQL alone: no snapshot and no other engine has them."""
        return self.sensitivity is Sensitivity.PROTECTED

    def listed_for(self, user: Any) -> AbstractContextManager[Any]:
        """What is entered to list rows for somebody."""
        return self.within() if self.reading_as is None else self.reading_as(user)

    def all_dimensions(self) -> Mapping[str, Dimension]:
        """The declared dimensions by key, and those of the calendar where the dataset has a period."""
        calendar = CALENDAR if self.period else ()
        return {dimension.key: dimension for dimension in (*self.dimensions, *calendar)}

    def all_measures(self) -> Mapping[str, Measure]:
        """The declared measures by key."""
        return {measure.key: measure for measure in self.measures}


class DeclarationError(ValueError):
    """A room declared a dataset that can't hold: the message names the dataset and the part."""


_DATASETS: dict[str, Dataset] = {}


def declare(dataset: Dataset) -> Dataset:
    """Register a dataset.

    Raises:
        DeclarationError: the key is taken, or a ratio or hierarchy names a part that is not there.
    """
    if dataset.key in _DATASETS:
        raise DeclarationError(f"dataset '{dataset.key}' is declared twice")
    dimensions = {dimension.key for dimension in dataset.dimensions}
    if taken := dimensions & {dimension.key for dimension in CALENDAR}:
        raise DeclarationError(
            f"dataset '{dataset.key}': {', '.join(sorted(taken))} come from its period; leave them out"
        )
    measures = {measure.key for measure in dataset.measures}
    for dimension in dataset.dimensions:
        if dimension.within and dimension.within not in dimensions:
            raise DeclarationError(f"dataset '{dataset.key}': '{dimension.key}' is within unknown '{dimension.within}'")
    for measure in dataset.measures:
        if isinstance(measure, Ratio) and not {measure.numerator, measure.denominator} <= measures:
            raise DeclarationError(
                f"dataset '{dataset.key}': ratio '{measure.key}' needs measures that are not declared"
            )
    _DATASETS[dataset.key] = dataset
    return dataset


def datasets() -> Mapping[str, Dataset]:
    """All declared datasets, by key."""
    return _DATASETS
