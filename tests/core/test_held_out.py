"""Examples held out: drawn by chance from a seed, priced by hand, and never trained with."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.arrays import same_bits
from bpsim.core.document import Document
from bpsim.core.engine.descent import Descent
from bpsim.core.errors import ModelError
from bpsim.core.examples import Examples
from bpsim.core.held_out import count_of, drawn_rows, held_out_cost, moved
from bpsim.core.network import Network
from bpsim.core.settings import TrainingSettings
from bpsim.core.training import batch_gradient

NETWORK = Network.of(
    ["tanh", "sigmoid"], [[[0.1, -0.4, 0.7], [0.3, 0.2, -0.9]], [[0.2, 1.5, -1.1]]]
)
TRAINING = Examples.of([[0.0, 1.0], [1.0, -1.0], [2.0, 0.5]], [[1.0], [0.0], [1.0]], ("a", "b"))
HELD_OUT = Examples.of([[0.5, 0.25], [-1.0, 2.0]], [[0.0], [1.0]])


def document(**changes: object) -> Document:
    return Document("Test", NETWORK, "cross-entropy", TRAINING).with_(**changes)


# --- in a document -------------------------------------------------------------------------------


def test_by_default_nothing_is_held_out() -> None:
    found = document().held_out
    assert (found.x.shape, found.y.shape) == ((0, 2), (0, 1))
    assert (found.x_names, found.y_names) == (("a", "b"), ("y",))


def test_they_are_called_what_the_training_set_is_called() -> None:
    found = document(held_out=HELD_OUT)
    assert (found.held_out.x_names, found.held_out.y_names) == (("a", "b"), ("y",))
    assert same_bits(found.held_out.x, HELD_OUT.x)
    renamed = found.with_(examples=Examples(TRAINING.x, TRAINING.y, ("c", "d"), ("e",)))
    assert (renamed.held_out.x_names, renamed.held_out.y_names) == (("c", "d"), ("e",))
    assert found.with_(title="Other").held_out is found.held_out


def test_an_empty_set_follows_the_layers() -> None:
    wider = Network.of(["sigmoid"], [[[0.0] * 4] * 2])
    found = document(network=wider, examples=Examples.of([[1, 2, 3]], [[1, 0]]))
    assert (found.held_out.x.shape, found.held_out.y.shape) == ((0, 3), (0, 2))


@pytest.mark.parametrize(
    ("held_out", "place"),
    [
        (Examples.of([[1.0, 2.0, 3.0]], [[1.0]]), "held_out.x"),
        (Examples.of([[1.0, 2.0]], [[1.0, 0.0]]), "held_out.y"),
    ],
)
def test_rows_that_do_not_fit_the_network(held_out: Examples, place: str) -> None:
    with pytest.raises(ModelError) as caught:
        document(held_out=held_out)
    assert caught.value.place == place


def test_a_document_differs_by_them() -> None:
    assert document(held_out=HELD_OUT) != document()
    assert document(held_out=HELD_OUT) == document(held_out=Examples.of(HELD_OUT.x, HELD_OUT.y))


def test_training_does_not_see_them() -> None:
    settings = TrainingSettings(learning_rate=0.7, lam=0.1)
    plain = document(training=settings)
    split = plain.with_(held_out=HELD_OUT)
    one, other = (Descent.of(each) for each in (plain, split))
    costs = np.empty((2, 50))
    one.run(50, costs[0])
    other.run(50, costs[1])
    assert same_bits(costs[0], costs[1])
    assert all(map(same_bits, one.weights, other.weights))
    a, b = (batch_gradient(d.network, d.cost, d.examples, settings, 0) for d in (plain, split))
    assert a.J == b.J and all(map(same_bits, a.D, b.D)) and all(map(same_bits, a.Delta, b.Delta))


# --- what they cost ------------------------------------------------------------------------------


def by_hand(network: Network, x: list[float], y: float) -> float:
    """cost(i) of one example, written out for two inputs, two tanh units and a sigmoid."""
    (first, second), (output,) = (theta.tolist() for theta in network.weights)
    a = [math.tanh(w[0] + w[1] * x[0] + w[2] * x[1]) for w in (first, second)]
    h = 1.0 / (1.0 + math.exp(-(output[0] + output[1] * a[0] + output[2] * a[1])))
    return -(y * math.log(h) + (1.0 - y) * math.log(1.0 - h))


def test_the_cost_is_the_plain_mean() -> None:
    expected = math.fsum(
        by_hand(NETWORK, x, y)
        for x, (y,) in zip(HELD_OUT.x.tolist(), HELD_OUT.y.tolist(), strict=True)
    ) / len(HELD_OUT)
    assert held_out_cost(NETWORK, "cross-entropy", HELD_OUT) == pytest.approx(expected, rel=1e-14)


def test_the_squared_error_as_well() -> None:
    found = held_out_cost(Network.of(["linear"], [[[1, 2]]]), "squared-error",
                          Examples.of([[1.0], [2.0]], [[2.0], [9.0]]))  # fmt: skip
    assert found == (0.5 * (3 - 2) ** 2 + 0.5 * (5 - 9) ** 2) / 2


def test_nothing_has_no_cost() -> None:
    assert math.isnan(held_out_cost(NETWORK, "cross-entropy", Examples.none(2, 1)))


# --- a share by chance ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("examples", "share", "count"),
    [(40, 0.3, 12), (10, 0.01, 1), (10, 0.99, 9), (2, 0.5, 1), (1, 0.5, 0), (0, 0.5, 0)],
)
def test_a_share_leaves_something_on_either_side(examples: int, share: float, count: int) -> None:
    assert count_of(examples, share) == count
    assert len(drawn_rows(examples, share, 1)) == count


@given(st.integers(0, 60), st.floats(0.01, 0.99), st.integers(0, 2**53 - 1))
def test_chance_takes_each_row_once_and_the_seed_decides(m: int, share: float, seed: int) -> None:
    rows = drawn_rows(m, share, seed)
    assert list(rows) == sorted(set(rows))
    assert set(rows) <= set(range(m))
    assert rows == drawn_rows(m, share, seed)


def test_other_seeds_take_others_and_every_row_has_its_turn() -> None:
    drawn = [drawn_rows(20, 0.3, seed) for seed in range(100)]
    assert len(set(drawn)) > 90
    times = np.bincount(np.concatenate(drawn), minlength=20)
    assert times.min() > 10 and times.max() < 60  # 30 expected


def test_rows_move_in_order_and_bit_for_bit() -> None:
    examples = Examples.of([[-0.0, 1.0], [0.1, 2.0], [0.2, 3.0]], [[1.0], [0.0], [1.0]], ("a", "b"))
    rest, more = moved(examples, HELD_OUT, (2, 0))
    assert rest.x.tolist() == [[0.1, 2.0]] and rest.y.tolist() == [[0.0]]
    assert same_bits(more.x, np.vstack([HELD_OUT.x, [[-0.0, 1.0], [0.2, 3.0]]]))
    assert more.y.tolist() == [[0.0], [1.0], [1.0], [1.0]]
    assert rest.x_names == more.x_names == ("a", "b")


def test_names_of_examples_move_with_their_rows() -> None:
    source = Examples.of([[1], [2], [3]], [[0], [1], [0]], names=("one", "two", "three"))
    rest, more = moved(source, Examples.of([[9]], [[1]]), [0, 2])
    assert rest.names == ("two",) and more.names == ("", "one", "three")
    back, _ = moved(more, rest, [1])
    assert back.names == ("", "three")
    assert Examples.of([[1]], [[1]]).followed_by(source).names == ("", "one", "two", "three")
    with pytest.raises(ModelError, match="1 names expected, but there are 2"):
        Examples.of([[1]], [[1]], names=("a", "b"))
