"""What the graph shows while training runs: every value of the example, and small maps."""

from dataclasses import replace

from PySide6.QtGui import QImage

from bpsim.core.decision import Plane, plane_ranges
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.propagation import forward
from bpsim.gui.looks.theme import theme_in_use
from bpsim.gui.panels.map.field import image_of, unit_pixels
from bpsim.gui.panels.map.view import MapView, scale_of
from bpsim.steps.places import Place, UnitPlace
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace

ACROSS, DOWN = 32, 16
"""The points of a small map."""
MOST_UNITS, MOST_WEIGHTS = 40, 1_000
"""In larger networks the units are too small for maps, and the time of a frame too short."""


def live_step(trace: Trace, index: int, granularity: Granularity) -> Step:
    """The step there if it knows every activation, else the forward pass of its example, done.

    Nothing is marked then: the values are those of no step in particular.
    """
    schedule = trace.schedule
    tick = schedule.tick_of(index, granularity)
    item = schedule.position_of(tick).item
    cost = schedule.tick_where(Phase.COST, None, 1, schedule.batch - 1 if item is None else item)
    if tick >= cost - 1:
        return trace.step(index, granularity)
    done = trace.step(schedule.index_of(cost, Granularity.UNIT), Granularity.UNIT)
    return replace(done, units=(), lit=())


def has_unit_maps(network: Network) -> bool:
    """True with two inputs, unless the network is a large one."""
    layers = network.layers
    weights = sum(theta.size for theta in network.weights)
    return layers[0] == 2 and sum(layers) <= MOST_UNITS and weights <= MOST_WEIGHTS


def unit_maps(network: Network, examples: Examples) -> dict[Place, QImage]:
    """What each unit of a network that has such maps makes of the input plane."""
    plane = Plane(*plane_ranges(examples.x), ACROSS, DOWN)
    found, theme = forward(network, plane.points(0, len(plane))), theme_in_use()
    out: dict[Place, QImage] = {}
    for layer in range(2, network.depth + 1):
        for unit in range(1, network.layers[layer - 1] + 1):
            values = found.a[layer - 1][:, unit - 1].reshape(DOWN, ACROSS)
            scale = scale_of(network, MapView(layer, unit), values)
            out[UnitPlace(layer, unit)] = image_of(unit_pixels(values, scale, theme))
    return out
