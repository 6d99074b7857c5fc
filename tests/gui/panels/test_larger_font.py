"""What measures itself in its font has the room that another font needs, as Qt sees to."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bpsim.gui.dialogs.initial_weights_preview import WeightsPreview
from bpsim.gui.kit.controls.live_text import LiveText
from bpsim.gui.kit.controls.picture import PictureWidget
from bpsim.gui.kit.entry.stepped import SlopeField
from bpsim.gui.kit.formula import FormulaView
from bpsim.gui.kit.page.heading import Heading
from bpsim.gui.panels.slope.symbol import SymbolLabel
from bpsim.gui.panels.transport.timeline import TransportTimeline
from bpsim.notation.formula import Words


def live_text() -> QWidget:
    text = LiveText("x1 = 0.88")
    text.set_text("x1 = 0.25")
    return text


def formula() -> QWidget:
    view = FormulaView()
    view.set_expr(Words("a longer word"))
    return view


def heading() -> QWidget:
    title = Heading()
    title.show_title("Error of layer 2")
    return title


def symbol() -> QWidget:
    label = SymbolLabel()
    label.set_expr(Words("slope"))
    return label


@pytest.mark.parametrize(
    "made",
    [
        live_text, formula, heading, symbol, SlopeField, PictureWidget, WeightsPreview,
        TransportTimeline,
    ],
)  # fmt: skip
def test_it_grows_with_its_font(qtbot: QtBot, made: Callable[[], QWidget]) -> None:
    whole, part = QWidget(), made()
    qtbot.addWidget(whole)
    column = QVBoxLayout(whole)
    column.addWidget(part)
    whole.show()
    before = column.totalMinimumSize()
    font = part.font()
    font.setPointSizeF(3 * font.pointSizeF())
    part.setFont(font)
    after = column.totalMinimumSize()
    assert after.height() > 1.5 * before.height()
    assert after.width() >= before.width()
