"""Networks, their walks and any stop of them, for the tests of the graph."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np

from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import Convention
from bpsim.gui.graph.layout.sizes import Metrics
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace

LECTURE = Network.of(
    ["sigmoid"] * 3,
    [
        [[0.1, 0.3, -0.2], [-0.1, 0.5, 0.4]],
        [[0.2, -0.4, 0.6], [0.0, 0.7, -0.3]],
        [[-0.3, 0.8, -0.5]],
    ],
)
EXAMPLES = Examples.of([[0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0]])


def network_of(layers: Sequence[int], seed: int = 1) -> Network:
    """A sigmoid network with random weights of either sign."""
    random = np.random.default_rng(seed)
    weights = [random.normal(0, 1, (b, a + 1)) for a, b in pairwise(layers)]
    return Network.of(["sigmoid"] * len(weights), weights)


def document_of(network: Network, examples: Examples | None = None) -> Document:
    """A document with two examples where none are given."""
    if examples is None:
        random = np.random.default_rng(7)
        layers = network.layers
        examples = Examples.of(random.random((2, layers[0])), random.random((2, layers[-1])))
    return Document("test", network, "cross-entropy", examples)


@cache
def lecture_trace(sign: str = "course") -> Trace:
    """The walk over the lecture's network."""
    convention = Convention(sign)  # type: ignore[arg-type]
    return Trace.of(document_of(LECTURE, EXAMPLES).with_(convention=convention))


def step_at(
    trace: Trace,
    phase: Phase,
    layer: int | None = None,
    unit: int = 1,
    granularity: Granularity = Granularity.UNIT,
    back: int = 0,
) -> Step:
    """The stop of a unit at a granularity, or the one ``back`` stops before it."""
    tick = trace.schedule.tick_where(phase, layer, unit, 0)
    return trace.step(trace.schedule.index_of(tick, granularity) - back, granularity)


def lecture(
    phase: Phase,
    layer: int | None = None,
    unit: int = 1,
    granularity: Granularity = Granularity.UNIT,
    back: int = 0,
) -> Step:
    """A stop on the lecture's walk."""
    return step_at(lecture_trace(), phase, layer, unit, granularity, back)


def metrics_for(layers: Sequence[int], size: float = 1.0, names: float = 20.0) -> Metrics:
    """Text as a font of 14 · ``size`` pixels' line height would measure."""
    return Metrics(
        line=14.0 * size,
        small=12.0 * size,
        numbers=(52.0 * size, 45.0 * size),
        labels=(46.0 * size, 40.0 * size),
        deltas=(70.0 * size, 62.0 * size),
        names=names * size,
        target_name=10.0 * size,
        target_value=33.0 * size,
        more=52.0 * size,
        headings=tuple(95.0 * size for _ in layers),
        target_heading=45.0 * size,
    )
