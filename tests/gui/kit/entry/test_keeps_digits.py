"""Boxes of whole numbers: none becomes another without a word, and nothing typed is lost."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QSpinBox, QToolTip
from pytestqt.qtbot import QtBot

from bpsim.gui.dialogs.hold_out import HoldOutDialog
from bpsim.gui.kit.entry.seed import LARGEST_SEED, SeedField
from bpsim.gui.kit.entry.spins import Spin
from bpsim.gui.panels.breakpoints.add import AddRow
from bpsim.gui.panels.own_numbers.panel import OwnNumbersPanel
from bpsim.gui.panels.transport.examples import ExampleChooser


def _breakpoint() -> tuple[AddRow, QSpinBox]:
    row = AddRow()
    row.example.setRange(1, 40)
    row.kind.setCurrentIndex(row.kind.findData("example"))
    return row, row.example


def _transport() -> tuple[ExampleChooser, QSpinBox]:
    chooser = ExampleChooser()
    chooser.set_examples(40, 1)
    return chooser, chooser._spin


def _hold_out() -> tuple[HoldOutDialog, QSpinBox]:
    dialog = HoldOutDialog(100)
    return dialog, dialog.percent


def _own_numbers() -> tuple[OwnNumbersPanel, QSpinBox]:
    panel = OwnNumbersPanel()
    panel.example.setRange(0, 40)
    return panel, panel.example


def _spin() -> tuple[Spin, QSpinBox]:
    spin = Spin("Batch", 1, 40, 1)
    spin.setSuffix(" %")
    return spin, spin


def _seed() -> tuple[SeedField, QDoubleSpinBox]:
    seed = SeedField(1, "Draws")
    return seed, seed


MADE = (_breakpoint, _transport, _hold_out, _own_numbers, _spin, _seed)


@pytest.mark.parametrize("make", MADE)
@pytest.mark.parametrize("more", ["4", "0" * 20, "9" * 5000])
def test_the_largest_takes_the_place_of_what_is_larger(
    qtbot: QtBot, make: Callable[[], tuple[QSpinBox, QSpinBox]], more: str
) -> None:
    holder, box = make()
    qtbot.addWidget(holder)
    holder.show()
    largest = int(box.maximum())
    assert largest in (40, 99, LARGEST_SEED)
    box.setFocus()
    box.selectAll()
    typed = f"{largest}{more}"
    box.lineEdit().insert(typed)
    assert typed in box.text(), "it may be typed, and is not cut off on the way"
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.value() == largest


@pytest.mark.parametrize("make", MADE)
@pytest.mark.parametrize(
    ("typed", "value"), [("1e1", 10), ("2e1", 20), ("7e0", 7), ("12.0", 12), ("-1", None)]
)
def test_another_way_to_write_a_whole_number_is_taken(
    qtbot: QtBot, make: Callable[[], tuple[QSpinBox, QSpinBox]], typed: str, value: int | None
) -> None:
    holder, box = make()
    qtbot.addWidget(holder)
    holder.show()
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box.lineEdit(), typed)
    assert typed in box.text(), "no letter is dropped"
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.value() == (int(box.minimum()) if value is None else value)


@pytest.mark.parametrize("make", MADE)
@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("abc", "“abc” is not a number."),
        ("1e3x", "“1e3x” is not a number."),
        ("2.5", "“2.5” is not a whole number."),
        ("", "A number is missing here."),
    ],
)
def test_what_is_no_whole_number_stays_with_the_reason_until_the_box_is_left(
    qtbot: QtBot, make: Callable[[], tuple[QSpinBox, QSpinBox]], typed: str, reason: str
) -> None:
    holder, box = make()
    qtbot.addWidget(holder)
    holder.show()
    QApplication.sendEvent(box, QFocusEvent(QEvent.Type.FocusIn))
    before, palette = box.value(), box.palette()
    box.selectAll()
    qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Delete)
    qtbot.keyClicks(box.lineEdit(), typed)
    assert not QToolTip.isVisible()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert typed in box.text()
    assert QToolTip.text() == reason
    assert box.palette() != palette
    qtbot.keyClicks(box.lineEdit(), "3")
    assert box.palette() == palette
    qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Backspace)
    qtbot.keyClicks(box.lineEdit(), typed or "x")
    QApplication.sendEvent(box, QFocusEvent(QEvent.Type.FocusOut))
    assert box.value() == before
    assert box.cleanText() in (box.textFromValue(before), box.specialValueText())
