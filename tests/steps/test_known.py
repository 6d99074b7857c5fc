"""What is known at a step: all that has been computed, and nothing that has not."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from hypothesis import given

from bpsim.steps.schedule import FINISH, Granularity, Phase
from bpsim.steps.step import Known, Step
from tests.steps.walks import TRUE_DELTAS, Walk, steps_of, walks


def places(walk: Walk) -> Iterator[tuple[int, int]]:
    """Every (layer, unit)."""
    for layer in range(1, walk.network.depth + 1):
        for unit in units(walk, layer):
            yield layer, unit


def units(walk: Walk, layer: int) -> range:
    """The units of a layer, from 1."""
    return range(1, walk.network.layers[layer - 1] + 1)


def table(walk: Walk, known: Known) -> dict[tuple[Any, ...], float | None]:
    """Everything that can be asked about one example."""
    out: dict[tuple[Any, ...], float | None] = {("cost",): known.cost}
    for layer, unit in places(walk):
        out["z", layer, unit] = known.z(layer, unit)
        out["a", layer, unit] = known.a(layer, unit)
        out["δ", layer, unit] = known.delta(layer, unit)
    return out


def by_item(steps: list[Step]) -> dict[int | None, list[Step]]:
    """The stops of each example, and under None those that end the iteration."""
    out: dict[int | None, list[Step]] = {}
    for step in steps:
        out.setdefault(step.item, []).append(step)
    return out


@given(walks(most_layers=4, most_units=5, signs=TRUE_DELTAS))
def test_what_is_known_grows_and_never_changes_within_an_example(walk: Walk) -> None:
    for item, steps in by_item(steps_of(walk.trace(), Granularity.TERM)).items():
        before: dict[tuple[Any, ...], float | None] = {}
        for step in steps:
            now = table(walk, step.known)
            for key, value in before.items():
                assert value is None or now[key] == value
            before = now
        missing = {key for key, value in before.items() if value is None}
        expected = {(name, 1, unit) for name in "zδ" for unit in units(walk, 1)}
        assert missing == expected, item


@given(walks())
def test_each_value_is_known_from_its_step_on(walk: Walk) -> None:
    """One walk for all of it: it takes longer to draw and to make than to look at."""
    trace = walk.trace()
    steps = steps_of(trace, Granularity.UNIT)
    each_unit_brings_exactly_its_own_values(walk, steps)
    D_and_J_are_known_at_the_end_and_not_before(walk, steps)
    a_bias_unit_is_one_and_units_beyond_the_layer_are_nothing(
        walk, steps_of(trace, Granularity.LAYER)
    )


def each_unit_brings_exactly_its_own_values(walk: Walk, of_all: list[Step]) -> None:
    """Written from the order of the walk, not from the program's counts."""
    depth = walk.network.depth
    softmax = walk.network.activations[-1].name == "softmax"
    for steps in by_item(of_all).values():
        if steps[0].item is None:
            continue
        expected = {("a", 1, unit) for unit in units(walk, 1)}
        for step in steps:
            layer, unit = step.layer, step.unit
            if step.phase is Phase.FORWARD:
                expected.add(("z", layer, unit))
                if not (softmax and layer == depth):
                    expected.add(("a", layer, unit))
                elif unit == walk.network.layers[-1]:
                    expected |= {("a", layer, each) for each in units(walk, depth)}
            elif step.phase is Phase.COST:
                expected.add(("cost",))
            elif step.phase in (Phase.OUTPUT_DELTA, Phase.HIDDEN_DELTA):
                expected.add(("δ", layer, unit))
            known = {key for key, value in table(walk, step.known).items() if value is not None}
            assert known == expected


@given(walks(most_layers=4, most_examples=2))
def test_terms_bring_a_value_only_when_the_sum_is_complete(walk: Walk) -> None:
    for step in steps_of(walk.trace(), Granularity.TERM):
        if step.phase is Phase.FORWARD and step.term is not None:
            assert step.layer is not None
            assert step.unit is not None
            complete = step.term == len(step.terms) - 1
            assert (step.known.z(step.layer, step.unit) is not None) == complete
            assert step.known.a(step.layer, step.unit) is None
        if step.phase is Phase.HIDDEN_DELTA:
            assert step.layer is not None
            assert step.unit is not None
            known = step.known.delta(step.layer, step.unit)
            assert (known is None) == (step.term is not None)


def a_bias_unit_is_one_and_units_beyond_the_layer_are_nothing(
    walk: Walk, steps: list[Step]
) -> None:
    for step in steps:
        for layer, count in enumerate(walk.network.layers, start=1):
            assert step.known.a(layer, 0) == 1.0
            assert step.known.z(layer, 0) is None
            assert step.known.delta(layer, 0) is None
            for ask in (step.known.z, step.known.a, step.known.delta):
                assert ask(layer, count + 1) is None


@given(walks(signs=TRUE_DELTAS))
def test_Delta_adds_up_example_by_example(walk: Walk) -> None:
    depth = walk.network.depth
    sums: dict[int, Any] = {}
    for step in steps_of(walk.trace(), Granularity.UNIT):
        known = step.known
        if step.phase is Phase.ACCUMULATE:
            assert step.layer is not None
            layer = step.layer
            delta = [known.delta(layer + 1, u + 1) for u in range(walk.network.layers[layer])]
            a = [known.a(layer, u) for u in range(walk.network.layers[layer - 1] + 1)]
            share = np.outer(np.array(delta, float), np.array(a, float))
            sums[layer] = share if layer not in sums else sums[layer] + share
            np.testing.assert_array_equal(step.matrices[0], known.Delta(layer))
        for layer in range(1, depth):
            shown = known.Delta(layer)
            if layer not in sums:
                assert shown is None
            else:
                assert shown is not None
                # Δ cancels between examples and δ between the units it comes from, so what
                # counts is the size of what they are the sums of.
                size = max(each.max() for each in _sizes(walk, layer))
                np.testing.assert_allclose(shown, sums[layer], rtol=0, atol=1e-12 * (size + 1e-300))


def _sizes(walk: Walk, layer: int) -> list[Any]:
    """δ^(layer+1) [1, a^(layer)]ᵀ of each example with the absolute value of every term; g′ ≤ 1."""
    trace = walk.trace()
    out = []
    for item, row in enumerate(walk.rows):
        values = trace.values.of(item, true_delta=True)
        error = np.abs(values.a[-1]) + np.abs(walk.xy(row)[1])
        size = np.full_like(error, error.sum())  # softmax sends every error to every unit
        for theta in reversed(walk.network.weights[layer:]):
            size = np.abs(theta[:, 1:]).T @ size
        out.append(np.outer(size, np.abs(np.concatenate([[1.0], values.a[layer - 1]]))))
    return out


def D_and_J_are_known_at_the_end_and_not_before(walk: Walk, steps: list[Step]) -> None:
    layers = range(1, walk.network.depth)
    for step in steps:
        known = step.known
        assert (known.J is not None) == (step.phase in FINISH)
        have = [layer for layer in layers if known.D[layer - 1] is not None]
        if step.phase is Phase.UPDATE:
            assert have == list(layers)
        elif step.phase is Phase.GRADIENT:
            assert step.layer is not None
            assert have == list(range(1, step.layer + 1))
        else:
            assert have == []
