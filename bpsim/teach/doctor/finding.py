"""What the doctor looks at, and what it says."""

from dataclasses import dataclass
from functools import cached_property

from bpsim.core.arrays import Array
from bpsim.core.document import Document
from bpsim.core.network import Network
from bpsim.core.propagation import Backward, Forward, Gradient, backward, forward, gradient
from bpsim.steps.places import Place

MOST_EXAMPLES = 2_000
"""So many examples are enough to judge by, and take little time on any network."""


@dataclass(frozen=True)
class Finding:
    """One thing that may keep the network from learning.

    ``place`` is where in the network it is, None where it is about a setting. ``kind`` is the name
    of the check that found it. ``panel`` is where it can be changed ("graph" on the graph),
    ``setting`` the field there, ``example`` the row, from 1, that it is about.
    """

    kind: str
    sentence: str
    place: Place | None = None
    panel: str = ""
    setting: str = ""
    example: int | None = None


@dataclass(frozen=True)
class Patient:
    """A document, and what its weights make of its examples."""

    document: Document

    @property
    def network(self) -> Network:
        """The one looked at."""
        return self.document.network

    @property
    def x(self) -> Array:
        """The inputs looked at, shape (m, s_1)."""
        return self.document.examples.x[:MOST_EXAMPLES]

    @property
    def y(self) -> Array:
        """Their targets, shape (m, K)."""
        return self.document.examples.y[:MOST_EXAMPLES]

    @cached_property
    def passed(self) -> Forward:
        """z and a of every layer."""
        return forward(self.network, self.x)

    @cached_property
    def back(self) -> Backward:
        """δ and g′ of every layer."""
        return backward(self.network, self.document.cost, self.passed, self.y)

    @cached_property
    def gradient(self) -> Gradient:
        """J, Δ and D with the document's λ."""
        lam = self.document.training.lam
        return gradient(self.network, self.document.cost, self.x, self.y, lam)
