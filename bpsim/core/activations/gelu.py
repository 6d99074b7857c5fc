"""The Gaussian error linear unit, z times the share of a normal distribution below z."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from bpsim.core.activations.activation import INFINITY, Activation, Call
from bpsim.core.activations.normal import Phi, phi
from bpsim.core.arrays import Array

LEAST = -0.16997120747990369
"""g at its lowest point, z = −0.7517915246935645."""


@dataclass(frozen=True)
class Gelu(Activation):
    """g(z) = z Φ(z), g′ = Φ(z) + z φ(z) (Hendrycks and Gimpel 2016), not the tanh that is near."""

    name: ClassVar[str] = "gelu"

    def value(self, z: Array) -> Array:
        """z Φ(z)."""
        return z * Phi(z)

    def derivative(self, z: Array) -> Array:
        """Φ(z) + z φ(z)."""
        return Phi(z) + z * phi(z)

    @property
    def bounds(self) -> tuple[float, float]:
        """From −0.17 on."""
        return LEAST, INFINITY

    def fast(self, z: Array, a: Array, slope: Array) -> list[Call]:
        """Φ has no in-place form: it is computed once for both."""
        return [partial(_both, z, a, slope)]


def _both(z: Array, a: Array, slope: Array) -> None:
    share = Phi(z)
    a[...] = z * share
    slope[...] = share + z * phi(z)
