"""Paths add up to δ, pulls to D; the doctor finds what was put in; notations are complete."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.errors import ModelError
from bpsim.core.propagation import gradient
from bpsim.steps.places import EdgePlace
from bpsim.teach.mistakes.kind import Problem
from bpsim.teach.understanding.notations import BOOKS, GLOSSARY, TABLE, notation, shape_here
from bpsim.teach.understanding.pull import pull
from tests.strategies import costs_of, examples_for, networks
from tests.teach.problems import lecture

CASES = Path(__file__).resolve().parents[4] / "shared" / "cases"


def drawn(data: st.DataObject, lam: float = 0.3) -> Problem:
    network = data.draw(networks())
    cost, examples = data.draw(costs_of(network)), data.draw(examples_for(network))
    return Problem(network, cost, examples.x, examples.y, lam)


@given(st.data())
def test_pulls_add_up_to_D(data: st.DataObject) -> None:
    problem = drawn(data)
    D = gradient(problem.network, problem.cost, problem.x, problem.y, problem.lam).D
    for layer, matrix in enumerate(D, start=1):
        for to, frm in np.ndindex(matrix.shape):
            found = pull(problem, EdgePlace(layer, to + 1, frm))
            assert pytest.approx(matrix[to, frm], rel=1e-9, abs=1e-12) == found.D
            assert found.each.sum() + found.penalty == pytest.approx(found.D, abs=1e-12)
            assert -1e-9 <= found.cancelled <= 1 + 1e-9
            assert sorted(found.strongest) == list(range(1, problem.m + 1))
    with pytest.raises(ModelError):
        pull(problem, EdgePlace(9, 1, 1))


def test_notations_are_complete() -> None:
    for line in TABLE:
        assert len(line.written) == len(BOOKS)
        assert all(line.written)
    assert dict(notation("Nielsen"))["learning rate"] == "η"
    with pytest.raises(KeyError):
        notation("nobody")
    for symbol, term in GLOSSARY.items():
        assert symbol == term.symbol
        assert term.meaning.endswith(".")
    network = lecture().network
    assert shape_here("Θ", 3, network) == "1 × 3"
    assert shape_here("δ", 4, network) == "1"
    assert shape_here("J", 1, network) == ""
