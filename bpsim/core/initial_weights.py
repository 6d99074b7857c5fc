"""Weights to start from: zeros, uniform as in the course, and those of Glorot and of He."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

import numpy as np

from bpsim.base.words import tr
from bpsim.core.activations.activation import Activation
from bpsim.core.arrays import Array, frozen
from bpsim.core.errors import ModelError
from bpsim.core.network import Network

StartMethod = Literal["zeros", "uniform", "glorot", "he"]

COURSE_EPSILON = 0.12
"""The ε of the course's fourth exercise, for a 400-25-10 network."""

Draw = Callable[[np.random.Generator, int, int, float | None], Array]


def course_epsilon(inputs: int, outputs: int) -> float:
    """ε = √6 / √(s_l + s_{l+1}), the course's rule for layers of s_l and s_{l+1} units."""
    return float(np.sqrt(6.0 / (inputs + outputs)))


def _zeros(rng: np.random.Generator, inputs: int, outputs: int, epsilon: float | None) -> Array:
    return np.zeros((outputs, inputs + 1))


def _uniform(rng: np.random.Generator, inputs: int, outputs: int, epsilon: float | None) -> Array:
    epsilon = course_epsilon(inputs, outputs) if epsilon is None else epsilon
    return rng.random((outputs, inputs + 1)) * (2.0 * epsilon) - epsilon


def _glorot(rng: np.random.Generator, inputs: int, outputs: int, epsilon: float | None) -> Array:
    return _normal(rng, inputs, outputs, 2.0 / (inputs + outputs))


def _he(rng: np.random.Generator, inputs: int, outputs: int, epsilon: float | None) -> Array:
    return _normal(rng, inputs, outputs, 2.0 / inputs)


def _normal(rng: np.random.Generator, inputs: int, outputs: int, variance: float) -> Array:
    theta = np.zeros((outputs, inputs + 1))
    theta[:, 1:] = rng.normal(0.0, np.sqrt(variance), (outputs, inputs))
    return theta


METHODS: tuple[StartMethod, ...] = get_args(StartMethod)
_DRAWS: dict[StartMethod, Draw] = {
    "zeros": _zeros,
    "uniform": _uniform,
    "glorot": _glorot,
    "he": _he,
}


@dataclass(frozen=True)
class Start:
    """How weights are drawn: the same ones for the same ``seed``.

    - "zeros": every weight 0, which keeps the units of a layer alike for ever.
    - "uniform": between −ε and ε, biases included; ``epsilon`` is ε, None for the course's rule.
    - "glorot": normal with variance 2 / (s_l + s_{l+1}), biases 0 (Glorot and Bengio 2010).
    - "he": normal with variance 2 / s_l, biases 0; made for relu (He et al. 2015).
    """

    method: StartMethod = "uniform"
    seed: int = 1
    epsilon: float | None = None

    def weights(
        self, layers: Sequence[int], activations: Sequence[str | Activation]
    ) -> tuple[Array, ...]:
        """Θ^(1) … Θ^(L−1) for layers of s_1 … s_L units.

        Raises ModelError for an unknown method, an ε that is not a finite number > 0, or layers and
        activations that make no network.
        """
        if self.method not in METHODS:
            raise ModelError(
                tr(
                    "“{method}” is none of {methods}",
                    method=self.method,
                    methods=", ".join(METHODS),
                )
            )
        if self.epsilon is not None and not 0.0 < self.epsilon < float("inf"):
            raise ModelError(tr("ε must be a finite number > 0"))
        if any(units < 1 for units in layers):
            raise ModelError(tr("every layer needs at least one unit"), "network.layers")
        rng = np.random.default_rng(self.seed)
        draw = _DRAWS[self.method]
        weights = tuple(frozen(draw(rng, a, b, self.epsilon)) for a, b in pairwise(layers))
        return Network.of(activations, weights).weights
