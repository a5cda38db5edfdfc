"""The demonstration's report as it is written down: whole in three languages, and no number typed in it."""

from __future__ import annotations

import pytest

from minbar.doors.demonstration.edition import DEFINITION
from minbar.evidence.editions.checks import findings_of
from minbar.evidence.editions.checks.findings import Finding
from minbar.evidence.editions.definition import read_edition
from minbar.evidence.editions.loading import load_edition
from minbar.evidence.editions.models import Edition
from minbar.evidence.rendering.composing import compose
from minbar.foundation.text.languages import Language


@pytest.fixture
def edition(db: None) -> Edition:
    return load_edition(definition=read_edition(DEFINITION), by=None)


@pytest.fixture
def findings(edition: Edition) -> list[Finding]:
    return findings_of(edition)


def test_its_definitions_fit_what_the_rooms_declare(edition: Edition) -> None:
    assert edition.slug == "annual-report-2022-2024"
    assert edition.figures.count() > 40


def test_no_number_is_typed_and_the_languages_cite_the_same(findings: list[Finding]) -> None:
    assert not [f for f in findings if f.check in {"typed", "unknown", "untranslated", "languages_differ"}]


def test_the_founding_year_of_the_source_is_found_to_precede_its_causes(findings: list[Finding]) -> None:
    (finding,) = [finding for finding in findings if finding.severity == "error"]
    assert finding.check == "order" and finding.figures[0] == "founded"


def test_only_what_can_not_be_traced_is_declared(edition: Edition) -> None:
    declared = {key for key, figure in compose(edition, Language.ENGLISH).figures.items() if figure.declared}
    assert declared == {"founded", "union_founded", "associations_platform_founded", "followers", "monthly_views"}
