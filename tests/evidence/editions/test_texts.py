"""Checks of texts: what is cited is there, what is counted is cited, the languages say the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from minbar.evidence.editions.checks import findings_of
from minbar.evidence.editions.checks.findings import Finding
from minbar.evidence.editions.checks.texts import typed_numbers
from minbar.evidence.editions.loading import load_edition
from minbar.evidence.editions.models import Section
from tests.builders.report import SAMPLE


def findings_with(text: str, language: str = "en") -> list[Finding]:
    edition = load_edition(definition=SAMPLE, by=None)
    section = edition.sections.get()
    section.narratives = section.narratives | {language: text}
    Section.objects.filter(pk=section.pk).update(narratives=section.narratives)
    return findings_of(edition)


def test_a_sound_edition_raises_nothing(db: None) -> None:
    assert findings_of(load_edition(definition=SAMPLE, by=None)) == []


def test_a_number_typed_by_hand_is_found_and_its_figure_named(db: None) -> None:
    (finding,) = findings_with(SAMPLE.sections[0].narratives["en"] + "\n\nWe met 1,820 times.")
    assert (finding.check, finding.figures) == ("typed", ("meetings",))
    assert "1,820" in finding.message


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("في ٢٠٢٢/٧/١٧ عقد ٧١ لقاء", ["٧١"]),
        ("2022-2024 arasında %40 artış", ["%40"]),
        ("on 2022-07-17, 316 (34 %)", ["316", "34 %"]),
        ("in 2011 and 2012-2014", []),
        ("in 2022.", []),
        ("see https://example.org/12?x=3 or a12@example.org", []),
        ("وحضر ٤٣ و١٢ آخرون", ["٤٣", "١٢"]),
        ("B2B and G20 and PTT", []),
        ("12.5 hours, 1.700 cases", ["12.5", "1.700"]),
    ],
)
def test_dates_and_years_are_no_counts(text: str, typed: list[str]) -> None:
    assert typed_numbers(text) == typed


def test_a_figure_that_the_edition_has_not_is_an_error(db: None) -> None:
    found = findings_with(SAMPLE.sections[0].narratives["en"] + "\n\n{figure:unheard-of} {nonsense}")
    assert [(finding.check, finding.severity) for finding in found if finding.check == "unknown"] == [
        ("unknown", "error"),
        ("unknown", "error"),
    ]


def test_a_text_that_is_missing_in_one_language_is_an_error(db: None) -> None:
    assert "untranslated" in {finding.check for finding in findings_with("", "tr")}


def test_languages_that_cite_different_figures_are_found(db: None) -> None:
    text = SAMPLE.sections[0].narratives["tr"].replace("{figure:followers}", "çok")
    (finding,) = findings_with(text, "tr")
    assert (finding.check, finding.figures) == ("languages_differ", ("followers",))


def test_findings_speak_the_readers_language(db: None) -> None:
    from django.utils import translation

    edition = load_edition(definition=replace(SAMPLE, relations=()), by=None)
    with translation.override("ar"):
        (finding,) = findings_of(edition)
    assert finding.message == "لا عدد يفسّر النسبة 39%. بيّن أي جزء هي ومن أي كل."
