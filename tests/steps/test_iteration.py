"""Walking an iteration step by step ends where training does, to the last bit."""

from dataclasses import replace

import numpy as np
from hypothesis import given

from bpsim.core.arrays import same_bits
from bpsim.core.checkpoint import Checkpoint
from bpsim.core.training import batch_gradient, updated
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.step import Step
from tests.steps.walks import GRANULARITIES, Walk, forward, gain, steps_of, walks


@given(walks())
def test_several_iterations_of_steps_are_several_of_training(walk: Walk) -> None:
    trained = walk.network
    for iteration in range(walk.iteration, walk.iteration + 4):
        here = replace(walk, network=trained, iteration=iteration)
        gradient = batch_gradient(trained, walk.cost, walk.examples, walk.training, iteration)
        trained = trained.with_weights(
            updated(Checkpoint(trained.weights), gradient.D, walk.training).weights
        )
        trace = here.trace()
        for granularity in GRANULARITIES:
            last = trace.step(trace.schedule.count(granularity) - 1, granularity)
            assert last.phase is Phase.UPDATE
            assert last.network == trained
            assert all(map(same_bits, last.matrices, trained.weights))
            for shown, D in zip(last.known.D, gradient.D, strict=True):
                assert shown is not None
                assert same_bits(shown, walk.convention.factor * D)
        assert trace.values.after == trained


@given(walks())
def test_the_walk_goes_from_the_old_weights_through_its_batch_to_the_new_ones(walk: Walk) -> None:
    """One walk for all three: it takes longer to draw and to make than to look at."""
    steps = steps_of(walk.trace(), Granularity.UNIT)
    every_step_before_the_update_has_the_old_weights(walk, steps)
    the_walk_goes_through_the_examples_of_the_batch(walk, steps)
    the_new_weights_are_the_old_ones_and_a_step(walk, steps)


def every_step_before_the_update_has_the_old_weights(walk: Walk, steps: list[Step]) -> None:
    *before, last = steps
    assert all(step.network == walk.network for step in before)
    if not walk.training.train_biases:
        for old, new in zip(walk.network.weights, last.network.weights, strict=True):
            assert same_bits(old[:, 0].copy(), new[:, 0].copy())


def the_walk_goes_through_the_examples_of_the_batch(walk: Walk, steps: list[Step]) -> None:
    loads = [s for s in steps if s.phase is Phase.LOAD]
    assert [step.example for step in loads] == [row + 1 for row in walk.rows]
    assert [step.item for step in loads] == list(range(len(walk.rows)))
    assert {step.batch for step in loads} == {len(walk.rows)}
    assert {step.examples for step in loads} == {len(walk.examples)}
    for step, row in zip(loads, walk.rows, strict=True):
        x, _ = walk.xy(row)
        shown = [step.known.a(1, unit) for unit in range(1, len(x) + 1)]
        assert shown == list(x)


def the_new_weights_are_the_old_ones_and_a_step(walk: Walk, steps: list[Step]) -> None:
    """Θ − α D, with D from the matrices that the steps showed on the way."""
    shown = {s.layer: s.matrices[0] for s in steps if s.phase is Phase.GRADIENT}
    alpha = walk.training.learning_rate
    for layer, theta in enumerate(walk.network.weights, start=1):
        expected = theta - alpha * walk.convention.factor * shown[layer]
        if not walk.training.train_biases:
            expected[:, 0] = theta[:, 0]
        np.testing.assert_array_equal(steps[-1].matrices[layer - 1], expected)


@given(walks(most_layers=4, most_units=5))
def test_the_forward_pass_is_the_textbook_one(walk: Walk) -> None:
    trace = walk.trace()
    for item, row in enumerate(walk.rows):
        z, a = forward(walk.network, walk.xy(row)[0])
        known = trace.step(2 * item, Granularity.PASS).known
        size = gain(walk.network) * (1.0 + max(float(np.abs(each).max()) for each in a))
        for layer in range(2, walk.network.depth + 1):
            for unit in range(1, walk.network.layers[layer - 1] + 1):
                for found, expected in (
                    (known.z(layer, unit), z[layer - 1][unit - 1]),
                    (known.a(layer, unit), a[layer - 1][unit - 1]),
                ):
                    assert found is not None
                    assert abs(found - float(expected)) <= 1e-13 * size
