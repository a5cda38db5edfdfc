"""The demonstration's report as the public may read it: nobody works out its small numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import pytest

from minbar.doors.demonstration.edition import DEFINITION
from minbar.evidence.editions.definition import (
    read_edition,
)
from minbar.evidence.editions.ledger import read_ledger
from minbar.evidence.editions.loading import load_edition
from minbar.evidence.rendering.outputs import Form, render
from minbar.foundation.figures.audiences import Audience, Hidden
from minbar.foundation.text.languages import Language
from tests.builders.counts import cell
from tests.foundation.figures.attacker import Attacker, interesting

DOCUMENT: Mapping[str, tuple[int, dict[str, str]]] = {
    "not available": (647, {"advice": "advice_not_available"}),
    "procedure": (316 - 54, {"advice": "advice_available_procedure"}),
    "migration": (50, {"advice": "advice_available_procedure", "mediation": "migration_directorate"}),
    "other body": (4, {"advice": "advice_available_procedure", "mediation": "other_body"}),
    "judicial": (606 - 8 - 13, {"advice": "advice_judicial_procedure"}),
    "open": (13, {"advice": "advice_judicial_procedure", "stage": "in_progress"}),
    "sponsored": (
        2,
        {"advice": "advice_judicial_procedure", "court_orientation": "sponsorship", "result": "result_positive"},
    ),
    "mediator": (
        2,
        {"advice": "advice_judicial_procedure", "court_orientation": "mediator", "result": "result_negative"},
    ),
    "own lawyer": (
        4,
        {"advice": "advice_judicial_procedure", "court_orientation": "own_lawyer", "result": "result_positive"},
    ),
    "out of scope": (131, {"advice": "out_of_scope"}),
}


def cases_of_the_document() -> None:
    from minbar.work.casework.cases import wall
    from minbar.work.casework.cases.models import Case

    rows = [
        {"stage": "closed", **values} for count, values in DOCUMENT.values() for _number in range(count)
    ]  # fmt: skip
    with wall.system_access():
        Case.objects.bulk_create(
            Case(number=f"D-{number}", subject=f"00000000-0000-4000-8000-{number:012}", opened_on=date(2023, 5, 5),
                 closed_on=date(2023, 9, 9) if row["stage"] == "closed" else None, **row)
            for number, row in enumerate(rows)
        )  # fmt: skip


@pytest.mark.django_db
def test_nobody_works_out_a_small_number_of_the_demonstration_s_report() -> None:
    cases_of_the_document()
    edition = load_edition(definition=read_edition(DEFINITION), by=None)
    exact, told = read_ledger(edition), read_ledger(edition, Audience.PUBLIC)
    assert not exact.hides
    assert {key: int(exact[key].value or 0) for key in KINDS} == {
        "cases": 1700, "cases_not_available": 647, "cases_available_procedure": 316, "cases_judicial_procedure": 606,
        "cases_out_of_scope": 131, "court_orientations": 8, "court_sponsored": 2, "court_mediator": 2,
        "mediations": 54, "mediations_migration": 50, "cases_open": 13,
    }  # fmt: skip
    hidden = {key: entry.hidden for key, entry in told.items() if entry.hidden}
    assert hidden == {
        "court_orientations": Hidden.FEW, "court_sponsored": Hidden.FEW, "court_mediator": Hidden.FEW,
        "mediations_migration": Hidden.WITHHELD,
    }  # fmt: skip
    cells = [cell(key, int(exact[key].value or 0), **box) for key, box in KINDS.items()]
    sizes = {"advice": 4, "court": 4, "mediation": 3, "open": 2}
    attacker = Attacker(cells, sizes, hidden, Audience.PUBLIC.threshold)
    assert not [places for places in interesting(attacker, cells) if attacker.finds(places)]


#: The demonstration's figures of cases over what they tell apart.
KINDS: Mapping[str, dict[str, list[int]]] = {
    "cases": {}, "cases_not_available": {"advice": [0]}, "cases_available_procedure": {"advice": [1]},
    "cases_judicial_procedure": {"advice": [2]}, "cases_out_of_scope": {"advice": [3]},
    "court_orientations": {"court": [0, 1, 2]}, "court_sponsored": {"court": [0]}, "court_mediator": {"court": [1]},
    "mediations": {"mediation": [0, 1]}, "mediations_migration": {"mediation": [0]}, "cases_open": {"open": [0]},
}  # fmt: skip


@pytest.mark.django_db
def test_the_demonstration_s_report_for_the_public_does_not_say_what_internal_readers_read() -> None:
    cases_of_the_document()
    edition = load_edition(definition=read_edition(DEFINITION), by=None)
    page = render(edition, Language.ENGLISH, Form.HTML, read_ledger(edition, Audience.PUBLIC)).decode()
    mediation = page[page.index('id="exhibit-mediation"') :].split("</figure>")[0]
    assert re.findall(r"<bdi[^>]*>([^<]+)</bdi>", mediation) == ["54", "withheld"]
    assert "Of <a" in page and "fewer than 11" in page
