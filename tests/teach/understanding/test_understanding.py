"""Paths add up to δ, pulls to D; the doctor finds what was put in; notations are complete."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.propagation import gradient
from bpsim.core.settings import Convention
from bpsim.notation.formula import Symbol
from bpsim.steps.apart.weight import weight_breakdown
from bpsim.steps.places import EdgePlace
from bpsim.steps.schedule import Granularity
from bpsim.steps.trace import Trace
from bpsim.teach.diagnosis.first_step import as_document
from bpsim.teach.mistakes.kind import Problem
from bpsim.teach.understanding.meaning import explained
from bpsim.teach.understanding.notations import BOOKS, GLOSSARY, TABLE, shape_here
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
    sign = data.draw(st.sampled_from([1.0, -1.0]))
    convention = Convention(sign="course" if sign > 0 else "lecture")
    trace = Trace.of(as_document(problem).with_(convention=convention))
    step = trace.step(0, Granularity.UNIT)
    D = gradient(problem.network, problem.cost, problem.x, problem.y, problem.lam).D
    for layer, matrix in enumerate(D, start=1):
        for to, frm in np.ndindex(matrix.shape):
            weight = weight_breakdown(trace, step, EdgePlace(layer, to + 1, frm), whole=True)
            found = pull(weight)
            assert pytest.approx(sign * matrix[to, frm], rel=1e-9, abs=1e-12) == found.D
            assert found.up + found.down + found.penalty == pytest.approx(found.D, abs=1e-12)
            assert sign * found.up <= 0 <= sign * found.down
            assert found.each.sum() + found.penalty == pytest.approx(found.D, abs=1e-12)
            assert -1e-9 <= found.cancelled <= 1 + 1e-9
            most = weight.rows[np.abs(found.each).argmax()]
            assert problem.m == 1 or f"; example {most} pulls most." in found.sentence


def test_notations_are_complete() -> None:
    for line in TABLE:
        assert len(line.written) == len(BOOKS)
        assert all(line.written)
    rate = next(line for line in TABLE if line.what == "learning rate")
    assert dict(zip(BOOKS, rate.written, strict=True))["Nielsen"] == "η"
    for symbol, term in GLOSSARY.items():
        assert symbol == term.symbol
        assert term.meaning.endswith(".")
    network = lecture().network
    assert shape_here("Θ", 3, network) == "1 × 3"
    assert shape_here("δ", 4, network) == "1"
    assert shape_here("J", 1, network) == shape_here("z", None, network) == ""
    assert shape_here("x", None, network) == "2" and shape_here("y", None, network) == "1"
    assert "Shape: 2 in this network." in explained(Symbol("x"), network)
    assert "Shape: 1 in this network." in explained(Symbol("y"), network)
    assert "in this network" not in explained(Symbol("x", sub="i"), network)


def test_what_is_said_of_a_pull_by_hand() -> None:
    """Θ₁₀⁽³⁾ of the lecture: δ of the output is −0.5249, 0.4751 and so on, D = −0.02709."""
    trace = Trace.of(as_document(lecture()))
    weight = weight_breakdown(
        trace, trace.step(0, Granularity.UNIT), EdgePlace(3, 1, 0), whole=True
    )
    found = pull(weight)
    assert weight.added == 4 and weight.new is None
    up = int((found.each < 0).sum())
    assert f"Of 4 examples {up} would have Θ₁₀⁽³⁾ larger and {4 - up} smaller" in found.sentence
    assert found.sentence.endswith("and the weight grows.")
    share = 1 - abs(found.each.sum()) / np.abs(found.each).sum()
    assert f"{share:.0%} of it cancels" in found.sentence


def test_a_pull_beyond_all_numbers_is_said_to_be_so() -> None:
    trace = Trace.of(as_document(lecture()))
    step = trace.step(0, Granularity.UNIT)
    weight = weight_breakdown(trace, step, EdgePlace(1, 1, 1), whole=True)
    terms = replace(weight.terms, weights=np.full(len(weight.terms), np.inf))
    found = pull(replace(weight, terms=terms))
    assert "beyond" in found.sentence and "nan" not in found.sentence
