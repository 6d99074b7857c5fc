"""The panels made of a page of formulas, on screen in a font of known size."""

from typing import TypeVar

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

Panel = TypeVar("Panel", bound=QWidget)


def on_screen(qtbot: QtBot, panel: Panel, height: int = 340) -> Panel:
    """``panel`` in DejaVu Sans of 9 points, 420 pixels wide."""
    qtbot.addWidget(panel)
    font = QFont("DejaVu Sans")
    font.setPointSizeF(9.0)
    panel.setFont(font)
    panel.resize(420, height)
    panel.show()
    return panel


def settled(panel: Panel) -> Panel:
    """``panel`` once its layout is: a scroll area settles over a few rounds of it."""
    for _ in range(4):
        QApplication.processEvents()
    return panel
