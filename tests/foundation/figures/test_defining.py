"""Defining figures: what is refused, what it says, what the journal keeps."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from minbar.foundation.access.decisions import Denied
from minbar.foundation.figures.actions import change_figure, define_figure
from minbar.foundation.figures.models import Figure
from minbar.foundation.figures.reading import read_definition
from minbar.foundation.figures.showing import dataset_of_figure
from minbar.foundation.figures.tables import FigureTable
from minbar.foundation.journal.record import history_of
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("attendance")
NAMES = {"ar": "حضور", "tr": "Katılım", "en": "Attendance"}


def refused(definition: Any) -> dict[str, str]:
    """Part → message, in English, of the errors that a definition gives."""
    with pytest.raises(ValidationError) as error, translation.override("en"):
        define_figure(by=None, key="f", labels=NAMES, definition=definition)
    with translation.override("en"):
        return {one.code: one.messages[0] for one in error.value.error_dict["definition"]}


@pytest.mark.parametrize(
    ("definition", "part", "says"),
    [
        ({"dataset": "nothing"}, "dataset", "'nothing'"),
        ({"dataset": "attendance", "measure": "weight"}, "measure", "count, hours, cost, people, hours_each"),
        ({"dataset": "attendance", "by": ["colour"]}, "by", "sex, age, province, town, online, year, quarter, month"),
        ({"dataset": "attendance", "by": "sex"}, "by", "by"),
        ({"dataset": "attendance", "by": ["sex", "sex"]}, "by", "by"),
        ({"dataset": "attendance", "filters": {"colour": ["red"]}}, "filters.colour", "'colour'"),
        ({"dataset": "attendance", "filters": {"sex": ["x", "f"]}}, "filters.sex", "m, f"),
        ({"dataset": "attendance", "filters": {"sex": []}}, "filters.sex", "'sex'"),
        ({"dataset": "attendance", "filters": {"sex": {"from": 1}}}, "filters.sex", "'sex'"),
        ({"dataset": "attendance", "filters": {"province": {"from": 1}}}, "filters.province", "'province'"),
        ({"dataset": "attendance", "filters": {"age": {"from": "young"}}}, "filters.age", "'age'"),
        ({"dataset": "attendance", "filters": {"quarter": ["2022-5"]}}, "filters.quarter", "2023-Q2"),
        ({"dataset": "attendance", "period": {"from": "1.5.2022"}}, "period", "2023-05-31"),
        ({"dataset": "attendance", "period": {"from": "2023-01-01", "to": "2022-01-01"}}, "period", ""),
        ({"dataset": "attendance", "period": "always"}, "period", "edition"),
        ({"dataset": "attendance", "filter": {}}, "filter", "filters"),
        (["dataset"], "", ""),
    ],
)
def test_the_part_that_is_wrong_is_named(definition: Any, part: str, says: str) -> None:
    problems = refused(definition)
    assert list(problems) == [part]
    assert says in problems[part]


def test_all_that_is_wrong_is_said_at_once() -> None:
    assert set(refused({"dataset": "attendance", "measure": "x", "by": ["y"], "filters": {"z": [1]}})) == {
        "measure", "by", "filters.z",
    }  # fmt: skip


def test_a_definition_that_was_stored_with_a_fact_counts_that_dataset(cast: Cast) -> None:
    present = define_figure(by=None, key="present", labels=NAMES, definition={"dataset": "attendance", "by": ["sex"]})
    former = define_figure(by=None, key="former", labels=NAMES, definition={"fact": "attendance", "by": ["sex"]})
    assert read_definition(former.definition) == read_definition(present.definition)
    assert dataset_of_figure(former) == dataset_of_figure(present) is not None
    listed = FigureTable().rows(cast.director).filter(counted="attendance")
    assert {figure.key for figure in listed} == {"former", "present"}


def test_a_figure_is_either_traced_or_declared() -> None:
    with pytest.raises(ValidationError):
        define_figure(by=None, key="f", labels=NAMES, kind="declared", value=3)
    with pytest.raises(ValidationError):
        define_figure(by=None, key="f", labels=NAMES, definition={"dataset": "attendance"}, value=3)
    kept = define_figure(by=None, key="f", labels=NAMES, kind="declared", value=Decimal(3), source={"en": "Platform"})
    with pytest.raises(IntegrityError), transaction.atomic():
        Figure.objects.filter(pk=kept.pk).update(value=None)


def test_the_journal_keeps_who_defined_and_changed_what(cast: Cast) -> None:
    figure = define_figure(by=cast.director, key="f", labels=NAMES, definition={"dataset": "attendance"})
    change_figure(figure=figure, by=cast.director, definition={"dataset": "attendance", "by": ["sex"]})
    change_figure(figure=figure, by=cast.director, labels=NAMES)
    changed, defined = history_of(figure)
    assert (defined.event, defined.actor) == ("figures.figure_defined", str(cast.director.uid))
    assert changed.changes == {"definition": [{"dataset": "attendance"}, {"dataset": "attendance", "by": ["sex"]}]}


@pytest.mark.parametrize("who", ["delegate", "stranger", "editor"])
def test_others_can_neither_define_nor_change_figures(cast: Cast, who: str) -> None:
    user = getattr(cast, who)
    with pytest.raises(Denied):
        define_figure(by=user, key="f", labels=NAMES, definition={"dataset": "attendance"})
    figure = define_figure(by=None, key="g", labels=NAMES, definition={"dataset": "attendance"})
    with pytest.raises(Denied):
        change_figure(figure=figure, by=user, labels={"en": "x"})
    assert not Figure.objects.filter(key="f").exists()
