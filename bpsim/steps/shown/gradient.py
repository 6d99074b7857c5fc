"""What stands on the edges where the walk is about the gradient: δ·a, D, or how far Θ moves."""

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.steps.changes import changes
from bpsim.steps.schedule import Phase
from bpsim.steps.step import Step

NAMES = {
    Phase.ACCUMULATE: tr("On the edges: δ·a of this example"),
    Phase.GRADIENT: tr("On the edges: D, the slope of J"),
    Phase.UPDATE: tr("On the edges: how far each weight moves"),
}


def on_edges(step: Step, layer: int) -> Array | None:
    """The numbers for the edges of Θ^(layer), shaped as it; None where its weights stand there.

    Also where what there is to see is not known yet.
    """
    known = step.known
    match step.phase:
        case Phase.ACCUMULATE if known.Delta(layer) is not None:
            a, delta = known.values.a[layer - 1], known.values.delta[layer]
            with np.errstate(over="ignore", invalid="ignore"):
                return np.outer(delta, np.concatenate([[1.0], a]))
        case Phase.GRADIENT:
            return known.D[layer - 1]
        case Phase.UPDATE if step.before is not None and step.before is not step.network:
            return changes(step)[layer - 1]
    return None


def edges_tell(step: Step) -> str:
    """What the numbers on the lit edges are; empty where they are the weights."""
    layers = [lit.layer for lit in step.lit]
    if layers and all(on_edges(step, layer) is not None for layer in layers):
        return NAMES[step.phase]
    return ""
