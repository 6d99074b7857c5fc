"""Paper arithmetic as lines: every value once, in the order of the walk, with what it is off by."""

import pytest

from bpsim.core.errors import ModelError
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.teach.mistakes.kind import Problem
from bpsim.teach.paper_lines import paper_lines, why_not
from bpsim.teach.practice.blanks import ValuePlace, right_value
from bpsim.teach.practice.exercises import exercise
from tests.teach.problems import lecture


@pytest.mark.parametrize("digits", [1, 2, 4])
def test_what_is_off_is_the_difference_to_full_precision(digits: int) -> None:
    problem = lecture()
    lines = paper_lines(problem, 2, digits)
    assert len(lines) == 2 * 5 + 5 + 15  # z and a, δ, D of 2-2-2-1
    for line in lines:
        assert len(line.text.partition(".")[2]) == digits
        value = float(line.text.replace("−", "-"))
        if line.symbol[0] == "D":
            assert isinstance(line.place, EdgePlace)
            place = ValuePlace("D", line.place.layer, line.place.to, line.place.frm)
        else:
            assert isinstance(line.place, UnitPlace)
            layer, kind = line.place.layer, line.symbol[0]
            kind = {"δ": "output-delta" if layer == 4 else "delta"}.get(kind, kind)
            place = ValuePlace(kind, layer, line.place.unit)
        assert value - line.off == pytest.approx(right_value(problem, 2, place), abs=1e-12)
    assert [line.symbol for line in lines[:2]] == ["z₁⁽²⁾", "z₂⁽²⁾"]


def test_fractions_are_written_as_such() -> None:
    problem = Problem.of(exercise((2, 2, 1), "linear", 3))
    assert not why_not(problem, None)
    lines = paper_lines(problem, 1, None)
    assert all(abs(line.off) < 1e-12 for line in lines)
    assert all("." not in line.text for line in lines)


def test_where_it_is_impossible_that_is_said() -> None:
    assert "do not give fractions" in why_not(lecture(), None)
    assert not why_not(lecture(), 2)
    with pytest.raises(ModelError):
        paper_lines(lecture(), 1, None)
    large = Problem.of(exercise((200, 200, 10), "linear", 1))
    assert "too large" in why_not(large, None)
