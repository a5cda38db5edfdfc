"""The list of figures."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minbar.foundation.accounts.models import User
from minbar.foundation.figures import queries
from minbar.foundation.figures.access import FiguresPermission
from minbar.foundation.figures.declare import datasets
from minbar.foundation.figures.definition import dataset_key
from minbar.foundation.figures.enums import FigureKind
from minbar.foundation.figures.models import Figure
from minbar.foundation.screens.cells import Cell, Severity, Status
from minbar.foundation.screens.filters import ChoiceFilter
from minbar.foundation.screens.tables import Add, Column, Table


def status(figure: Figure) -> Status:
    """Traced or declared."""
    return Status(figure.get_kind_display(), Severity.GOOD if figure.kind == FigureKind.TRACED else Severity.INFO)


def _dataset_label(figure: Figure) -> Any:
    dataset = datasets().get(dataset_key(figure.definition))
    return dataset.label if dataset else None


class FigureTable(Table):
    """Figures by key."""

    key = "figures.figures"
    title = _("Figures")
    columns = (
        Column("name", _("Figure"), value=str, sort="key", link=True),
        Column("kind", _("Kind"), Cell.STATUS, value=status, sort="kind"),
        Column("fact", _("What is counted"), value=_dataset_label),
        Column("key", _("Key"), Cell.CODE, sort="key"),
        Column("updated_at", _("Last changed"), Cell.DATETIME, sort="updated_at", shown=False),
    )
    filters = (
        ChoiceFilter("kind", _("Kind"), "kind", choices=lambda: FigureKind.choices),
        ChoiceFilter("fact", _("What is counted"), "counted",
                     choices=lambda: [(dataset.key, dataset.label) for dataset in datasets().values()]),
    )  # fmt: skip
    order = ("key",)
    record_route = "figures:figure"
    add = Add("figures:figure-add", _("Define a figure"), FiguresPermission.DEFINE)
    empty = _("No figures yet. Define the first: choose what is counted, and what it is split by.")

    def rows(self, user: User) -> QuerySet[Figure]:
        return queries.figures_visible_to(user).annotate(counted=queries.COUNTED)

    def search(self, rows: QuerySet[Figure], text: str) -> QuerySet[Figure]:
        return queries.named_like(rows, text)
