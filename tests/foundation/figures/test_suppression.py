"""No small count can be worked out from what stays told: an attacker with integer programming fails."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from minbar.foundation.figures import suppression
from minbar.foundation.figures.audiences import Audience, Hidden
from minbar.foundation.figures.programs import Solver
from minbar.foundation.figures.suppression import Cell, Outcome, suppress
from tests.builders.counts import cell
from tests.foundation.figures.attacker import Attacker, interesting

PUBLIC = 11


def resists(cells: Sequence[Cell], sizes: dict[str, int], outcome: Outcome, threshold: int = PUBLIC) -> bool:
    attacker = Attacker(cells, sizes, outcome.hidden, threshold)
    return not any(attacker.finds(places) for places in interesting(attacker, cells))


def test_every_audience_has_its_threshold_and_its_words() -> None:
    assert [audience.threshold for audience in Audience] == [1, 5, PUBLIC]
    assert [audience for audience in Audience if audience.sees_all] == [Audience.INTERNAL]
    words = {}
    for language in ("ar", "tr", "en"):
        with translation.override(language):
            words[language] = [how.words(Audience.PUBLIC) for how in Hidden]
            words[language].append(Hidden.FEW.words(Audience.PARTNERS))
    assert words == {
        "ar": ["أقل من 11", "محجوب", "أقل من 5"], "tr": ["11'den az", "gizli", "5'ten az"],
        "en": ["fewer than 11", "withheld", "fewer than 5"],
    }  # fmt: skip


def test_zero_and_numbers_from_the_threshold_on_are_told_and_those_between_are_not() -> None:
    cells = [cell(number, number, x=[number]) for number in (0, 1, 10, 11)]
    assert suppress(cells, {"x": 12}, PUBLIC).hidden == {1: Hidden.FEW, 10: Hidden.FEW}


def test_of_54_mediations_and_50_of_one_kind_the_four_others_cannot_be_found() -> None:
    cells, sizes = [cell("all", 54, kind=[0, 1]), cell("migration", 50, kind=[0])], {"kind": 3}
    assert not resists(cells, sizes, Outcome({}))
    outcome = suppress(cells, sizes, PUBLIC)
    assert outcome.hidden == {"migration": Hidden.WITHHELD}
    assert resists(cells, sizes, outcome)


def test_what_is_left_of_a_whole_when_all_its_parts_are_told_is_a_number_too() -> None:
    cells = [cell("all", 100), *(cell(n, v, x=[n]) for n, v in enumerate((40, 30, 27)))]
    outcome = suppress(cells, {"x": 4}, PUBLIC)
    assert outcome.hidden == {2: Hidden.WITHHELD}
    assert resists(cells, {"x": 4}, outcome)


def test_two_small_numbers_whose_sum_is_told_are_not_bounded_by_their_own_words() -> None:
    """Both are "fewer than 11" and together 20: each would be 10."""
    cells, sizes = [cell("all", 20), cell("a", 10, x=[0]), cell("b", 10, x=[1])], {"x": 2}
    assert not resists(cells, sizes, Outcome({"a": Hidden.FEW, "b": Hidden.FEW}))
    assert resists(cells, sizes, suppress(cells, sizes, PUBLIC))


def test_a_withheld_number_is_not_small_and_that_does_not_give_away_the_small_one() -> None:
    """15 less something from 11 on would leave 1 to 4."""
    cells, sizes = [cell("all", 15), cell("a", 4, x=[0]), cell("b", 11, x=[1])], {"x": 2}
    outcome = suppress(cells, sizes, PUBLIC)
    assert outcome.hidden == {"a": Hidden.FEW, "all": Hidden.WITHHELD}
    assert resists(cells, sizes, outcome)


def test_one_more_hidden_number_is_not_hidden_where_small_ones_protect_each_other() -> None:
    cells = [cell("all", 112), cell("a", 4, x=[0]), cell("b", 8, x=[1]), cell("c", 100, x=[2])]
    assert set(suppress(cells, {"x": 3}, PUBLIC).hidden) == {"a", "b"}


def test_a_number_under_two_names_is_hidden_under_both() -> None:
    cells = [cell("all", 54), cell("part", 50, x=[0]), cell("again", 50, x=[0])]
    assert set(suppress(cells, {"x": 2}, PUBLIC).hidden) in ({"part", "again"}, {"all"})


def test_parts_that_are_known_to_make_their_whole_protect_by_that_equation() -> None:
    """Nobody is in none of the parts, though the axis has a class for it."""
    whole, parts = {"x": frozenset(range(3))}, [cell("a", 4, x=[0]), cell("b", 50, x=[1])]
    equation = Cell("equation", 0, ((1, {}), (-1, {"x": frozenset([0])}), (-1, {"x": frozenset([1])})), known=(0, 0))
    cells = [Cell("all", 54, ((1, whole),)), *parts, equation]
    outcome = suppress(cells, {"x": 3}, PUBLIC)
    assert set(outcome.hidden) == {"a", "b"}
    assert resists(cells, {"x": 3}, outcome)


def test_a_whole_that_is_told_by_hand_is_withheld_like_one_that_is_counted() -> None:
    parts = tuple((1, {"x": frozenset([n])}) for n in (0, 1))
    cells = [Cell("by hand", 19, parts), cell("a", 9, x=[0]), cell("b", 10, x=[1])]
    outcome = suppress(cells, {"x": 3}, PUBLIC)
    assert resists(cells, {"x": 3}, outcome)
    assert len(outcome.hidden) == 3 or Hidden.WITHHELD in outcome.hidden.values()


def test_partners_are_told_more() -> None:
    cells = [cell("all", 54), cell("a", 4, x=[0]), cell("b", 7, x=[1]), cell("c", 43, x=[2])]
    hidden = suppress(cells, {"x": 3}, 5).hidden
    assert hidden == {"a": Hidden.FEW, "b": Hidden.WITHHELD}
    assert resists(cells, {"x": 3}, Outcome(hidden), threshold=5)


def test_what_an_earlier_publication_told_can_be_taken_off_what_is_told_now() -> None:
    """2022 was told; 2022 and 2023 together must not give 2023."""
    cells = [cell("2022", 60, known=(60, 60), dated=True, year=[0]), cell("both", 64, year=[0, 1])]
    outcome = suppress(cells, {"year": 2}, PUBLIC)
    assert outcome.hidden == {"both": Hidden.WITHHELD}
    assert resists(cells, {"year": 2}, outcome)


def test_what_an_earlier_publication_hid_stays_hidden() -> None:
    cells = [cell("then", 4, known=(1, 10), dated=True, x=[0]), cell("all", 54), cell("rest", 50, x=[1])]
    outcome = suppress(cells, {"x": 2}, PUBLIC)
    assert len(outcome.hidden) == 1
    assert resists(cells, {"x": 2}, outcome)


def test_earlier_numbers_that_today_s_contradict_are_no_longer_taken_for_true() -> None:
    cells = [
        cell("then", 70, known=(70, 70), dated=True, x=[0]), cell("now", 60, x=[0]),
        cell("still", 200, known=(200, None), dated=True, x=[1]), cell("other", 300, x=[1]),
    ]  # fmt: skip
    assert suppress(cells, {"x": 2}, PUBLIC) == Outcome({})


def test_what_was_told_already_is_counted_as_exposed() -> None:
    cells = [cell("then", 4, known=(4, 4), dated=True, x=[0]), cell("now", 4, x=[0]), cell("all", 90)]
    outcome = suppress(cells, {"x": 2}, PUBLIC)
    assert (outcome.hidden["now"], outcome.exposed) == (Hidden.FEW, 1)


def test_knowledge_that_contradicts_itself_hides_all_but_zeros() -> None:
    cells = [cell("impossible", 0, known=(70, 70), x=[0]), cell("all", 60), cell("few", 3, x=[0]), cell("no", 0, x=[1])]
    assert suppress(cells, {"x": 2}, PUBLIC).hidden == {"all": Hidden.WITHHELD, "few": Hidden.FEW}
    dated = [*cells, cell("then", 60, known=(60, 60), dated=True)]
    assert suppress(dated, {"x": 2}, PUBLIC).hidden == {"all": Hidden.WITHHELD, "few": Hidden.FEW}


def test_more_than_can_be_searched_hides_all_but_zeros(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suppression, "MOST_UNKNOWNS", 1)
    cells = [cell("all", 60), cell("few", 3, x=[0]), cell("no", 0, x=[1])]
    assert suppress(cells, {"x": 2}, PUBLIC).hidden == {"all": Hidden.WITHHELD, "few": Hidden.FEW}


def test_a_search_that_finds_nothing_in_its_time_hides_rather_than_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Solver, "most", lambda *_arguments, **_named: None)
    cells = [cell("all", 112), cell("a", 4, x=[0]), cell("b", 8, x=[1]), cell("c", 100, x=[2])]
    hidden = suppress(cells, {"x": 3}, PUBLIC).hidden
    assert {"a", "b"} <= set(hidden)
    assert resists(cells, {"x": 3}, Outcome(hidden))


def test_nothing_published_hides_nothing() -> None:
    assert suppress([], {}, PUBLIC) == Outcome({})


counts = st.one_of(st.just(0), st.integers(0, 12), st.integers(0, 60))


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[Cell], dict[str, int]]:
    """A table with its margins, of up to three axes of which the third has margins only with the first."""
    sizes = {"a": draw(st.integers(2, 3)), "b": draw(st.integers(2, 3)), "c": draw(st.integers(1, 2))}
    places = [(a, b, c) for a in range(sizes["a"]) for b in range(sizes["b"]) for c in range(sizes["c"])]
    values = {place: draw(counts) for place in places}
    published: list[Cell] = []
    for kept in ((), (0,), (1,), (0, 1), (0, 2)):
        for place in dict.fromkeys(tuple(place[axis] for axis in kept) for place in places):
            total = sum(value for at, value in values.items() if tuple(at[axis] for axis in kept) == place)
            box = {"abc"[axis]: [number] for axis, number in zip(kept, place, strict=True)}
            published.append(cell((kept, place), total, **box))
    return published, sizes


@st.composite
def figures(draw: st.DrawFn) -> tuple[list[Cell], dict[str, int]]:
    """Figures with filters of any kind, nested, overlapping and apart; some were told or hidden before."""
    sizes = {"a": 3, "b": 3, "c": 2}
    places = [(a, b, c) for a in range(3) for b in range(3) for c in range(2)]
    values = {place: draw(counts) for place in places}
    published = []
    for number in range(draw(st.integers(1, 6))):
        chosen = {axis: draw(st.sets(st.integers(0, size - 1), min_size=1)) for axis, size in sizes.items()}
        box = {axis: classes for axis, classes in chosen.items() if len(classes) < sizes[axis]}
        inside = [at for at in places if all(one in chosen[axis] for axis, one in zip("abc", at, strict=True))]
        published.append(cell(number, sum(values[at] for at in inside), **{k: sorted(v) for k, v in box.items()}))
    return published, sizes


@settings(max_examples=60, deadline=None)
@given(st.one_of(tables(), figures()), st.sampled_from([5, PUBLIC]))
def test_an_attacker_with_integer_programming_fails(
    published: tuple[list[Cell], dict[str, int]], threshold: int
) -> None:
    cells, sizes = published
    outcome = suppress(cells, sizes, threshold)
    assert outcome.exposed == 0
    assert resists(cells, sizes, outcome, threshold)
    for one in cells:
        assert (one.value == 0) <= (one.name not in outcome.hidden) <= (one.value == 0 or one.value >= threshold)


@settings(max_examples=40, deadline=None)
@given(figures(), st.data())
def test_an_attacker_who_kept_an_earlier_publication_fails(
    published: tuple[list[Cell], dict[str, int]], data: st.DataObject
) -> None:
    cells, sizes = published
    split = data.draw(st.integers(0, len(cells)))
    before = suppress(cells[:split], sizes, PUBLIC).hidden
    known = []
    for one in cells[:split]:
        how = before.get(one.name)
        bounds = (one.value, one.value) if how is None else (1, 10) if how is Hidden.FEW else (0, None)
        known.append(Cell(one.name, one.value, one.parts, bounds, dated=True))
    cells = [*known, *cells[split:]]
    outcome = suppress(cells, sizes, PUBLIC)
    assert outcome.exposed == 0
    assert resists(cells, sizes, outcome)


@settings(max_examples=15, deadline=None)
@given(tables())
def test_the_same_numbers_hide_the_same_cells(published: tuple[list[Cell], dict[str, int]]) -> None:
    assert suppress(*published, PUBLIC) == suppress(*published, PUBLIC)
