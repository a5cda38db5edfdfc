"""What can be counted of cases: counts, by dimensions that tell nobody; and only behind the wall's own opening."""

from __future__ import annotations

import datetime as dt

import pytest

from minbar.foundation.figures.declare import Sensitivity, datasets
from minbar.foundation.vault.subjects import new_subject
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.models import Case, CaseNote, CaseService, Topic

pytestmark = pytest.mark.django_db
DAY = dt.date(2023, 5, 12)


@pytest.fixture
def case() -> Case:
    with wall.system_access():
        case = Case.objects.create(
            subject=new_subject(), number="1", opened_on=DAY, channel="hotline", urgency="high", stage="plan",
            topic=Topic.objects.get(code="deportation"),
        )  # fmt: skip
        for kind, more in (("advice", {"advice": "out_of_scope"}), ("counselling", {}), ("note", {}), ("document", {})):
            CaseService.objects.create(case=case, kind=kind, done_on=DAY, **more)
        note = CaseNote(case=case, subject=case.subject)
        note.seal(text="said in confidence")
        note.save()
        return case


def test_a_case_is_counted_by_topic_within_its_area_channel_urgency_and_stage(case: Case) -> None:
    dataset = datasets()["cases"]
    with dataset.within():
        (row,) = dataset.rows()
    told = {key: row[key] for key in ("topic_code", "area_code", "channel", "urgency", "stage", "standing")}
    assert told == {
        "topic_code": "deportation", "area_code": "legal_status", "channel": "hotline", "urgency": "high",
        "stage": "plan", "standing": "open",
    }  # fmt: skip


def test_help_that_was_given_is_counted_by_kind_and_notes_are_not(case: Case) -> None:
    dataset = datasets()["case_actions"]
    with dataset.within():
        rows = list(dataset.rows())
    assert sorted(row["kind"] for row in rows) == ["advice", "counselling"]
    assert {row["topic_code"] for row in rows} == {"deportation"}


@pytest.mark.parametrize("key", ["cases", "case_actions"])
def test_without_the_walls_opening_nothing_is_counted(case: Case, key: str) -> None:
    assert datasets()[key].sensitivity is Sensitivity.PROTECTED
    assert list(datasets()[key].rows()) == []


def test_counting_opens_heads_and_neither_notes_nor_identities(case: Case) -> None:
    with wall.counting():
        assert Case.objects.exists()
        assert not CaseNote.objects.exists()


def test_the_records_behind_a_count_of_actions_are_nobodys() -> None:
    assert datasets()["case_actions"].records_permission is None
    assert datasets()["case_actions"].record_route is None


@pytest.mark.parametrize("by", [["topic_area", "topic"], ["channel"], ["urgency"], ["standing", "stage"], ["month"]])
def test_figures_can_be_split_by_them(by: list[str]) -> None:
    assert set(by) <= datasets()["cases"].all_dimensions().keys()
