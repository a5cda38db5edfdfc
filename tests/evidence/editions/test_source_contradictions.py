"""The source document's own contradictions, loaded as declared figures, are all found; what fits raises nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from minbar.evidence.editions.checks import findings_of
from minbar.evidence.editions.checks.findings import Finding
from minbar.evidence.editions.definition import (
    EditionDefinition,
    ExhibitDefinition,
    FigureDefinition,
    RelationDefinition,
)
from minbar.evidence.editions.enums import ExhibitForm, RelationKind, Style
from minbar.evidence.editions.loading import load_edition

SOURCE = {"en": "the printed report"}
COUNTS = {
    "cases": 1700, "not_available": 647, "available_procedure": 316, "judicial_procedure": 316, "out_of_scope": 131,
    "meetings": 257, "public_bodies": 71, "turkish_civil_society": 68, "turkish_media": 43, "syrian_institutions": 27,
    "syrian_media": 32, "international": 16, "mediation": 54, "mediation_migration": 50,
}  # fmt: skip
SHARES = {
    "not_available_share": "0.40", "available_procedure_share": "0.19", "judicial_procedure_share": "0.34",
    "out_of_scope_share": "0.08", "activists_share": "0.29",
}  # fmt: skip
YEARS = {"founded": 2011, "union_founded": 2012, "associations_founded": 2014}
MEETINGS = ("public_bodies", "turkish_civil_society", "turkish_media", "syrian_institutions", "syrian_media",
            "international")  # fmt: skip
ADVICE = ("not_available", "available_procedure", "judicial_procedure", "out_of_scope")


def declared(key: str, value: object, style: Style = Style.NUMBER, label: str = "") -> FigureDefinition:
    return FigureDefinition(key, {"en": label or key}, style, value=Decimal(str(value)), source=SOURCE)


def share_of(key: str) -> RelationDefinition:
    return RelationDefinition(RelationKind.SHARE, f"{key}_share", (key, "cases"))


PRINTED = EditionDefinition(
    slug="as-printed", titles={"en": "As printed"}, period_from=date(2022, 1, 1), period_to=date(2024, 12, 31),
    figures=(
        *(declared(key, value) for key, value in COUNTS.items()),
        *(declared(key, value, Style.PERCENT) for key, value in SHARES.items()),
        *(declared(key, value, Style.YEAR) for key, value in YEARS.items()),
        declared("followers", 108_000, label="Followers"),
        declared("followers_in_table", 106_000, label="followers"),
    ),
    exhibits=(
        ExhibitDefinition("meetings", ExhibitForm.BAR, {"en": "Meetings"}, MEETINGS, whole="meetings"),
        ExhibitDefinition("advice", ExhibitForm.TABLE, {"en": "Advice"}, ADVICE, whole="cases"),
    ),
    relations=(
        *(share_of(key) for key in ADVICE),
        RelationDefinition(RelationKind.FOLLOWS, "founded", ("union_founded", "associations_founded")),
    ),
)  # fmt: skip


@pytest.fixture
def findings(db: None) -> list[Finding]:
    with translation.override("en"):  # whatever language the reader before had
        return findings_of(load_edition(definition=PRINTED, by=None))


def about(findings: Iterable[Finding], check: str) -> list[Finding]:
    return [finding for finding in findings if finding.check == check]


def test_parts_that_do_not_make_the_whole(findings: list[Finding]) -> None:
    (finding,) = about(findings, "parts")
    assert set(finding.figures) == {"cases", *ADVICE}
    assert "1,410" in finding.message and "1,700" in finding.message and "290" in finding.message


def test_parts_that_make_the_whole_raise_nothing(findings: list[Finding]) -> None:
    assert not any("meetings" in finding.figures for finding in findings)


def test_647_of_1700_is_not_40_per_cent(findings: list[Finding]) -> None:
    (finding,) = [each for each in about(findings, "share") if "not_available_share" in each.figures]
    assert "40%" in finding.message and "38.1%" in finding.message


def test_316_of_1700_is_not_34_per_cent(findings: list[Finding]) -> None:
    wrong = {finding.figures[0] for finding in about(findings, "share")}
    assert wrong == {"not_available_share", "judicial_procedure_share"}  # 19 % and 8 % are rounded right


def test_316_is_not_both_19_and_34_per_cent(findings: list[Finding]) -> None:
    (finding,) = about(findings, "same_share")
    assert set(finding.figures) == {"available_procedure_share", "judicial_procedure_share"}


def test_a_share_that_no_count_explains(findings: list[Finding]) -> None:
    (finding,) = about(findings, "share_without_counts")
    assert finding.figures == ("activists_share",)


def test_a_merger_before_the_bodies_that_merged(findings: list[Finding]) -> None:
    (finding,) = about(findings, "order")
    assert finding.figures[0] == "founded"
    assert "2012" in finding.message and "2014" in finding.message


def test_one_figure_with_two_values(findings: list[Finding]) -> None:
    (finding,) = about(findings, "two_values")
    assert set(finding.figures) == {"followers", "followers_in_table"}


def test_nothing_else_is_found(findings: list[Finding]) -> None:
    assert sorted(finding.check for finding in findings) == [
        "order", "parts", "same_share", "share", "share", "share_without_counts", "two_values",
    ]  # fmt: skip
