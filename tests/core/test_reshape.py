"""Networks of another shape: what survives survives to the bit, what is new is as drawn."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.errors import ModelError
from bpsim.core.initial_weights import Start
from bpsim.core.network import Network
from bpsim.core.reshape import NewLayer, layers_of, reshaped

START = Start("uniform", 7)
SIGMOID = ACTIVATIONS["sigmoid"]


def drawn(*sizes: int) -> Network:
    activations = ["sigmoid"] * (len(sizes) - 1)
    return Network.of(activations, Start("uniform", 1).weights(sizes, activations))


def fresh(*sizes: int) -> tuple[np.ndarray, ...]:
    return Start("uniform", 7).weights(sizes, ["sigmoid"] * (len(sizes) - 1))


@given(st.lists(st.integers(1, 5), min_size=2, max_size=5))
def test_the_same_layers_are_the_same_network(sizes: list[int]) -> None:
    network = drawn(*sizes)
    assert reshaped(network, layers_of(network), START) == network


def test_a_unit_is_added() -> None:
    network = drawn(2, 3, 1)
    layers = layers_of(network)
    layers[1] = replace(layers[1], units=(*layers[1].units, None))
    changed, new = reshaped(network, layers, START), fresh(2, 4, 1)
    assert changed.layers == (2, 4, 1)
    np.testing.assert_array_equal(changed.theta(1)[:3], network.theta(1))
    np.testing.assert_array_equal(changed.theta(1)[3], new[0][3])
    np.testing.assert_array_equal(changed.theta(2)[:, :4], network.theta(2))
    np.testing.assert_array_equal(changed.theta(2)[:, 4], new[1][:, 4])


def test_a_unit_is_taken_out() -> None:
    network = drawn(2, 3, 2)
    layers = layers_of(network)
    layers[1] = replace(layers[1], units=(1, 3))
    changed = reshaped(network, layers, START)
    np.testing.assert_array_equal(changed.theta(1), network.theta(1)[[0, 2]])
    np.testing.assert_array_equal(changed.theta(2), network.theta(2)[:, [0, 1, 3]])


def test_an_inserted_layer_is_new_on_both_sides() -> None:
    network = drawn(2, 3, 1)
    layers = layers_of(network)
    layers.insert(1, NewLayer(None, (None, None), SIGMOID))
    changed, new = reshaped(network, layers, START), fresh(2, 2, 3, 1)
    assert changed.layers == (2, 2, 3, 1)
    np.testing.assert_array_equal(changed.theta(1), new[0])
    np.testing.assert_array_equal(changed.theta(2), new[1])
    np.testing.assert_array_equal(changed.theta(3), network.theta(2))


def test_a_layer_taken_out_joins_two_that_were_never_joined() -> None:
    network = drawn(2, 3, 2, 1)
    layers = layers_of(network)
    del layers[2]
    changed, new = reshaped(network, layers, START), fresh(2, 3, 1)
    np.testing.assert_array_equal(changed.theta(1), network.theta(1))
    np.testing.assert_array_equal(changed.theta(2), new[1])


@pytest.mark.parametrize(
    ("sizes", "said"),
    [([], "2 to 12 layers"), ([2], "2 to 12 layers"), ([2] * 13, "2 to 12 layers"),
     ([2, 0, 1], "1 to 4,096 units"), ([2, 5000, 1], "1 to 4,096 units")],
)  # fmt: skip
def test_shapes_that_are_none_are_refused(sizes: list[int], said: str) -> None:
    layers = [
        NewLayer(None, (None,) * size, SIGMOID if n else None) for n, size in enumerate(sizes)
    ]
    with pytest.raises(ModelError, match=said):
        reshaped(drawn(2, 1), layers, START)
