"""Every symbol that a formula of the walk has is told: name, meaning, shape or place."""

from dataclasses import replace

import pytest

from bpsim.core.methods.method import Method
from bpsim.core.methods.table import UPDATE_METHODS
from bpsim.notation.formula import Symbol, to_text
from bpsim.steps.schedule import Granularity
from bpsim.steps.trace import Trace
from bpsim.teach.diagnosis.first_step import as_document
from bpsim.teach.understanding.meaning import explained, meaning, symbols_in, symbols_of
from bpsim.teach.understanding.notations import GLOSSARY
from tests.teach.problems import lecture, random_problem

FUNCTIONS = {"log", "ln", "exp", "e", "tanh", "max", "cosh"}


@pytest.mark.parametrize("granularity", Granularity)
def test_every_symbol_of_the_walk_is_known(granularity: Granularity) -> None:
    for problem in (lecture(), random_problem(3)):
        trace = Trace.of(as_document(problem))
        for index in range(trace.schedule.count(granularity)):
            step = trace.step(index, granularity)
            for symbol in [*symbols_in(step.formula), *symbols_in(step.numbers)]:
                known = meaning(symbol) or symbol.name in FUNCTIONS
                assert known or symbol.name.isdecimal(), to_text(symbol)
            found = symbols_of(step)
            assert found and len(set(found)) == len(found)


@pytest.mark.parametrize("method", UPDATE_METHODS.values(), ids=lambda each: each.name)
def test_every_symbol_of_an_update_is_known(method: Method) -> None:
    document = as_document(lecture())
    trace = Trace.of(document.with_(training=replace(document.training, method=method)))
    step = trace.step(trace.schedule.count(Granularity.UNIT) - 1, Granularity.UNIT)
    found = symbols_of(step)
    for symbol in [*symbols_in(step.formula), *symbols_in(step.numbers)]:
        assert symbol in found
    assert "number of examples" in meaning(Symbol("m"))
    assert "from unit 2 of layer 1" in meaning(Symbol("m", "12", "(1)"))
    assert meaning(Symbol("v̂", "", "(1)"), lecture().network).count("2 × 3 in this network") == 1


def test_places_shapes_and_where() -> None:
    network = lecture().network
    weight = meaning(Symbol("Θ", "12", "(2)"), network)
    assert "from unit 2 of layer 2 to unit 1 of layer 3" in weight and "Shape" not in weight
    assert "from the bias unit of layer 3" in meaning(Symbol("Δ", "1,0", "(3)"), network)
    matrix = meaning(Symbol("Θ", "", "(1)"), network)
    assert "Shape: 2 × 3 in this network." in matrix
    assert "Shape: (sₗ₊₁, sₗ + 1)." in meaning(Symbol("Θ", "", "(1)"))
    delta = meaning(Symbol("δ", "1", "(3)"), network)
    assert delta.startswith("δ₁⁽³⁾: delta. ") and "Computed on the way back, at layer 3." in delta
    assert "index" in meaning(Symbol("k"))
    assert meaning(Symbol("nobody")) == ""
    # Beside a symbol that stands there already, as in a table.
    assert explained(Symbol("k")).startswith("an index") and meaning(Symbol("k"))[:3] == "k: "
    assert set(GLOSSARY) >= {"z", "a", "δ", "Θ", "Δ", "D", "J", "h", "g", "g′"}
