"""Fields get their own keys before the window's shortcuts do, and nobody else is watched."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bpsim.gui.program.keys import KeyGuard


class Plan(QWidget):
    """A field, a label that can have the focus, and a shortcut that a field uses as well."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.field, self.label = QSpinBox(), QLabel("beside it")
        self.label.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column.addWidget(self.field)
        column.addWidget(self.label)
        self.pressed: list[bool] = []
        up = QShortcut(QKeySequence(Qt.Key.Key_Up), self)
        up.activated.connect(lambda: self.pressed.append(True))


@pytest.fixture
def guard(qapp: QApplication) -> Iterator[KeyGuard]:
    guard = KeyGuard(qapp)
    yield guard
    guard.end()
    guard.deleteLater()


@pytest.fixture
def plan(guard: KeyGuard, qtbot: QtBot) -> Plan:
    plan = Plan()
    qtbot.addWidget(plan)
    plan.show()
    plan.activateWindow()
    qtbot.waitUntil(plan.isActiveWindow)
    return plan


def test_a_field_with_the_focus_keeps_its_key(plan: Plan, qtbot: QtBot) -> None:
    plan.field.setFocus()
    qtbot.keyClick(plan.field, Qt.Key.Key_Up)
    assert plan.field.value() == 1
    assert plan.pressed == []


def test_elsewhere_the_key_is_the_window_s(plan: Plan, qtbot: QtBot) -> None:
    plan.field.setFocus()
    plan.label.setFocus()
    qtbot.keyClick(plan.label, Qt.Key.Key_Up)
    assert plan.field.value() == 0
    assert plan.pressed == [True]


def test_the_focus_that_is_there_already_counts(qapp: QApplication, qtbot: QtBot) -> None:
    plan = Plan()
    qtbot.addWidget(plan)
    plan.show()
    plan.activateWindow()
    plan.field.setFocus()
    qtbot.waitUntil(plan.field.hasFocus)
    guard = KeyGuard(qapp)
    qtbot.keyClick(plan.field, Qt.Key.Key_Up)
    assert (plan.field.value(), plan.pressed) == (1, [])
    guard.end()
    qtbot.keyClick(plan.field, Qt.Key.Key_Up)
    assert plan.pressed == [True]
    guard.deleteLater()


def test_a_field_that_is_gone_is_forgotten(plan: Plan, qtbot: QtBot) -> None:
    plan.field.setFocus()
    plan.field.deleteLater()
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete
    plan.label.setFocus()
    qtbot.keyClick(plan.label, Qt.Key.Key_Up)
    assert plan.pressed == [True]
