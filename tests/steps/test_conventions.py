"""The lecture's signs turn every δ, Δ, D and cost round, and its shorthand stops before g′."""

from typing import Any

import numpy as np
from hypothesis import given, settings

from bpsim.core.arrays import same_bits
from bpsim.core.costs.table import COSTS
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.step import Known, Step
from tests.steps.walks import GRANULARITIES, Walk, steps_of, walks


def opposite(mine: Any, theirs: Any) -> bool:
    """Exactly the negative, to the last bit."""
    if mine is None or theirs is None:
        return mine is theirs
    return same_bits(np.atleast_1d(np.asarray(-mine)), np.atleast_1d(np.asarray(theirs)))


def assert_turned_round(one: Known, other: Known, walk: Walk) -> None:
    for layer, units in enumerate(walk.network.layers, start=1):
        for unit in range(1, units + 1):
            assert one.z(layer, unit) == other.z(layer, unit)
            assert one.a(layer, unit) == other.a(layer, unit)
            assert opposite(one.delta(layer, unit), other.delta(layer, unit))
    for layer in range(1, walk.network.depth):
        assert opposite(one.Delta(layer), other.Delta(layer))
        assert opposite(one.D[layer - 1], other.D[layer - 1])
    assert opposite(one.cost, other.cost)
    assert opposite(one.J, other.J)


@settings(max_examples=20)
@given(walks(most_units=3))
def test_the_lecture_sign_is_exactly_the_negative(walk: Walk) -> None:
    shorthand = walk.convention.lecture_shorthand
    course = walk.with_convention("course", shorthand).trace()
    lecture = walk.with_convention("lecture", shorthand).trace()
    for granularity in GRANULARITIES:
        for one, other in zip(
            steps_of(course, granularity), steps_of(lecture, granularity), strict=True
        ):
            assert one.phase is other.phase
            assert_turned_round(one.known, other.known, walk)
            if one.phase is Phase.FORWARD and granularity is not Granularity.PASS:
                assert (one.result, one.terms) == (other.result, other.terms)
            elif one.phase not in (Phase.LOAD, Phase.UPDATE):
                assert opposite(one.result, other.result)
                assert opposite(one.weighted_sum, other.weighted_sum)
                # A sum of products −0 is 0 and not −0, which no reader can tell from it.
                assert one.running is None or -one.running == other.running
                assert one.factor == other.factor
                assert all(map(opposite, one.matrices, other.matrices))
                assert opposite(one.terms.products, other.terms.products)
            else:
                assert all(map(same_bits, one.matrices, other.matrices))
            assert one.network == other.network
    assert course.values.after == lecture.values.after


@given(walks(most_units=3))
def test_the_shorthand_leaves_g_prime_out_all_the_way_back(walk: Walk) -> None:
    """δ^(l) = (Θ^(l))ᵀ δ^(l+1) from the outputs on, with the shorthand's own δ behind it."""
    trace = walk.with_convention(walk.convention.sign, True).trace()
    true = walk.with_convention(walk.convention.sign, False).trace()
    network = walk.network
    for item in range(len(walk.rows)):
        deltas = {network.depth: true.values.of(item).delta[-1]}
        sizes = {network.depth: np.abs(deltas[network.depth])}
        for layer in range(network.depth - 1, 1, -1):
            theta = network.theta(layer)[:, 1:]
            deltas[layer] = theta.T @ deltas[layer + 1]
            sizes[layer] = np.abs(theta.T) @ sizes[layer + 1]
        for layer, expected in deltas.items():
            for unit in range(1, network.layers[layer - 1] + 1):
                phase = Phase.OUTPUT_DELTA if layer == network.depth else Phase.HIDDEN_DELTA
                tick = trace.schedule.tick_where(phase, layer, unit, item)
                step = trace.step(trace.schedule.index_of(tick, Granularity.UNIT), Granularity.UNIT)
                shown = step.known.delta(layer, unit)
                assert shown == step.result
                assert shown is not None
                assert abs(shown - expected[unit - 1]) <= 1e-12 * sizes[layer][unit - 1]
                if phase is Phase.HIDDEN_DELTA:
                    assert step.weighted_sum == shown
                    assert step.factor is None
                    assert "lecture" in step.note.lower()


@given(walks(most_units=3))
def test_the_shorthand_changes_nothing_that_learning_uses(walk: Walk) -> None:
    short, true = (
        walk.with_convention(walk.convention.sign, shorthand).trace() for shorthand in (True, False)
    )
    assert short.values.after == true.values.after
    for granularity in GRANULARITIES:
        for one, other in zip(
            steps_of(short, granularity), steps_of(true, granularity), strict=True
        ):
            for layer in range(1, walk.network.depth):
                _same(one.known.Delta(layer), other.known.Delta(layer))
                _same(one.known.D[layer - 1], other.known.D[layer - 1])
            if one.phase not in (Phase.OUTPUT_DELTA, Phase.HIDDEN_DELTA):
                assert one.known == other.known
                assert one.numbers == other.numbers
                assert one.formula == other.formula


def _same(one: Any, other: Any) -> None:
    assert (one is None) == (other is None)
    assert one is None or same_bits(one, other)


@given(walks(most_units=3))
def test_only_steps_with_a_hidden_layer_speak_of_the_shorthand(walk: Walk) -> None:
    walk = walk.with_convention("course", True)
    speaking: dict[Phase, set[bool]] = {}
    for step in steps_of(walk.trace(), Granularity.UNIT):
        speaking.setdefault(step.phase, set()).add(bool(step.note))
    hidden = walk.network.depth > 2
    assert speaking.pop(Phase.COST) == {COSTS[walk.cost].per_output}  # which says something else
    assert speaking.pop(Phase.ACCUMULATE) == {hidden}
    assert speaking.pop(Phase.HIDDEN_DELTA, {True}) == {True}
    assert all(notes == {False} for notes in speaking.values())


@given(walks(most_units=3))
def test_the_lecture_sign_is_explained_where_it_shows(walk: Walk) -> None:
    """The cost and the update are where a student would look for an error."""

    def notes(steps: list[Step]) -> dict[Phase, str]:
        return {step.phase: step.note for step in steps}

    course = notes(steps_of(walk.with_convention("course").trace(), Granularity.UNIT))
    assert not any("Lecture" in note for note in course.values())
    assert bool(course[Phase.COST]) == COSTS[walk.cost].per_output
    lecture = notes(steps_of(walk.with_convention("lecture").trace(), Granularity.UNIT))
    for phase in (Phase.COST, Phase.GRADIENT, Phase.UPDATE):
        assert "Lecture signs" in lecture[phase]
    squared = COSTS[walk.cost].keeps_slope
    assert ("without its leading minus" in lecture[Phase.COST]) != squared
