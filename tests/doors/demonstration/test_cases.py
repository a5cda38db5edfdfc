"""The demonstration's cases come through the ordinary import as full ones, and give the annual report's figures."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Count

from minbar.doors.demonstration.case_rows import case_worksheets
from minbar.doors.demonstration.office import write_workbook
from minbar.foundation.figures.declare import datasets
from minbar.foundation.sheets.files import Source, apply_file, prepare
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.models import Case, CaseContent, CaseService, Mediation
from minbar.work.casework.identity.models import Client
from tests.cast import Cast


@pytest.fixture
def taken(cast: Cast, tmp_path: Path) -> None:
    rng = random.Random(2024)
    path = write_workbook(tmp_path / "cases.xlsx", case_worksheets(rng), rng)
    cast.case_worker.name = "سامر الحلبي"
    cast.case_worker.save()
    result = apply_file(prepare(Source(path.name, path), {}), by=cast.case_supervisor)
    assert result.written, result.worksheets[0].problems[:3]


def counted(dataset: str, column: str) -> dict[Any, int]:
    """Rows of a dataset by a column, without those that have nothing there."""
    declared = datasets()[dataset]
    with declared.within():
        found = declared.rows().values_list(column).annotate(number=Count("pk")).order_by()
        return {value: number for value, number in Counter(dict(found)).items() if value is not None}


def test_they_are_full_cases_and_give_the_reports_figures(taken: None, cast: Cast) -> None:
    assert counted("cases", "advised") == {
        "advice_not_available": 647, "advice_available_procedure": 316, "advice_judicial_procedure": 606,
        "out_of_scope": 131,
    }  # fmt: skip
    assert counted("cases", "court") == {"sponsorship": 2, "mediator": 2, "own_lawyer": 4}
    assert counted("cases", "mediated") == {"migration_directorate": 50, "other_body": 4}
    assert counted("cases", "standing") == {"closed": 1687, "open": 13}
    assert counted("case_actions", "kind") == {"advice": 1700, "mediation": 54, "court": 8, "result": 62}
    assert len(counted("cases", "topic_code")) > 15
    assert len(counted("cases", "channel")) == 6
    with wall.system_access():
        assert Client.objects.filter(name__isnull=False).count() == 1700
        assert CaseContent.objects.filter(request__isnull=False).count() == 1700
        court = Case.objects.exclude(court_orientation="").values_list("result", flat=True)
        assert Counter(court) == {"result_positive": 3, "in_follow_up": 4, "result_negative": 1}
        assert Mediation.objects.filter(body="migration_directorate").count() == 50
        assert not CaseService.objects.filter(done_on__gt="2023-12-31").exists()
        assert Case.objects.filter(assigned_to=cast.case_worker, stage="closed").count() > 1000
