"""Walks of parts that are put together for a test."""

from bpsim.core.checkpoint import Checkpoint
from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.scaling import Scaling
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.steps.trace import Trace


def traced(
    network: Network,
    cost: str,
    examples: Examples,
    training: TrainingSettings,
    convention: Convention,
    iteration: int = 0,
    scaling: Scaling | None = None,
    start: Checkpoint | None = None,
) -> Trace:
    """The walk of ``iteration``, which starts from ``start``, else from the weights of network."""
    document = Document("", network, cost, examples, training, convention, scaling=scaling)
    return Trace.of(document, iteration, start)
