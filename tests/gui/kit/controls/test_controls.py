"""The shared controls: lines that wrap, texts that keep their room, choices, buttons."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QFont, QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from bpsim.gui.kit.controls.button import Button
from bpsim.gui.kit.controls.flow import FlowLayout
from bpsim.gui.kit.controls.live_text import LiveText
from bpsim.gui.kit.controls.segmented import Segmented
from bpsim.gui.looks.theme import DARK, LIGHT, Theme, use_theme
from bpsim.notation.aloud import aloud

LONG = "Example 4322 of 5000 · forward · term 300 of 401 of z of unit 1, layer 2"


class Box(QWidget):
    """A widget that wants an exact size, or at least ``least``."""

    def __init__(self, width: int, height: int = 20, least: int | None = None) -> None:
        super().__init__()
        self._hint = QSize(width, height)
        self._least = QSize(width if least is None else least, height)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return self._hint

    def minimumSizeHint(self) -> QSize:
        return self._least


def placed(qtbot: QtBot, width: int, boxes: list[Box], stretch: tuple[int, ...] = ()) -> QWidget:
    """A widget of ``width`` with the boxes in a flow, laid out."""
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, gap=10, line_gap=5)
    for n, box in enumerate(boxes):
        flow.add(box, stretch=n in stretch)
    holder.resize(width, flow.heightForWidth(width))
    holder.show()
    QApplication.processEvents()
    return holder


def test_widgets_stand_in_one_line_where_there_is_room(qtbot: QtBot) -> None:
    boxes = [Box(100), Box(50), Box(30, 40)]
    holder = placed(qtbot, 300, boxes)
    assert [box.geometry() for box in boxes] == [
        QRect(0, 10, 100, 20),
        QRect(110, 10, 50, 20),
        QRect(170, 0, 30, 40),
    ]
    assert holder.height() == 40


def test_the_line_goes_on_below_where_there_is_none(qtbot: QtBot) -> None:
    boxes = [Box(100), Box(50), Box(100)]
    holder = placed(qtbot, 170, boxes)
    assert boxes[2].geometry() == QRect(0, 25, 100, 20)
    assert holder.height() == 45


def test_lines_are_worked_out_again_only_where_something_has_changed(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes = [Box(100), Box(50)]
    holder = placed(qtbot, 170, boxes)
    flow = holder.layout()
    assert isinstance(flow, FlowLayout)
    with monkeypatch.context() as patch:
        patch.delattr(FlowLayout, "_broken")
        assert flow.heightForWidth(170) == 20
    boxes[1]._hint = boxes[1]._least = QSize(100, 30)
    boxes[1].updateGeometry()
    assert flow.heightForWidth(170) == 55
    boxes[0].hide()
    assert flow.heightForWidth(170) == 30
    flow.add(Box(100))
    QApplication.processEvents()
    assert flow.heightForWidth(170) == 55
    flow.removeWidget(boxes[1])
    assert flow.heightForWidth(170) == 20


def test_an_exact_fit_does_not_wrap(qtbot: QtBot) -> None:
    boxes = [Box(100), Box(60)]
    holder = placed(qtbot, 170, boxes)
    assert holder.height() == 20
    assert boxes[1].geometry() == QRect(110, 0, 60, 20)


def test_what_is_left_goes_to_those_that_stretch_but_wishes_come_first(qtbot: QtBot) -> None:
    boxes = [Box(100, least=40), Box(50), Box(30, least=20)]
    wide = placed(qtbot, 320, boxes, stretch=(0, 2))
    assert wide.height() == 20
    assert [box.width() for box in boxes] == [160, 50, 90]
    boxes = [Box(100, least=40), Box(50), Box(30, least=20)]
    narrow = placed(qtbot, 180, boxes, stretch=(0, 2))
    assert narrow.height() == 20
    assert [box.width() for box in boxes] == [90, 50, 20], "the first wish before the second"


def test_a_widget_that_stretches_stops_at_its_maximum(qtbot: QtBot) -> None:
    boxes = [Box(40), Box(40)]
    boxes[0].setMaximumWidth(60)
    holder = placed(qtbot, 300, boxes, stretch=(0, 1))
    assert holder.width() == 300
    assert [box.width() for box in boxes] == [60, 230]


def test_a_hidden_widget_takes_no_room(qtbot: QtBot) -> None:
    boxes = [Box(100), Box(50), Box(30)]
    holder = placed(qtbot, 300, boxes)
    boxes[1].hide()
    QApplication.processEvents()
    assert boxes[2].x() == 110
    assert holder.layout().sizeHint().width() == 140


# --- texts ----------------------------------------------------------------------------------------


def live_text(qtbot: QtBot, sample: str = "Example 88") -> LiveText:
    text = LiveText(sample)
    qtbot.addWidget(text)
    return text


def test_a_text_keeps_the_room_of_its_longest_until_told_to_forget(qtbot: QtBot) -> None:
    text = live_text(qtbot)
    short = text.sizeHint().width()
    text.set_text(LONG)
    long = text.sizeHint().width()
    text.set_text("x")
    assert text.sizeHint().width() == long > short
    text.forget_length()
    assert text.sizeHint().width() == short


def test_a_text_takes_a_second_line_where_it_is_narrow(qtbot: QtBot) -> None:
    text = live_text(qtbot)
    text.set_text(LONG)
    wide = text.sizeHint().width()
    assert text.heightForWidth(wide) < text.heightForWidth(wide - 1)


def test_a_text_takes_as_many_lines_as_its_longest_needs(qtbot: QtBot) -> None:
    text = live_text(qtbot)
    text.set_text(LONG)
    width = text.sizeHint().width() // 4
    text.resize(width, text.heightForWidth(width))
    assert text.height() > 4 * text.fontMetrics().lineSpacing()
    assert text._shown() == LONG


def test_what_does_not_fit_is_whole_in_the_tool_tip(qtbot: QtBot) -> None:
    text = live_text(qtbot)
    text.set_text(LONG)
    text.resize(120, 16)
    assert text._shown().endswith("…")
    place = QPoint(5, 5)
    QApplication.sendEvent(text, QHelpEvent(QEvent.Type.ToolTip, place, text.mapToGlobal(place)))
    assert QToolTip.text() == LONG
    QToolTip.hideText()
    text.resize(text.sizeHint())
    assert text._shown() == LONG


def test_a_text_is_told_to_screen_readers(qtbot: QtBot) -> None:
    text = live_text(qtbot)
    text.set_text(LONG)
    assert text.accessibleName() == aloud(LONG)


# --- choices and buttons --------------------------------------------------------------------------


@pytest.fixture
def choices(qtbot: QtBot) -> Segmented:
    choices = Segmented(["One", "Two", "Three"], "Numbers", ["First", "Second", "Third"])
    qtbot.addWidget(choices)
    choices.show()
    return choices


def test_a_choice_is_told_once_and_only_when_the_user_makes_it(
    qtbot: QtBot, choices: Segmented
) -> None:
    chosen: list[int] = []
    choices.chosen.connect(chosen.append)
    choices.set_current(1)
    choices.set_current(None)
    choices.set_current(2)
    assert choices.current() == 2
    assert chosen == []
    first = choices.findChildren(QWidget)[0]
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert chosen == [0]
    assert choices.current() == 0


def test_no_choice_is_possible_and_other_choices_too(choices: Segmented) -> None:
    choices.set_current(0)
    choices.set_current(None)
    assert choices.current() is None
    choices.set_texts(["A", "B"])
    assert choices.texts() == ["A", "B"]
    assert choices.current() is None


def test_only_the_choice_taken_is_a_stop_of_the_tab_key(choices: Segmented) -> None:
    choices.set_current(1)
    stops = [bool(w.focusPolicy() & Qt.FocusPolicy.TabFocus) for w in choices.findChildren(QWidget)]
    assert stops == [False, True, False]


def test_a_choice_is_named_once_and_explained_by_its_tip(choices: Segmented) -> None:
    name, more = QAccessible.Text.Name, QAccessible.Text.Description
    heard = [QAccessible.queryAccessibleInterface(w) for w in choices.findChildren(QWidget)]
    assert [each.text(name) for each in heard] == ["Numbers: One", "Numbers: Two", "Numbers: Three"]
    assert [each.text(more) for each in heard] == ["First", "Second", "Third"]


def test_the_mouse_does_not_take_the_keyboard_away(qtbot: QtBot) -> None:
    button = Button("player-play", "Run")
    qtbot.addWidget(button)
    assert not button.focusPolicy() & Qt.FocusPolicy.ClickFocus


def test_a_button_is_wide_enough_for_its_text_at_any_size(qtbot: QtBot) -> None:
    button = Button("player-play", "Run 1 iteration")
    qtbot.addWidget(button)
    for points in (9.0, 18.0):
        font = QFont(button.font())
        font.setPointSizeF(points)
        button.setFont(font)
        label = QLabel(button.text())
        qtbot.addWidget(label)
        label.setFont(font)
        assert button.sizeHint().width() > label.sizeHint().width() + button._icon_extent()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_a_primary_button_is_filled_with_the_accent(qtbot: QtBot, theme: Theme) -> None:
    button = Button("player-play", primary=True)
    qtbot.addWidget(button)
    use_theme(theme)
    button.resize(button.sizeHint())
    image = button.grab().toImage()
    assert image.pixelColor(5, image.height() // 2).name() == theme.accent
    button.setEnabled(False)
    image = button.grab().toImage()
    assert image.pixelColor(5, image.height() // 2).name() != theme.accent
