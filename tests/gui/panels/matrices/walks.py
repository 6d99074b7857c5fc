"""Steps of real walks for the matrices panel, and what its matrices light."""

from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np

from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.shown.blocks import Block
from bpsim.steps.shown.equations import sheet_of
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace
from tests.traces import traced

COURSE = Convention()
LARGE = (784, 128, 64, 10)
UNIT, TERM, LAYER = Granularity.UNIT, Granularity.TERM, Granularity.LAYER


UNSCALED = [phase for phase in Phase if phase is not Phase.SCALE]
"""The phases of a walk whose inputs are as they were given."""


@cache
def trace(
    layers: tuple[int, ...] = (2, 2, 2, 1), cost: str = "cross-entropy", last: str = "sigmoid",
    convention: Convention = COURSE, lam: float = 0.0,
) -> Trace:  # fmt: skip
    rng = np.random.default_rng(7)
    weights = [rng.normal(size=(b, a + 1)) for a, b in pairwise(layers)]
    network = Network.of(["sigmoid"] * (len(layers) - 2) + [last], weights)
    x = rng.uniform(size=(3, layers[0]))
    y = np.eye(layers[-1])[rng.integers(0, layers[-1], 3)]
    examples = Examples.of(x, y)
    return traced(network, cost, examples, TrainingSettings(lam=lam), convention)


def step_at(
    phase: Phase, layer: int | None = None, unit: int = 1, granularity: Granularity = UNIT,
    term: int | None = None, walk: Trace | None = None, item: int = 0,
) -> Step:  # fmt: skip
    walk = walk or trace()
    tick = walk.schedule.tick_where(phase, layer, unit, item)
    step = walk.step(walk.schedule.index_of(tick, granularity), granularity)
    while term is not None and step.term != term:
        step = walk.step(step.index - 1, granularity)
    return step


def named(step: Step, name: str) -> Block:
    return next(block for block in sheet_of(step).blocks if block.name == name)


def lights(block: Block) -> dict[tuple[int, int], Any]:
    rows, columns = block.shape
    cells = [(r, c) for r in range(rows) for c in range(columns)]
    return {cell: light for cell in cells if (light := block.lit(*cell)) is not None}
