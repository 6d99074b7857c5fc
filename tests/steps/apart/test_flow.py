"""Sizes of δ by layer."""

import numpy as np
import pytest

from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.formats.bundled import bundled_network
from bpsim.steps.apart.flow import Flow, flow_of
from bpsim.steps.trace import Trace


def test_sizes_are_the_root_mean_square_over_units_and_examples() -> None:
    document = bundled_network("lecture").load()
    flow = flow_of(document, 0)
    trace = Trace.of(document)
    for layer, size in enumerate(flow.sizes, start=2):
        deltas = [trace.values.of(item).delta[layer - 1] for item in range(4)]
        assert size == pytest.approx(np.sqrt(np.mean(np.square(deltas))), rel=1e-12)


def test_a_deep_network_of_flat_sigmoids_lets_the_deltas_vanish() -> None:
    document = bundled_network("lecture").load()
    rng = np.random.default_rng(1)
    network = Network.of(
        ["sigmoid"] * 9,
        [rng.normal(size=(2, 3)) for _ in range(8)] + [rng.normal(size=(1, 3))],
    )
    flow = flow_of(document.with_(network=network), 7)
    assert flow.iteration == 7
    assert flow.sentence.endswith("they vanish on the way back.")


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ((0.2,), "There is one layer of δ only: nothing can vanish on the way."),
        ((0.2, 0.0), "Every δ of the output layer is 0: there is nothing to pass back."),
        ((5e3, 1.0), "The δ of layer 2 are 5e+03 times as large as those of the output layer: "
                     "they explode on the way back."),
        ((0.5, 1.0), "The δ of layer 2 are 0.5 times as large as those of the output layer."),
    ],
)  # fmt: skip
def test_words(sizes: tuple[float, ...], said: str) -> None:
    assert Flow(0, sizes).sentence == said


def test_without_an_example_there_is_no_flow() -> None:
    document = bundled_network("lecture").load()
    empty = document.with_(examples=Examples.none(2, 1))
    with pytest.raises(ValueError, match="no example"):
        flow_of(empty, 0)
