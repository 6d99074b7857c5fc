"""What a panel would give away is covered, and nothing else is."""

import pytest

from bpsim.steps.apart.what_if import Nudged
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.teach.practice.blanks import ValuePlace
from bpsim.teach.practice.covering import (
    is_blank,
    why_no_answers,
    why_no_cost,
    why_no_flow,
    why_no_map,
    why_no_paths,
    why_no_slope,
)

DEPTH = 4
HIDDEN = frozenset({ValuePlace("delta", 3, 1)})
Z = frozenset({ValuePlace("z", 2, 1)})
OUTPUT = frozenset({ValuePlace("a", 4, 1)})
COST = frozenset({ValuePlace("cost", 4, 1)})


@pytest.mark.parametrize(
    ("blank", "nudge", "covered"),
    [
        (HIDDEN, UnitPlace(3, 1), True),
        (HIDDEN, UnitPlace(3, 2), False),
        (HIDDEN, UnitPlace(4, 1), False),
        (HIDDEN, EdgePlace(2, 1, 0), True),  # D of a bias is a sum of δ
        (HIDDEN, EdgePlace(3, 1, 1), False),
        (Z, UnitPlace(2, 1), True),
        (Z, EdgePlace(2, 1, 1), True),  # D is made of the a that follows from it
        (Z, UnitPlace(3, 1), False),
        (COST, UnitPlace(4, 1), True),
        (frozenset(), UnitPlace(3, 1), False),
    ],
)
def test_a_slope_that_is_blank_is_not_drawn(
    blank: frozenset[ValuePlace], nudge: Nudged, covered: bool
) -> None:
    assert bool(why_no_slope(blank, nudge)) is covered


def test_the_map_and_answers_hide_what_comes_forwards_alone() -> None:
    assert not why_no_map(HIDDEN, None, DEPTH) and not why_no_answers(HIDDEN, DEPTH)
    assert "a₁⁽⁴⁾" in why_no_map(OUTPUT, None, DEPTH)
    assert not why_no_map(OUTPUT, UnitPlace(2, 1), DEPTH)
    assert "z₁⁽²⁾" in why_no_map(Z, UnitPlace(2, 1), DEPTH) and not why_no_map(Z, None, DEPTH)
    assert "a₁⁽⁴⁾" in why_no_answers(OUTPUT, DEPTH) and not why_no_answers(COST, DEPTH)
    assert why_no_cost(COST) and not why_no_cost(OUTPUT)


def test_paths_are_hidden_from_the_unit_on_to_the_right() -> None:
    assert why_no_paths(HIDDEN, UnitPlace(3, 1)) and why_no_paths(HIDDEN, UnitPlace(2, 2))
    assert not why_no_paths(HIDDEN, UnitPlace(3, 2))
    weight = EdgePlace(2, 2, 1)
    assert why_no_paths(Z, UnitPlace(3, 2), weight) and not why_no_paths(Z, UnitPlace(3, 2))
    assert why_no_flow(HIDDEN) and not why_no_flow(Z)


def test_lines_on_paper_are_blank_one_by_one() -> None:
    assert is_blank(HIDDEN, UnitPlace(3, 1), "delta")
    assert not is_blank(HIDDEN, UnitPlace(3, 1), "z")
    assert is_blank(HIDDEN, EdgePlace(2, 1, 1), "D") and not is_blank(
        HIDDEN, EdgePlace(3, 1, 1), "D"
    )
