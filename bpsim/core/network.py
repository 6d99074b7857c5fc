"""A feed-forward network: layer sizes, activations and the weights between the layers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bpsim.base.words import tr
from bpsim.core.activations.activation import Activation
from bpsim.core.activations.table import activation_named
from bpsim.core.arrays import Array, all_same_bits, frozen
from bpsim.core.errors import ModelError


@dataclass(frozen=True, eq=False)
class Network:
    """An immutable network with L layers.

    ``weights[l - 1]`` is Θ^(l), shape (s_{l+1}, s_l + 1), column 0 the bias, read-only.
    ``activations[l - 2]`` is g of layer l, l = 2 … L.
    """

    activations: tuple[Activation, ...]
    weights: tuple[Array, ...]

    @classmethod
    def of(cls, activations: Sequence[str | Activation], weights: Sequence[Any]) -> "Network":
        """Build a network from activations or their names and from anything that NumPy reads as
        matrices; raises ModelError.
        """
        found = (
            activation_named(each, f"network.activations[{n}]") if isinstance(each, str) else each
            for n, each in enumerate(activations)
        )
        return cls(tuple(found), tuple(frozen(w) for w in weights))

    def __post_init__(self) -> None:
        if not self.weights:
            raise ModelError(tr("a network needs at least two layers"), "network.layers")
        if len(self.activations) != len(self.weights):
            raise ModelError(
                tr(
                    "{weights} expected, one for each layer after the input, but there "
                    "are {activations}",
                    weights=len(self.weights),
                    activations=len(self.activations),
                ),
                "network.activations",
            )
        for n, each in enumerate(self.activations[:-1]):
            if not each.elementwise:
                place = f"network.activations[{n}]"
                raise ModelError(tr("{each} is for the output layer only", each=each.name), place)
        for n, theta in enumerate(self.weights):
            place = f"network.weights[{n}]"
            if theta.ndim != 2 or theta.shape[0] < 1 or theta.shape[1] < 2:
                raise ModelError(
                    tr(
                        "a matrix with one row per unit of the next layer and a bias "
                        "column is expected, but its shape is {theta_shape}",
                        theta_shape=theta.shape,
                    ),
                    place,
                )
            if n and theta.shape[1] != self.weights[n - 1].shape[0] + 1:
                raise ModelError(
                    tr(
                        "{shape} columns expected (the bias and one for each unit of layer "
                        "{n}), but there are {theta_shape}",
                        shape=self.weights[n - 1].shape[0] + 1,
                        n=n + 1,
                        theta_shape=theta.shape[1],
                    ),
                    place,
                )

    @property
    def layers(self) -> tuple[int, ...]:
        """s_1 … s_L, the units of each layer without the bias."""
        return (self.weights[0].shape[1] - 1, *(w.shape[0] for w in self.weights))

    @property
    def depth(self) -> int:
        """L, the number of layers, the input layer counted."""
        return len(self.weights) + 1

    def theta(self, layer: int) -> Array:
        """Θ^(layer), layer = 1 … L − 1."""
        return self.weights[layer - 1]

    def activation(self, layer: int) -> Activation:
        """g of ``layer``, layer = 2 … L."""
        return self.activations[layer - 2]

    def with_weights(self, weights: Sequence[Array]) -> "Network":
        """The same network with other weights of the same shapes."""
        return Network(self.activations, tuple(frozen(w) for w in weights))

    def require_finite(self) -> None:
        """Raise ModelError naming the first weight that is not finite.

        A network that diverged in training is a network still; one that is opened may not be.
        """
        for n, theta in enumerate(self.weights):
            if not np.isfinite(theta).all():
                j, i = np.argwhere(~np.isfinite(theta))[0]
                place = f"network.weights[{n}][{j}][{i}]"
                raise ModelError(tr("every weight must be finite"), place)

    def with_weight(self, layer: int, to: int, frm: int, value: float) -> "Network":
        """The same network with Θ_to,frm^(layer) (from unit ``frm``, 0 = bias) set to ``value``."""
        changed = self.weights[layer - 1].copy()
        changed[to - 1, frm] = value
        weights = (*self.weights[: layer - 1], changed, *self.weights[layer:])
        return self.with_weights(weights)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Network):
            return NotImplemented
        same = self.activations == other.activations
        return same and all_same_bits(self.weights, other.weights)

    __hash__ = None  # type: ignore[assignment]  # compared by content, never a key


def layer_kind(layer: int, depth: int) -> str:
    """What the ``layer``-th of ``depth`` layers is: input, hidden or output."""
    if layer == 1:
        return tr("input")
    return tr("output") if layer == depth else tr("hidden")
