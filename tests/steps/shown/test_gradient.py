"""What stands on the edges at Δ, D and the update."""

import numpy as np

from bpsim.core.examples import Examples
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.shown.gradient import edges_tell, on_edges
from bpsim.steps.step import Step
from tests.gui.panels.literal_steps import NETWORK
from tests.traces import traced

EXAMPLES = Examples.of([[0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0]])


def walk(convention: Convention | None = None) -> list[Step]:
    trace = traced(
        NETWORK, "cross-entropy", EXAMPLES, TrainingSettings(lam=0.5), convention or Convention()
    )
    count = trace.schedule.count(Granularity.UNIT)
    return [trace.step(n, Granularity.UNIT) for n in range(count)]


def test_the_parts_of_all_examples_add_up_to_Delta() -> None:
    for convention in (Convention(), Convention("lecture", True)):
        steps = [step for step in walk(convention) if step.phase is Phase.ACCUMULATE]
        for layer in (1, 2, 3):
            mine = [step for step in steps if step.layer == layer]
            parts = [on_edges(step, layer) for step in mine]
            assert len(parts) == 2
            total = np.sum([part for part in parts if part is not None], axis=0)
            np.testing.assert_allclose(total, mine[-1].matrices[0], rtol=1e-12, atol=1e-15)


def test_D_and_the_way_of_each_weight() -> None:
    steps = walk()
    for step in steps:
        if step.phase is Phase.GRADIENT:
            assert step.layer is not None
            shown = on_edges(step, step.layer)
            assert shown is not None
            np.testing.assert_array_equal(shown, step.matrices[0])
            assert "slope of J" in edges_tell(step)
    last = steps[-1]
    assert last.phase is Phase.UPDATE and "moves" in edges_tell(last)
    for layer in (1, 2, 3):
        moved = on_edges(last, layer)
        assert moved is not None
        np.testing.assert_array_equal(moved, last.matrices[layer - 1] - NETWORK.weights[layer - 1])


def test_everywhere_else_weights_stand_there() -> None:
    told = {step.phase for step in walk() if edges_tell(step)}
    assert told == {Phase.ACCUMULATE, Phase.GRADIENT, Phase.UPDATE}
    assert on_edges(walk()[1], 1) is None
