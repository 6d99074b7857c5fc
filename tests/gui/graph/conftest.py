"""Scenes and views on the lecture's network."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from bpsim.core.examples import Examples
from bpsim.gui.graph.paint.scene import Scene
from bpsim.gui.graph.paint.scene_maker import SceneMaker
from bpsim.gui.graph.view import GraphView
from bpsim.gui.looks.theme import sized
from bpsim.steps.step import Step
from tests.gui.graph.walks import EXAMPLES


@pytest.fixture
def scene_of(qapp: object) -> Callable[..., Scene]:
    """The scene of a step in a view of 760 × 430, in the usual size of text or so many times it."""

    def make(
        step: Step,
        examples: Examples = EXAMPLES,
        width: int = 760,
        high: int = 430,
        text: float = 1,
    ) -> Scene:
        font = sized(QFont(), text)
        return SceneMaker().scene(step.network, examples, step, None, font, QSize(width, high))

    return make


@pytest.fixture
def view(qtbot: QtBot) -> GraphView:
    """A graph of 760 × 430 on screen, empty."""
    widget = GraphView()
    qtbot.addWidget(widget)
    widget.resize(760, 430)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget
