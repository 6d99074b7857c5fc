"""What the graph shows while training runs: every value, and a small map in each unit."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from bpsim.core.decision import plane_ranges
from bpsim.core.network import Network
from bpsim.formats.bundled import bundled_network
from bpsim.gui.looks.theme import LIGHT
from bpsim.gui.wiring.live import has_unit_maps, live_step, unit_maps
from bpsim.steps.places import UnitPlace
from bpsim.steps.schedule import Granularity
from bpsim.steps.trace import Trace

DOCUMENT = bundled_network("xor").load()


@pytest.mark.parametrize("granularity", list(Granularity))
def test_every_value_of_the_forward_pass_is_known(granularity: Granularity) -> None:
    trace = Trace.of(DOCUMENT)
    for index in range(trace.schedule.count(granularity)):
        step = trace.step(index, granularity)
        live = live_step(trace, index, granularity)
        assert live.known.a_units == DOCUMENT.network.layers
        assert live.example == step.example or step.example is None
        assert (live is step) == (step.known.a_units == DOCUMENT.network.layers)
        if live is not step:
            assert (live.units, live.lit) == ((), ())


def test_a_frame_of_training_makes_no_other_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each takes half a millisecond, and there are other weights in every frame."""
    trace, made = Trace.of(DOCUMENT), list[int]()
    make = Trace._made
    monkeypatch.setattr(Trace, "_made", lambda *asked: made.append(asked[1]) or make(*asked))
    live_step(trace, 0, Granularity.UNIT)
    assert len(made) == 1


def test_a_map_has_the_colour_of_what_the_unit_answers_there(qapp: object) -> None:
    maps = unit_maps(DOCUMENT.network, DOCUMENT.examples)
    layers = DOCUMENT.network.layers
    assert set(maps) == {UnitPlace(n, j + 1) for n in (2, 3) for j in range(layers[n - 1])}
    (left, right), (low, high) = plane_ranges(DOCUMENT.examples.x)
    below, above = QColor(LIGHT.negative), QColor(LIGHT.positive)
    seen = set()
    for (layer, unit), image in maps.items():
        for x in (0, image.width() // 3, image.width() - 1):
            for y in (0, image.height() - 1):
                at = [left + (right - left) * x / (image.width() - 1),
                      high - (high - low) * y / (image.height() - 1)]  # fmt: skip
                a = np.array(at)
                for theta in DOCUMENT.network.weights[: layer - 1]:
                    a = 1 / (1 + np.exp(-(theta[:, 0] + theta[:, 1:] @ a)))
                colour = image.pixelColor(x, y)
                nearer = abs(colour.hue() - above.hue()) < abs(colour.hue() - below.hue())
                if abs(a[unit - 1] - 0.5) > 0.05:
                    assert nearer == (a[unit - 1] > 0.5)
                    seen.add(nearer)
    assert seen == {True, False}


def test_there_are_none_for_other_inputs_and_large_networks(qapp: object) -> None:
    assert has_unit_maps(DOCUMENT.network)
    assert not has_unit_maps(bundled_network("iris").load().network)
    large = Network.of(["sigmoid", "sigmoid"], [np.zeros((60, 3)), np.zeros((1, 61))])
    assert not has_unit_maps(large)
