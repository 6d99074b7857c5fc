"""Whatever is written of a step is true: each line is read, evaluated and compared."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bpsim.core.activations.activation import Activation
from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.costs.table import COSTS, usual_cost
from bpsim.core.examples import Examples
from bpsim.core.initial_weights import Start
from bpsim.core.methods.adam import Adam
from bpsim.core.methods.method import Method
from bpsim.core.methods.momentum import Momentum
from bpsim.core.methods.rmsprop import RMSProp
from bpsim.core.network import Network
from bpsim.core.scaling import Scaling
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.formats.bundled import bundled_networks
from bpsim.notation.formula import to_text
from bpsim.session.history import History
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.trace import Trace
from tests.problems import problem
from tests.said.apart import check_weight
from tests.said.lines import check_terms
from tests.said.said import check_formulas, check_step, read
from tests.said.standing import facts_of, reader_of
from tests.steps.walks import Walk, walks
from tests.strategies import HIDDEN
from tests.traces import traced

FURTHEST = 100
"""Beyond so large a z 1 − h has too few of the sixty digits."""
BUNDLED = {bundled.name: bundled for bundled in bundled_networks()}
CONVENTIONS = (
    Convention("course"), Convention("lecture", True), Convention("lecture"),
    Convention("course", True),
)  # fmt: skip
METHODS = (Momentum(0.7), RMSProp(0.8, 1e-3), Adam(0.8, 0.99, 1e-3))
NUMBERS = st.integers(-2000, 2000).map(lambda thousandths: thousandths / 1000)
"""None so small that a difference quotient at a kink could not tell its sides apart."""


@pytest.mark.parametrize("name", list(BUNDLED))
def test_all_that_is_said_of_a_bundled_network_is_true(name: str) -> None:
    document = BUNDLED[name].load()
    few = document.examples.x[:4], document.examples.y[:4]
    examples = type(document.examples).of(*few)
    for convention in CONVENTIONS if name == "lecture" else CONVENTIONS[:2]:
        changed = document.with_(examples=examples, convention=convention, edits=())
        read(Trace.of(changed), most=12 if name == "lecture" else 4)


def pairs() -> Iterator[tuple[str, str]]:
    """Every cost with units of their own and with softmax, and each other output with one cost.

    A cost is written alike for all units of their own: only its slope by z has their g′.
    """
    for n, (output, g) in enumerate(ACTIVATIONS.items()):
        fitting = [cost for cost, how in COSTS.items() if how.fits(g)]
        each = fitting if output in ("sigmoid", "softmax") else [fitting[n % len(fitting)]]
        yield from ((output, cost) for cost in each)


@pytest.mark.parametrize(("output", "cost"), list(pairs()))
def test_all_that_is_said_with_each_cost_is_true(output: str, cost: str) -> None:
    read(walk_with("tanh", output, cost), most=4)


@pytest.mark.parametrize("hidden", HIDDEN, ids=map(str, HIDDEN))
def test_all_that_is_said_with_each_activation_is_true(hidden: Activation) -> None:
    read(walk_with(hidden, "sigmoid", "squared-error"), most=12)


@pytest.mark.parametrize("inputs", [1, 3, 6])
def test_all_that_is_said_of_scaled_inputs_is_true(inputs: int) -> None:
    raw = np.random.default_rng(inputs).uniform(-3.0, 40.0, (3, inputs))
    scaling = Scaling(tuple(raw.mean(axis=0)), tuple(raw.std(axis=0)))
    weights = Start("uniform", 2).weights([inputs, 2, 1], ["tanh", "sigmoid"])
    examples = Examples.of(scaling.applied(raw), [[0.0], [1.0], [1.0]])
    for sign in (Convention("course"), Convention("lecture", True)):
        trace = traced(
            Network.of(["tanh", "sigmoid"], weights), "cross-entropy", examples,
            TrainingSettings(0.3), sign, scaling=scaling,
        )  # fmt: skip
        read(trace, most=12)
        first = trace.step(0, Granularity.UNIT)
        assert first.phase is Phase.SCALE and "its mean μ" in first.sentence
        shown = [value for _, value in first.entries[0].values]
        assert np.allclose(np.array(shown, dtype=float), raw[0], rtol=1e-12)
        assert first.known.a(1, 1) is None
        assert trace.step(1, Granularity.UNIT).known.a(1, 1) == examples.x[0, 0]


@pytest.mark.parametrize("output", ["sigmoid", "softmax"])
def test_an_input_without_a_target_is_walked_forwards(output: str) -> None:
    weights = Start("uniform", 2).weights([2, 3, 2], ["tanh", output])
    network, names = Network.of(["tanh", output], weights), Examples.none(2, 2)
    trace = traced(
        network, usual_cost(network.activations[-1]), names.asked([0.5, -2.0]),
        TrainingSettings(), Convention(), scaling=Scaling((1.0, 0.0), (2.0, 4.0)),
    )  # fmt: skip
    facts = facts_of(trace)
    forwards = (Phase.SCALE, Phase.LOAD, Phase.FORWARD)
    for granularity in Granularity:
        for n in range(trace.schedule.count(granularity)):
            step = trace.step(n, granularity)
            check_formulas(facts, step)
            check_terms(reader_of(facts, step), step.terms, "terms")
            assert step.phase in forwards and step.known.cost is None and not step.answered
            assert "ndefined" not in f"{to_text(step.numbers)}{step.sentence}{step.note}"
    assert trace.step(0, Granularity.PASS).result is None
    with pytest.raises(KeyError):
        trace.schedule.tick_where(Phase.OUTPUT_DELTA, 3, 1, 0)


def walk_with(hidden: str | Activation, output: str, cost: str) -> Trace:
    """Two hidden units that stand on either side of a kink, two outputs, and λ."""
    weights = [[[0.4, -0.7], [-0.5, 0.3]], [[0.1, 0.6, -0.2], [-0.3, 0.8, 0.9]]]
    examples = Examples.of([[-0.9], [1.3]], [[1.0, 0.0], [0.0, 1.0]])
    training = TrainingSettings(0.3, lam=0.2)
    return traced(Network.of([hidden, output], weights), cost, examples, training, Convention())


@pytest.mark.parametrize("method", METHODS, ids=repr)
@pytest.mark.parametrize("convention", CONVENTIONS[:2], ids=["course", "lecture"])
@pytest.mark.parametrize("biases", [True, False], ids=["biases", "biases fixed"])
def test_all_that_is_said_of_each_method_is_true(
    method: Method, convention: Convention, biases: bool
) -> None:
    """In the third iteration, where it remembers two updates."""
    document = problem(
        (2, 2, 1), 3, 4, method=method, lam=0.2, train_biases=biases, batch_size=2,
        learning_rate=0.3,
    ).with_(convention=convention)  # fmt: skip
    for k in (0, 2):
        trace = Trace.of(document, k, History(document).checkpoint_at(k))
        facts = facts_of(trace)
        for granularity in (Granularity.UNIT, Granularity.PASS, Granularity.ITERATION):
            last = trace.schedule.count(granularity) - 1
            step = trace.step(last, granularity)
            check_step(facts, trace, step)
            for at in ((1, 1, 0), (1, 2, 2), (2, 1, 1)):
                check_weight(facts, trace, step, at)
        before = trace.step(last, Granularity.ITERATION)
        assert before.updating is not None


@given(
    walk=walks(most_layers=4, most_units=3, most_examples=3, numbers=NUMBERS, away_from_kinks=True)
)
@settings(max_examples=12)
def test_all_that_is_said_of_any_network_is_true(walk: Walk) -> None:
    trace = walk.trace()
    facts = facts_of(trace)
    for item in range(facts.m):
        assume(all(abs(z) < FURTHEST for zs in facts.example(item).z for z in zs))
    read(trace, most=4)
