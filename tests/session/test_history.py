"""Any iteration again, bit for bit: after thinning, after branching, and up to where it ends."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.arrays import Array, same_bits
from bpsim.core.checkpoint import Checkpoint
from bpsim.core.document import Document
from bpsim.core.engine.descent import Descent
from bpsim.core.errors import ModelError, NotFiniteError
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import TrainingSettings
from bpsim.session.chunk import Chunk, train_chunk
from bpsim.session.history import History
from bpsim.steps.schedule import Granularity
from bpsim.steps.trace import Trace
from tests import problems

Weights = tuple[Array, ...]

LENGTH = 300


def problem(layers: tuple[int, ...] = (2, 3, 1), m: int = 6, **training: object) -> Document:
    return problems.problem(layers, m, seed=8, **training)


def straight(document: Document, iterations: int) -> tuple[Array, list[Weights]]:
    """J and the weights of every iteration, without a history."""
    descent = Descent.of(document)
    costs, weights = np.empty(iterations), [descent.weights]
    for k in range(iterations):
        costs[k] = descent.step()
        weights.append(descent.weights)
    return costs, weights


MINI = problem(batch_size=4, order="shuffled", lam=0.01)
COSTS, WEIGHTS = straight(MINI, LENGTH)
SMALL_BUDGET = 2 * 64 * 8 + 40 * Checkpoint(WEIGHTS[0]).nbytes


def assert_at(history: History, k: int, weights: Weights) -> None:
    assert all(map(same_bits, history.network_at(k).weights, weights))


def assert_costs(history: History, costs: Array) -> None:
    np.testing.assert_array_equal(history.costs, costs[: history.length])


# --- any iteration, in any order ------------------------------------------------------------------


@given(
    st.lists(st.integers(0, LENGTH), min_size=1, max_size=12),
    st.sampled_from([SMALL_BUDGET, 2**28]),
)
def test_any_order_gives_the_bits_of_a_straight_run(jumps: list[int], budget: int) -> None:
    history = History(MINI, budget)
    for k in jumps:
        assert_at(history, k, WEIGHTS[k])
    assert history.length == max(jumps)
    assert_costs(history, COSTS)


def test_nothing_is_trained_before_it_is_asked_for() -> None:
    history = History(MINI)
    assert (history.length, len(history.costs), history.diverged_at) == (0, 0, None)
    assert history.network_at(0) == MINI.network
    assert history.length == 0


def test_stepping_over_updates_and_back() -> None:
    history = History(MINI)
    for k in [*range(200), *reversed(range(200)), *range(150)]:
        assert_at(history, k, WEIGHTS[k])
    assert history.length == 199


def test_the_walk_ends_at_the_weights_of_the_next_iteration() -> None:
    history = History(MINI)
    for k in (0, 1, 77):
        trace = Trace.of(MINI, k, history.checkpoint_at(k))
        assert trace.values.after == history.network_at(k + 1)
        last = trace.schedule.count(Granularity.UNIT) - 1
        J = trace.step(last, Granularity.UNIT).known.J
        assert history.costs[k] == J


def test_negative_iterations_are_refused() -> None:
    with pytest.raises(ValueError, match="from 0"):
        History(MINI).network_at(-1)


def test_without_examples_only_the_start_is_there() -> None:
    empty = problem().with_(examples=Examples.none(2, 1))
    history = History(empty)
    assert history.network_at(0) == empty.network
    with pytest.raises(ModelError, match="no example"):
        history.network_at(1)
    assert history.length == 0


def test_costs_cannot_be_changed_and_stay_what_they_were() -> None:
    history = History(MINI)
    history.network_at(10)
    early = history.costs
    with pytest.raises(ValueError, match="read-only"):
        early[0] = 0.0
    history.network_at(LENGTH)
    np.testing.assert_array_equal(early, COSTS[:10])


# --- chunks that a worker computed ----------------------------------------------------------------


@given(st.lists(st.integers(1, 90), min_size=1, max_size=6), st.integers(0, LENGTH))
def test_chunks_from_elsewhere_are_the_same_history(sizes: list[int], jump: int) -> None:
    history, worker = History(MINI, SMALL_BUDGET), Descent.of(MINI)
    for size in sizes:
        history.extend(train_chunk(worker, size, history.stride))
    assert history.length == sum(sizes)
    assert_at(history, jump, WEIGHTS[jump])
    longer = straight(MINI, max(history.length, 1))
    assert_costs(history, longer[0])
    assert_at(history, history.length, longer[1][history.length])


def test_chunks_without_snapshots_are_enough() -> None:
    history = History(MINI)
    history.extend(Chunk(0, COSTS[:50], (), diverged=False))
    some = tuple((k, Checkpoint(WEIGHTS[k])) for k in (100, 120))
    history.extend(Chunk(50, COSTS[50:120], some, diverged=False))
    for k in (120, 119, 3, 101, 121):
        assert_at(history, k, WEIGHTS[k])
    assert_costs(history, COSTS)


def test_a_chunk_has_to_start_where_the_history_ends() -> None:
    history, worker = History(MINI), Descent.of(MINI)
    chunk = train_chunk(worker, 5, history.stride)
    history.extend(chunk)
    with pytest.raises(ValueError, match="from iteration 5"):
        history.extend(chunk)


def test_the_rest_of_a_chunk_leaves_out_what_was_done_meanwhile() -> None:
    history, worker = History(MINI), Descent.of(MINI)
    chunks = [train_chunk(worker, 5, history.stride) for _ in range(3)]
    history.reach(7)
    for chunk in chunks:
        history.extend(chunk.rest(history.length))
    assert history.length == 15
    assert_costs(history, COSTS[:15])
    for k in (15, 7, 11, 0):
        assert_at(history, k, WEIGHTS[k])


# --- memory ---------------------------------------------------------------------------------------


def test_thinning_keeps_the_budget_and_every_bit() -> None:
    history, worker = History(MINI, SMALL_BUDGET), Descent.of(MINI)
    stride = history.stride
    while history.length < 6000:
        history.extend(train_chunk(worker, 500, history.stride))
        costs_bytes = history.costs.base.nbytes if history.costs.base is not None else 0
        # Costs cannot be thinned: beside them there is at least the first snapshot.
        assert history.nbytes <= max(SMALL_BUDGET, costs_bytes + 2 * Checkpoint(WEIGHTS[0]).nbytes)
    assert history.stride > stride
    for k in (0, 1, 299, 150, 64, 63):
        assert_at(history, k, WEIGHTS[k])
    final = worker.weights
    assert_at(history, 6000, final)


def test_a_hundred_thousand_iterations_in_small() -> None:
    """The shape of the promise: 256 MB for 100,000 iterations, scaled down by fifty."""
    layers, m = (2, 8, 8, 1), 10
    document = problem(layers, m)
    wanted_costs, wanted = straight(document, 2000)
    budget = 2000 * 16 + 30 * Checkpoint(wanted[0]).nbytes
    history = History(document, budget)
    history.reach(2000)
    assert history.length == 2000
    assert history.budget.used <= budget
    for k in np.random.default_rng(1).integers(0, 2000, 60):
        assert_at(history, int(k), wanted[k])
    assert history.budget.used <= budget
    np.testing.assert_array_equal(history.costs, wanted_costs)


# --- branches -------------------------------------------------------------------------------------


def faster(document: Document) -> Document:
    return document.with_(training=replace(document.training, learning_rate=2.0))


@given(st.integers(0, 200), st.integers(0, 200), st.data())
def test_branch_and_back(first: int, second: int, data: st.DataObject) -> None:
    history = History(MINI, SMALL_BUDGET)
    history.reach(200)
    changed = faster(MINI)
    branch = history.branch(first, changed)
    assert branch.length == first
    other = Descent.of(changed)
    other.load(WEIGHTS[first], first)
    branch.reach(first + 20)
    for k in range(first, first + 20):
        assert_at(branch, k, other.weights)
        assert other.step() == branch.costs[k]
    at = min(second, branch.length)
    twig = branch.branch(at, MINI)
    twig.reach(at + 5)
    for k in data.draw(st.lists(st.integers(0, at), max_size=5)):
        if k <= first:
            assert_at(branch, k, WEIGHTS[k])
            assert_at(twig, k, WEIGHTS[k])
        assert twig.network_at(k) == branch.network_at(k)
        assert history.network_at(k) == History(MINI).network_at(k)
    if at <= first:  # as if nothing had happened
        assert_at(twig, at + 5, WEIGHTS[at + 5])
    np.testing.assert_array_equal(twig.costs[:at], branch.costs[:at])
    assert_costs(history, COSTS)
    assert history.length >= 200


def test_branch_with_changed_weights() -> None:
    history = History(MINI)
    history.reach(30)
    edited = history.network_at(20).with_weight(1, 2, 1, 0.5)
    branch = history.branch(20, MINI, edited.weights)
    assert branch.network_at(20) == edited
    assert_at(branch, 19, WEIGHTS[19])
    assert branch.network_at(21) != history.network_at(21)
    assert_at(history, 21, WEIGHTS[21])


def test_a_branch_at_the_start_has_the_weights_of_its_document() -> None:
    history = History(MINI)
    history.reach(3)
    edited = MINI.with_(network=MINI.network.with_weight(1, 1, 0, 9.0))
    branch = history.branch(0, edited)
    assert branch.network_at(0) == edited.network
    assert branch.network_at(3) == History(edited).network_at(3)


def test_a_branch_with_other_layers_starts_anew() -> None:
    history = History(MINI)
    history.reach(10)
    wider = problem((2, 5, 1))
    branch = history.branch(7, wider)
    assert branch.network_at(7) == wider.network
    assert branch.network_at(8).layers == (2, 5, 1)
    assert branch.network_at(6).layers == (2, 3, 1)


def test_each_iteration_keeps_its_document() -> None:
    history = History(MINI)
    history.reach(10)
    changed = faster(MINI)
    branch = history.branch(6, changed)
    twig = branch.branch(4, MINI)
    assert branch.document_at(5) is MINI
    assert branch.document_at(6) is branch.document_at(99) is changed
    assert twig.document_at(6) is MINI
    assert twig.parent is history  # the branch in between may be forgotten
    with pytest.raises(ValueError, match="not been reached"):
        history.branch(11, MINI)


def test_branches_keep_one_budget_together() -> None:
    document = problem((8, 16, 8))
    main = History(document, 450_000)
    main.reach(4000)
    stride, early = main.stride, [main.network_at(k) for k in (0, 33, 199)]
    branches = [main.branch(at, faster(document)) for at in (0, 100, 3000)]
    assert all(branch.budget is main.budget for branch in branches)
    for branch in branches:
        branch.reach(branch.start + 4000)
    budget = main.budget
    assert budget.used == sum(history.nbytes for history in (main, *branches))
    assert budget.used <= budget.limit
    assert max(history.stride for history in (main, *branches)) > stride
    assert [main.network_at(k) for k in (0, 33, 199)] == early
    used = budget.used
    del branches, branch
    assert budget.used == main.nbytes < used


def test_a_lower_limit_is_kept_at_once_and_every_bit_stays() -> None:
    history = History(problem((8, 16, 8)))
    history.reach(4000)
    early = [history.network_at(k) for k in (33, 199)]
    used, limit = history.budget.used, 150_000
    history.budget.change(limit)
    assert history.budget.used <= limit < used
    assert [history.network_at(k) for k in (33, 199)] == early
    assert history.budget.used <= limit


# --- where it ends --------------------------------------------------------------------------------


def line(rate: float, weight: float = 1.0) -> Document:
    """Θ := Θ (1 − α), with J = Θ²/2."""
    return Document(
        "",
        Network.of(["linear"], [[[0.0, weight]]]),
        "squared-error",
        Examples.of([[1.0]], [[0.0]]),
        TrainingSettings(learning_rate=rate, train_biases=False),
    )


@pytest.mark.parametrize("chunked", [False, True])
def test_divergence_is_found_where_it_begins(chunked: bool) -> None:
    document = line(1001.0)
    history = History(document)
    if chunked:
        history.extend(train_chunk(Descent.of(document), 500, history.stride))
    with pytest.raises(NotFiniteError, match="iteration 52"):
        history.network_at(60)
    assert history.diverged_at == history.length == 52
    assert np.isfinite(history.costs).all()
    assert np.isfinite(history.network_at(52).weights[0]).all()
    assert history.reach(1000) == 52
    with pytest.raises(NotFiniteError):
        history.network_at(53)


def test_weights_that_overflow_can_be_looked_at() -> None:
    history = History(line(1e308, weight=100.0))
    assert history.reach(5) == history.diverged_at == 1
    assert not np.isfinite(history.network_at(1).weights[0]).all()
    slower = history.branch(0, line(0.5, weight=100.0))
    slower.reach(5)
    assert slower.diverged_at is None
    assert history.diverged_at == 1


def test_a_worker_tells_of_divergence() -> None:
    chunk = train_chunk(Descent.of(line(1001.0)), 80, 4)
    assert isinstance(chunk, Chunk)
    assert chunk.diverged and len(chunk.costs) == 52
    assert [k for k, _ in chunk.snapshots] == list(range(4, 53, 4))
