"""J written out: its parts add up to what training computes, in either sign, for every cost."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpsim.core.costs.table import COSTS
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.notation.formula import to_latex, to_text
from bpsim.steps.apart.what_if import what_if
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.step import Step
from tests.steps.walks import GRANULARITIES, Walk, cost_of, forward, mean_cost, steps_of, walks
from tests.traces import traced

GENTLE = st.floats(-1.0, 1.0, allow_subnormal=False)
"""With these no output saturates: the reference takes log(1 − h) as it stands."""


@given(walks(4, 4, numbers=GENTLE, hidden=("sigmoid", "tanh")))
def test_its_parts_are_those_of_the_textbook(walk: Walk) -> None:
    trace = walk.trace()
    step = trace.step(trace.schedule.count(Granularity.UNIT) - 1, Granularity.UNIT)
    cost = step.cost_J
    assert cost is not None
    sign, rows = walk.convention.factor, walk.rows
    total = 0.0
    for row in rows:
        x, y = walk.xy(row)
        z, a = forward(walk.network, x)
        total += float(cost_of(walk.cost, z[-1], a[-1], y))
    squares = sum(float((theta[:, 1:] ** 2).sum()) for theta in walk.network.weights)
    assert (cost.m, cost.lam) == (len(rows), walk.training.lam)
    assert cost.total == pytest.approx(sign * total, rel=1e-10, abs=1e-12)
    assert cost.mean == cost.total / len(rows)
    assert cost.squares == pytest.approx(squares, rel=1e-12)
    assert cost.penalty == pytest.approx(sign * walk.training.lam / (2 * len(rows)) * squares)
    assert cost.J == step.known.J
    assert cost.mean + cost.penalty == pytest.approx(cost.J, rel=1e-12, abs=1e-15)
    expected = float(mean_cost(walk, walk.network.weights))
    assert pytest.approx(sign * expected, rel=1e-10, abs=1e-12) == cost.J


@settings(max_examples=20)
@given(walks(most_layers=3, most_units=3))
def test_it_stands_at_the_end_of_an_iteration_and_nowhere_else(walk: Walk) -> None:
    trace = walk.trace()
    for granularity in GRANULARITIES:
        for step in steps_of(trace, granularity):
            ends = step.phase in (Phase.GRADIENT, Phase.UPDATE)
            assert (step.cost_J is not None) == ends
            if step.cost_J is not None:
                values = [value for _, value in step.entries[0].values]
                cost = step.cost_J
                assert values == [cost.total, cost.mean, cost.squares, cost.penalty, cost.J]


NETWORK = Network.of(["sigmoid"], [[[0.1, 0.3, -0.2], [0.4, 0.5, 0.6]]])
SOFTMAX = Network.of(["softmax"], NETWORK.weights)
EXAMPLES = Examples.of([[0.0, 1.0], [1.0, 1.0]], [[1.0, 0.0], [0.0, 1.0]])


def last(cost: str = "cross-entropy", sign: str = "course", lam: float = 0.1) -> Step:
    network = SOFTMAX if cost == "categorical-cross-entropy" else NETWORK
    training, convention = TrainingSettings(lam=lam), Convention(sign)  # type: ignore[arg-type]
    return traced(network, cost, EXAMPLES, training, convention).step(0, Granularity.ITERATION)


LAMBDA = "(λ/(2m))Σₗ Σᵢ₌₁ Σⱼ (Θⱼᵢ⁽ˡ⁾)²"
SUMS = "Σᵢ₌₁ᵐ Σₖ₌₁ᴷ "


@pytest.mark.parametrize(
    ("cost", "sign", "expected"),
    [
        ("cross-entropy", "course",
         f"−(1/m){SUMS}[yₖ⁽ⁱ⁾ log hₖ⁽ⁱ⁾ + (1 − yₖ⁽ⁱ⁾) log(1 − hₖ⁽ⁱ⁾)] + {LAMBDA}"),
        ("cross-entropy", "lecture",
         f"(1/m){SUMS}[yₖ⁽ⁱ⁾ log hₖ⁽ⁱ⁾ + (1 − yₖ⁽ⁱ⁾) log(1 − hₖ⁽ⁱ⁾)] − {LAMBDA}"),
        ("categorical-cross-entropy", "course", f"−(1/m){SUMS}yₖ⁽ⁱ⁾ log hₖ⁽ⁱ⁾ + {LAMBDA}"),
        ("categorical-cross-entropy", "lecture", f"(1/m){SUMS}yₖ⁽ⁱ⁾ log hₖ⁽ⁱ⁾ − {LAMBDA}"),
        ("squared-error", "course", f"(1/(2m)){SUMS}(hₖ⁽ⁱ⁾ − yₖ⁽ⁱ⁾)² + {LAMBDA}"),
        ("squared-error", "lecture", f"−(1/(2m)){SUMS}(hₖ⁽ⁱ⁾ − yₖ⁽ⁱ⁾)² − {LAMBDA}"),
    ],
)  # fmt: skip
def test_the_formula_is_that_of_the_cost_in_its_sign(cost: str, sign: str, expected: str) -> None:
    written = last(cost, sign).cost_J
    assert written is not None
    assert to_text(written.formula) == f"J(Θ) = {expected}"
    assert (written.J < 0) == (sign == "lecture")


def test_the_numbers_name_m_K_and_lambda() -> None:
    written = last().cost_J
    assert written is not None
    assert to_text(written.where) == "m = 2,  K = 2,  λ = 0.1; Θ without the biases"
    assert to_text(written.numbers).startswith("J(Θ) = 1/2 · ")
    assert " + 0.1/(2 · 2) · 0.74 = " in to_text(written.numbers)
    turned = last(sign="lecture").cost_J
    assert turned is not None
    assert to_text(turned.numbers).startswith("J(Θ) = 1/2 · (−")
    assert " − 0.1/(2 · 2) · 0.74 = −" in to_text(turned.numbers)
    assert r"\frac{\lambda }{2m}\sum_{l}" in to_latex(written.formula)


@pytest.mark.parametrize("lam", [0.0, 0.1])
def test_j_of_a_batch_is_not_called_that_of_all_examples(lam: float) -> None:
    for size, name, cost in (
        (
            1,
            "J of this batch (1 example)",
            "J of this batch before the update: the cost of its one",
        ),
        (2, "J(Θ)", "J before the update: the mean cost of the examples"),
        (None, "J(Θ)", "J before the update: the mean cost of the examples"),
    ):
        training = TrainingSettings(lam=lam, batch_size=size)
        trace = traced(NETWORK, "cross-entropy", EXAMPLES, training, Convention())
        step = trace.step(0, Granularity.ITERATION)
        written = step.cost_J
        assert written is not None
        assert to_text(written.formula).startswith(f"{name} = ")
        assert to_text(written.numbers).startswith(f"{name} = ")
        assert to_text(step.entries[0].values[-1][0]) == name
        assert written.sentence.startswith(cost)


def test_an_iteration_as_a_whole_says_it_in_its_own_formula() -> None:
    step = last()
    assert step.cost_J is not None
    assert to_text(step.cost_J.formula) in to_text(step.formula)
    assert to_text(step.cost_J.numbers) in to_text(step.numbers)
    assert to_text(step.cost_J.where) in to_text(step.numbers)


def test_a_batch_is_called_one() -> None:
    training = TrainingSettings(batch_size=2)
    examples = Examples.of(np.eye(3, 2), np.ones((3, 2)))
    trace = traced(NETWORK, "cross-entropy", examples, training, Convention())
    cost = trace.step(0, Granularity.ITERATION).cost_J
    assert cost is not None and cost.m == 2
    assert cost.sentence.startswith("J of this batch before")
    assert "the mean cost of its 2 examples" in cost.sentence


@pytest.mark.parametrize("lam", [0.0, 0.3])
def test_what_if_writes_out_the_other_J(lam: float) -> None:
    trace = traced(NETWORK, "cross-entropy", EXAMPLES, TrainingSettings(lam=lam), Convention())
    step = trace.step(0, Granularity.ITERATION)
    for nudge in (UnitPlace(2, 1), EdgePlace(1, 2, 1)):
        cost = what_if(trace, step, nudge, 1.5).cost_J
        assert cost is not None and step.cost_J is not None
        assert cost.J != step.cost_J.J
        assert cost.mean + cost.penalty == pytest.approx(cost.J, rel=1e-12)


def test_an_overflowing_J_is_reported_and_not_raised() -> None:
    network = Network.of(["linear"], [[[0.0, 1e200]]])
    examples = Examples.of([[1e200]], [[0.0]])
    trace = traced(network, "squared-error", examples, TrainingSettings(lam=0.1), Convention())
    cost = trace.step(0, Granularity.ITERATION).cost_J
    assert cost is not None
    assert "overflow" in to_text(cost.numbers)


# --- the squared error beside the cost of one example -----------------------------------------


@given(walks(most_layers=3, most_units=4))
def test_the_squared_error_stands_beside_a_cross_entropy(walk: Walk) -> None:
    trace = walk.trace()
    tick = trace.schedule.tick_where(Phase.COST, None, 1, 0)
    step = trace.step(trace.schedule.index_of(tick, Granularity.UNIT), Granularity.UNIT)
    if COSTS[walk.cost].keeps_slope:
        assert step.entries == ()
        return
    (entry,) = step.entries
    assert entry.label == "squared error"
    a, y = step.known.values.a[-1], step.known.values.y
    each = [float((h - t) ** 2 / 2) for h, t in zip(a, y, strict=True)]
    values = [value for _, value in entry.values]
    if len(y) == 1:
        assert values == pytest.approx(each)
    else:
        assert values == pytest.approx([sum(each), *each])
    assert "squared error" in step.sentence


def test_its_symbols_and_few_outputs_only() -> None:
    trace = traced(NETWORK, "cross-entropy", EXAMPLES, TrainingSettings(), Convention())
    step = next(s for s in steps_of(trace, Granularity.UNIT) if s.phase is Phase.COST)
    texts = [to_text(symbol) for symbol, _ in step.entries[0].values]
    assert texts == ["(1/2)Σₖ (hₖ − yₖ)²", "(1/2)(h₁ − y₁)²", "(1/2)(h₂ − y₂)²"]
    wide = Network.of(["sigmoid"], [np.zeros((20, 3))])
    examples = Examples.of([[0.0, 1.0]], np.ones((1, 20)))
    many = traced(wide, "cross-entropy", examples, TrainingSettings(), Convention())
    step = next(s for s in steps_of(many, Granularity.UNIT) if s.phase is Phase.COST)
    assert [value for _, value in step.entries[0].values] == [20 * 0.125]
