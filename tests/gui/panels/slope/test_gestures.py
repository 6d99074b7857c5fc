"""Nudging in the slope panel: with keys, in the field, by dragging, and letting go."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bpsim.gui.kit.entry.number_entry import NumberError
from bpsim.gui.kit.entry.stepped import SlopeField, parsed
from bpsim.gui.panels.slope.panel import SlopePanel
from tests.gui.panels.slope.literal_slopes import drag, slope_at

# --- keys -----------------------------------------------------------------------------------------


def test_arrows_nudge_by_round_steps(qtbot: QtBot, panel: SlopePanel, heard: list[object]) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(panel.plot, Qt.Key.Key_Right)
    qtbot.keyClick(panel.plot, Qt.Key.Key_Right, shift)
    qtbot.keyClick(panel.plot, Qt.Key.Key_Left)
    assert heard == pytest.approx([1.2, 2.2, 2.0])
    assert panel.nudge() == pytest.approx(2.0)
    assert panel.field.lineEdit().text() == "2"


@pytest.mark.parametrize("key", [Qt.Key.Key_Home, Qt.Key.Key_Escape])
def test_keys_that_let_go(
    qtbot: QtBot, panel: SlopePanel, heard: list[object], key: Qt.Key
) -> None:
    qtbot.keyClick(panel.plot, Qt.Key.Key_Left)
    qtbot.keyClick(panel.plot, key)
    assert heard == [pytest.approx(0.8), None]
    assert panel.field.value() == 1.0
    qtbot.keyClick(panel.plot, key)
    assert len(heard) == 2


def test_the_window_s_own_keys_wait_while_they_are_ours(qtbot: QtBot, heard: list[object]) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    panel = SlopePanel()
    panel.show_slope(slope_at(1.0))
    column = QVBoxLayout(window)
    column.addWidget(panel)
    pressed: list[str] = []
    for key in ("Right", "Home", "Esc", "Space"):
        action = QAction(window)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _checked=False, key=key: pressed.append(key))
        window.addAction(action)
    window.show()
    window.activateWindow()
    panel.plot.setFocus()
    QApplication.processEvents()
    said: list[object] = []
    panel.nudged.connect(said.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Escape, Qt.Key.Key_Home):
        qtbot.keyClick(window.windowHandle(), key)
    assert pressed == []
    assert said == [pytest.approx(1.2), None]
    # Nothing is nudged now: Escape and what is not ours go to the window.
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Space)
    assert pressed == ["Esc", "Space"]


def test_the_keyboard_leaving_the_panel_lets_go(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    panel, other = SlopePanel(), QLineEdit()
    panel.show_slope(slope_at(1.0))
    column = QVBoxLayout(window)
    column.addWidget(panel)
    column.addWidget(other)
    window.show()
    window.activateWindow()
    panel.field.setFocus()
    QApplication.processEvents()
    said: list[object] = []
    panel.nudged.connect(said.append)
    qtbot.keyClick(panel.field, Qt.Key.Key_Up)
    panel.plot.setFocus()  # still within the panel
    assert said == [pytest.approx(1.2)]
    other.setFocus()
    assert said == [pytest.approx(1.2), None]


# --- the field ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [("0.25", 0.25), ("0,25", 0.25), ("1,234", 1.234), (" −3 ", -3.0), ("1/4", 0.25),
     ("1e-3", 1e-3), ("3.2×10⁻⁷", 3.2e-7)],
)  # fmt: skip
def test_numbers_as_people_write_them(text: str, value: float) -> None:
    assert parsed(text) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "missing"), ("two", "not a number"), ("1/0", "0 below"), ("1/2/3", "not a number"),
     ("nan", "not a number"), ("1e400", "too large"), ("1e99", "drawn for numbers")],
)  # fmt: skip
def test_what_cannot_be_drawn_is_refused_with_a_reason(text: str, why: str) -> None:
    with pytest.raises(NumberError, match=why):
        parsed(text)


def type_in(qtbot: QtBot, field: SlopeField, text: str) -> None:
    field.lineEdit().selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_typed_value_is_taken_with_all_its_digits(
    qtbot: QtBot, panel: SlopePanel, heard: list[object]
) -> None:
    type_in(qtbot, panel.field, "1/3")
    assert heard == [1 / 3]
    assert panel.field.lineEdit().text() == "0.3333"
    assert panel.field.toolTip() == "0.3333333333333333"
    qtbot.keyClick(panel.field, Qt.Key.Key_Return)
    assert heard == [1 / 3]


def test_what_is_no_number_stays_with_a_reason_and_gives_way(
    qtbot: QtBot, panel: SlopePanel, heard: list[object]
) -> None:
    said: list[str] = []
    panel.refusal.connect(said.append)
    line = panel.field.lineEdit()
    type_in(qtbot, panel.field, "abc")
    assert line.text() == "abc"
    assert said == ["z₁⁽²⁾: “abc” is not a number."]
    qtbot.keyClick(panel.field, Qt.Key.Key_Escape)
    assert (line.text(), said[1:]) == ("1", [""])
    type_in(qtbot, panel.field, "abc")
    panel.plot.setFocus()
    assert line.text() == "1" and said[-1] != "", "the reason is still to be read"
    assert heard == []


def test_the_field_steps_with_keys_and_by_the_wheel_only_in_focus(
    qtbot: QtBot, panel: SlopePanel, heard: list[object]
) -> None:
    qtbot.keyClick(panel.field, Qt.Key.Key_Down)
    qtbot.keyClick(panel.field, Qt.Key.Key_PageUp)
    assert heard == pytest.approx([0.8, 2.8])


def test_a_value_outside_the_range_is_still_shown(
    qtbot: QtBot, panel: SlopePanel, heard: list[object]
) -> None:
    type_in(qtbot, panel.field, "-9")
    assert heard == [-9.0]
    low, high = panel.plot.view()
    assert low < -9.0
    assert high == 5.0
    panel.restore()
    assert panel.plot.view() == (-3.0, 5.0)


def test_the_button_lets_go(qtbot: QtBot, panel: SlopePanel, heard: list[object]) -> None:
    type_in(qtbot, panel.field, "2")
    assert panel.restore_button.isEnabled()
    qtbot.mouseClick(panel.restore_button, Qt.MouseButton.LeftButton)
    assert heard == [2.0, None]
    assert not panel.restore_button.isEnabled()


# --- dragging -------------------------------------------------------------------------------------


def test_dragging_the_point_nudges_by_round_steps_until_it_is_let_go(
    qtbot: QtBot, panel: SlopePanel, heard: list[object]
) -> None:
    start = panel.plot.handle()
    drag(qtbot, panel, start + QPointF(3, -2), 30, 60)
    assert panel.plot.dragging()
    assert len(heard) == 2
    picture = panel.plot.picture()
    assert picture is not None
    for value, by in zip(heard, (30, 60), strict=True):
        assert isinstance(value, float)
        wanted = picture.chart.value(start.x() + by)
        assert value == pytest.approx(wanted, abs=0.06)
        assert (value - 1.0) / 0.05 == pytest.approx(round((value - 1.0) / 0.05), abs=1e-6)
    qtbot.mouseRelease(panel.plot, Qt.MouseButton.LeftButton)
    assert heard[2:] == [None]
    assert panel.nudge() is None
    assert not panel.plot.dragging()


def test_the_handle_on_the_axis_can_be_dragged_too(
    qtbot: QtBot, panel: SlopePanel, heard: list[object]
) -> None:
    drag(qtbot, panel, panel.plot.thumb() + QPointF(0, 3), -50)
    assert len(heard) == 1
    assert isinstance(heard[0], float)
    assert heard[0] < 0.5
    qtbot.mouseRelease(panel.plot, Qt.MouseButton.LeftButton)


def test_a_press_elsewhere_goes_there_at_once(
    qtbot: QtBot, panel: SlopePanel, heard: list[object]
) -> None:
    picture = panel.plot.picture()
    assert picture is not None
    place = picture.chart.point(-2.0, 4.0)
    drag(qtbot, panel, place)
    assert heard == [pytest.approx(-2.0, abs=0.06)]
    qtbot.mouseRelease(panel.plot, Qt.MouseButton.LeftButton)
    qtbot.mousePress(panel.plot, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))  # the legend
    assert len(heard) == 2


def test_a_drag_stays_within_the_chart(
    qtbot: QtBot, panel: SlopePanel, heard: list[object]
) -> None:
    drag(qtbot, panel, panel.plot.handle(), 5000)
    assert heard == [pytest.approx(5.0)]
    qtbot.mouseRelease(panel.plot, Qt.MouseButton.LeftButton)
