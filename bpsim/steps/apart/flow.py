"""How large the δ of each layer are, to see gradients vanish or explode on their way back."""

from dataclasses import dataclass

import numpy as np

from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.core.propagation import backward, forward

MOST_EXAMPLES = 256
VANISHING, EXPLODING = 1e-3, 1e3
"""The ratio between the first hidden and the output layer that is worth a word."""


@dataclass(frozen=True)
class Flow:
    """``sizes[l − 2]`` is the root mean square of δ^(l) over units and examples, for l = 2 … L."""

    iteration: int
    sizes: tuple[float, ...]

    @property
    def ratio(self) -> float | None:
        """The first hidden layer's size divided by the output layer's; None where it is 0."""
        return self.sizes[0] / self.sizes[-1] if self.sizes[-1] else None

    @property
    def sentence(self) -> str:
        """What the sizes tell."""
        ratio = self.ratio
        if len(self.sizes) == 1:
            return tr("There is one layer of δ only: nothing can vanish on the way.")
        if ratio is None:
            return tr("Every δ of the output layer is 0: there is nothing to pass back.")
        times = tr("{ratio:.2g} times as large as those of the output layer", ratio=ratio)
        if ratio < VANISHING:
            return tr("The δ of layer 2 are {times}: they vanish on the way back.", times=times)
        if ratio > EXPLODING:
            return tr("The δ of layer 2 are {times}: they explode on the way back.", times=times)
        return tr("The δ of layer 2 are {times}.", times=times)


def flow_of(document: Document, iteration: int) -> Flow:
    """The sizes with the weights of ``document``, over the first examples of the training set.

    Raises ValueError where there is none.
    """
    examples, network = document.examples, document.network
    if not len(examples):
        raise ValueError(tr("no example"))
    x, y = examples.x[:MOST_EXAMPLES], examples.y[:MOST_EXAMPLES]
    with np.errstate(over="ignore", invalid="ignore"):
        back = backward(network, document.cost, forward(network, x), y)
        sizes = tuple(float(np.sqrt(np.mean(delta**2))) for delta in back.delta[1:])
    return Flow(iteration, sizes)
