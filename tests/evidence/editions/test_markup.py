"""The markup of narratives: what means something, and that nothing else does."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from minbar.evidence.editions.markup import (
    DateCited,
    ExhibitPlaced,
    FigureCited,
    Heading,
    ListOf,
    Paragraph,
    Problem,
    Text,
    read_narrative,
)


def test_blocks_in_order() -> None:
    narrative = read_narrative("First\nstill first\n\n## Head\n- one\n- two\n\n{exhibit:by-kind}\nAfter")
    kinds = [type(block) for block in narrative.blocks]
    assert kinds == [Paragraph, Heading, ListOf, ExhibitPlaced, Paragraph]
    assert narrative.blocks[0] == Paragraph((Text("First still first"),))


def test_figures_and_dates_are_cited_by_name() -> None:
    (paragraph,) = read_narrative("**{figure:meetings}** meetings since {date:2022-07-17}.").blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.content == (
        FigureCited("meetings", strong=True),
        Text(" meetings since "),
        DateCited(date(2022, 7, 17)),
        Text("."),
    )


def test_braces_that_mean_nothing_are_named_with_their_line_and_stay_text() -> None:
    narrative = read_narrative("Fine\n\n{figur:meetings} and {date:2022-13-01}")
    assert narrative.problems == (Problem(3, "{figur:meetings}"), Problem(3, "{date:2022-13-01}"))
    assert "".join(part.text for part in narrative.inlines() if isinstance(part, Text)) == (
        "Fine{figur:meetings} and {date:2022-13-01}"
    )


def test_a_star_without_its_partner_is_a_star() -> None:
    (paragraph,) = read_narrative("5 * 3 and **bold").blocks
    assert isinstance(paragraph, Paragraph)
    assert "".join(part.text for part in paragraph.content if isinstance(part, Text)) == "5 * 3 and **bold"
    assert not any(part.strong or part.emphasis for part in paragraph.content if isinstance(part, Text))


def test_keys_are_found_wherever_they_stand() -> None:
    narrative = read_narrative("{figure:a}\n\n- {figure:b} {figure:a}\n\n## {figure:c}\n\n{exhibit:x}")
    assert narrative.figures() == ["a", "b", "c"]
    assert narrative.exhibits() == ["x"]


@given(st.text())
def test_any_text_can_be_read_and_no_word_is_lost(text: str) -> None:
    read = "".join(part.text for part in read_narrative(text).inlines() if isinstance(part, Text))
    kept = [word for word in text.split() if not set(word) & set("{}*#-•")]
    assert all(word in read for word in kept)
