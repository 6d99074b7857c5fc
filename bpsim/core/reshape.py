"""Networks of another shape: units and layers added or taken out, weights that survive kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from bpsim.base.words import tr
from bpsim.core.activations.activation import Activation
from bpsim.core.arrays import Array
from bpsim.core.errors import ModelError
from bpsim.core.initial_weights import Start
from bpsim.core.network import Network

MOST_LAYERS, MOST_UNITS = 12, 4_096


@dataclass(frozen=True)
class NewLayer:
    """A layer of the new shape.

    ``old`` is the layer (from 1) of the old network that it comes from, None for a new one;
    ``units`` has for each unit the one (from 1) it comes from, None for a new one. ``g`` is its
    activation, None for the input layer.
    """

    old: int | None
    units: tuple[int | None, ...]
    g: Activation | None


def layers_of(network: Network) -> list[NewLayer]:
    """The layers as they are, to be changed and handed to :func:`reshaped`."""
    return [
        NewLayer(n, tuple(range(1, size + 1)), None if n == 1 else network.activation(n))
        for n, size in enumerate(network.layers, start=1)
    ]


def reshaped(network: Network, layers: Sequence[NewLayer], start: Start) -> Network:
    """The network with these layers.

    A weight survives where both its units come from neighbouring layers of the old network, a bias
    where its unit does and the layer before it is still the same one. All others are those that
    ``start`` draws for a whole network of the new shape. Raises ModelError for a shape that is no
    network, or too large a one.
    """
    sizes = [len(layer.units) for layer in layers]
    if len(layers) < 2 or len(layers) > MOST_LAYERS:
        raise ModelError(
            tr("a network has 2 to {most_layers} layers", most_layers=MOST_LAYERS), "network.layers"
        )
    if min(sizes) < 1 or max(sizes) > MOST_UNITS:
        raise ModelError(
            tr("a layer has 1 to {most_units:,} units", most_units=MOST_UNITS), "network.layers"
        )
    activations = [layer.g for layer in layers[1:] if layer.g is not None]
    drawn = start.weights(sizes, activations)
    weights = [
        _with_survivors(network, theta, before, after)
        for theta, (before, after) in zip(drawn, pairwise(layers), strict=True)
    ]
    return Network.of(activations, weights)


def _with_survivors(network: Network, drawn: Array, before: NewLayer, after: NewLayer) -> Array:
    """``drawn`` with the weights of the old network put in where they survive."""
    if before.old is None or after.old is None or after.old != before.old + 1:
        return drawn
    old = network.theta(before.old)
    out = drawn.copy()
    targets = [(j, unit - 1) for j, unit in enumerate(after.units) if unit is not None]
    sources = [(0, 0)] + [(i, unit) for i, unit in enumerate(before.units, 1) if unit is not None]
    rows, old_rows = zip(*targets, strict=True) if targets else ((), ())
    columns, old_columns = zip(*sources, strict=True)
    out[np.ix_(rows, columns)] = old[np.ix_(old_rows, old_columns)]
    return out
