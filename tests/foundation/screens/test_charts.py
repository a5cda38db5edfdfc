"""Charts: where their marks stand, in both directions, and that a strict page may show them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from minbar.foundation.screens.cells import Severity
from minbar.foundation.screens.charts import FLOW_AREA, End, Plot, draw, flow, line

AMOUNTS = st.lists(st.lists(st.integers(0, 500), min_size=3, max_size=3), min_size=1, max_size=6)


def a_flow(amounts: list[list[int]], language: str = "en") -> Plot:
    with translation.override(language):
        return flow(
            [End(f"s{n}") for n in range(len(amounts))], [End(f"t{n}", Severity.GOOD) for n in range(3)], amounts
        )


def a_line(language: str, **more: float) -> Plot:
    with translation.override(language):
        return line([1, 2, 4], first="May", last="July", text="4", **more)  # type: ignore[arg-type]


@given(AMOUNTS)
def test_ribbons_are_as_high_as_what_flows_and_stay_within_the_picture(amounts: list[list[int]]) -> None:
    plot, total = a_flow(amounts), sum(map(sum, amounts))
    ribbons = [shape for shape in plot.shapes if shape.type == "ribbon"]
    assert len(ribbons) == sum(1 for row in amounts for amount in row if amount)
    assert sum(ribbon.height for ribbon in ribbons) == pytest.approx(FLOW_AREA if total else 0)
    for shape in ribbons:
        assert min(shape.y, shape.y2) >= -0.01 and max(shape.y, shape.y2) + shape.height <= plot.height + 0.01


@given(AMOUNTS)
def test_names_of_ends_do_not_lie_on_each_other(amounts: list[list[int]]) -> None:
    for anchor in ("start", "end"):
        tops = [shape.y for shape in a_flow(amounts).shapes if shape.type == "label" and shape.anchor == anchor]
        assert all(later - before >= 20 for before, later in pairwise(tops))


def test_ends_with_nothing_are_left_out() -> None:
    names = [shape.text for shape in a_flow([[3, 0, 0], [0, 0, 0]]).shapes if shape.type == "label"]
    assert names == ["s0", "t0"]


def test_a_flow_begins_where_lines_of_the_language_begin() -> None:
    amounts = [[3, 1, 0], [0, 2, 2]]
    for left, right in zip(a_flow(amounts).shapes, a_flow(amounts, "ar").shapes, strict=True):
        assert right.x == pytest.approx(1 - left.x - (left.width if left.type == "rect" else 0))
        assert right.y == left.y


def test_a_line_begins_where_lines_of_the_language_begin() -> None:
    dots = [shape.x for plot in (a_line("en"), a_line("ar")) for shape in plot.shapes if shape.type == "dot"]
    assert dots == [pytest.approx(5 / 6), pytest.approx(1 / 6)]


def test_a_limit_above_all_values_is_still_in_the_picture() -> None:
    (limit,) = [shape for shape in a_line("en", limit=40.0).shapes if shape.role == "limit"]
    assert 0 <= limit.y <= a_line("en").height


def test_what_is_drawn_has_words_and_no_styles_and_escapes_what_was_typed() -> None:
    html = draw(a_flow([[3, 1, 0]]), 'a "<b>" to b')
    assert 'role="img"' in html
    assert 'aria-label="a &quot;&lt;b&gt;&quot; to b"' in html
    assert "style" not in html
    assert "severity-good" in html
