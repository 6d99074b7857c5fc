"""The wheel turns a field that has the keyboard, and passes by every other one."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bpsim.gui.kit.entry.seed import SeedField
from bpsim.gui.kit.entry.spins import Choice, Spin


def turn(field: QWidget) -> bool:
    """One notch of the wheel towards the user; False where it is left to what lies below."""
    at = QPointF(field.rect().center())
    event = QWheelEvent(
        at,
        QPointF(field.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, event)
    return event.isAccepted()


@pytest.mark.parametrize("kind", ["spin", "seed", "choice"])
def test_only_a_field_with_the_keyboard_is_turned(qtbot: QtBot, kind: str) -> None:
    ground = QWidget()
    field: Spin | SeedField | Choice
    if kind == "choice":
        field = Choice("words", {"a": "A", "b": "B"})
    else:
        field = Spin("number", 0, 9, 5) if kind == "spin" else SeedField(1, "seed")
        field.setValue(5)
    other = Spin("other", 0, 9, 5)
    column = QVBoxLayout(ground)
    column.addWidget(field)
    column.addWidget(other)
    qtbot.addWidget(ground)
    ground.show()
    ground.activateWindow()
    qtbot.waitUntil(ground.isActiveWindow)
    other.setFocus()
    before = field.value()
    assert not turn(field)
    assert field.value() == before
    field.setFocus()
    assert turn(field)
    assert field.value() != before
