"""How records stand on a day, where that follows from their dates and is stored nowhere."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import Choices, Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.cells import Cell, Severity, Status
from minbar.foundation.screens.filters import ChoiceFilter, Filter, State
from minbar.foundation.screens.tables import Column
from minbar.foundation.text.languages import choice_labels

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise


class Dated(Protocol):
    """A model whose records stand in one of a few ways on a day. Both methods say the same, as a test compares."""

    def status(self, on: datetime.date) -> Any:
        """How the record stands on a day."""
        ...

    @staticmethod
    def with_status(status: Any, on: datetime.date) -> Q:
        """What holds of the records that stand so on a day."""
        ...


@dataclass(frozen=True)
class DatedStatus:
    """How a model's records stand today; called with one it gives the :class:`Status` that stands beside its name.

    Attributes:
        severities: member of the model's enum of statuses → severity.
        key: of the column and of the filter.
    """

    model: type[Dated]
    severities: Mapping[Any, Severity]
    key: str = "status"
    label: Label = _("Status")  # noqa: RUF009  (lazy and immutable)

    def __call__(self, record: Dated) -> Status:
        status = record.status(timezone.localdate())
        return Status(status.label, self.severities[status])

    def column(self) -> Column:
        """Of a list; it can't order the rows."""
        return Column(self.key, self.label, Cell.STATUS, value=self)

    def filter(self) -> Filter:
        """Narrows a list to those that stand today in one of the chosen ways."""
        return DatedStatusFilter(self.key, self.label, type(next(iter(self.severities))), self.model)


@dataclass(frozen=True)
class DatedStatusFilter(Filter):
    """See :meth:`DatedStatus.filter`."""

    key: str
    label: Label
    choices: type[Choices]
    model: type[Dated]

    def state(self, params: QueryDict) -> State:
        state = ChoiceFilter(self.key, self.label, "pk", partial(choice_labels, self.choices)).state(params)
        chosen = [self.choices(option.value) for option in state.options if option.chosen]
        state.condition = None
        for status in chosen:
            here = self.model.with_status(status, timezone.localdate())
            state.condition = here if state.condition is None else state.condition | here
        return state
