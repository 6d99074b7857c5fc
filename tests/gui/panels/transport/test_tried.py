"""The transport bar over the walk of an input that is only tried."""

from pytestqt.qtbot import QtBot

from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.gui.panels.transport.bar import TransportBar
from bpsim.steps.schedule import Granularity
from tests.traces import traced


def test_an_input_that_is_only_tried_is_in_no_iteration(qtbot: QtBot) -> None:
    bar = TransportBar()
    qtbot.addWidget(bar)
    network = Network.of(("sigmoid", "sigmoid"), [[[1, 2, 3]] * 2, [[1, 2, 3]]])
    known = Examples.of([[0, 0]], [[0]])
    for examples, words in (
        (known, "Iteration 0 · step 2 of 13"),
        (known.asked([0.5, 0.25]), "step 2 of 4"),
    ):
        trace = traced(network, "cross-entropy", examples, TrainingSettings(), Convention())
        bar.show_step(trace.step(1, Granularity.UNIT), trace.schedule)
        assert bar.counter.text() == words
