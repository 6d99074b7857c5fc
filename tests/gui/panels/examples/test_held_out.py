"""Examples held out, in the panel: moved, edited, pasted, told apart, and not stepped through."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.core.examples import Examples
from bpsim.gui.looks.theme import DARK, LIGHT, Theme, use_theme
from bpsim.gui.panels.examples.edits import table
from bpsim.gui.panels.examples.panel import ExamplesPanel
from bpsim.gui.panels.examples.split import Split

TRAINING = Examples.of([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]])
HELD_OUT = Examples.of([[0.25, 5], [0.75, 6]], [[1], [0]])
CTRL = Qt.KeyboardModifier.ControlModifier


class Bench:
    """A panel, and what it has said."""

    def __init__(self, panel: ExamplesPanel) -> None:
        self.panel = panel
        self.said: list[tuple[Examples, Examples, str]] = []
        self.chosen: list[int] = []
        self.refused: list[int] = []
        self.messages: list[str] = []
        self.edits: list[tuple[int, str, int, float]] = []
        panel.examples_changed.connect(self._changed)
        panel.example_chosen.connect(self.chosen.append)
        panel.held_out_chosen.connect(self.refused.append)
        panel.message.connect(self.messages.append)
        panel.value_edited.connect(lambda *edit: self.edits.append(edit))

    def _changed(self, training: Examples, held_out: Examples, what: str) -> None:
        """Plays the controller that puts every change into effect."""
        self.said.append((training, held_out, what))
        self.panel.show_examples(training, 1, held_out)

    @property
    def rows(self) -> tuple[list[list[float]], list[list[float]]]:
        """The numbers of both sets as they were said last."""
        training, held_out, _ = self.said[-1]
        return table(training).tolist(), table(held_out).tolist()


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    panel = ExamplesPanel()
    qtbot.addWidget(panel)
    panel.resize(520, 320)
    panel.show_examples(TRAINING, 2, HELD_OUT)
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    panel.table.setFocus()
    return Bench(panel)


def key(qtbot: QtBot, code: Qt.Key, *, ctrl: bool = False, shift: bool = False) -> None:
    held = CTRL if ctrl else Qt.KeyboardModifier.NoModifier
    held |= Qt.KeyboardModifier.ShiftModifier if shift else held
    qtbot.keyClick(QApplication.focusWidget(), code, held)


# --- what is seen --------------------------------------------------------------------------------


def test_words_say_which_rows_are_held_out(bench: Bench) -> None:
    model = bench.panel.table.examples
    down, tip = Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole
    heads = [model.headerData(row, down) for row in range(6)]
    assert heads == ["1", "▸ 2", "3", "4", "held out 1", "held out 2"]
    assert "not trained with" in model.headerData(4, down, tip)
    assert model.index(5, 2).data(tip) == "target y of held-out example 2: 0.0"
    assert model.index(4, 0).data() == "0.25"
    assert bench.panel.count.text() == "4 examples · 2 held out"


def test_the_words_have_room(bench: Bench) -> None:
    header = bench.panel.table.verticalHeader()
    wide = header.width()
    assert wide > header.fontMetrics().horizontalAdvance("held out 2")
    bench.panel.show_examples(TRAINING, 2)
    assert header.width() < wide


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_line_and_another_ground_part_them(bench: Bench, theme: Theme) -> None:
    use_theme(theme)
    view = bench.panel.table
    image = view.viewport().grab().toImage()
    at = view.rowViewportPosition(4)
    assert image.pixelColor(4, at).name() == theme.muted
    rows = [image.pixelColor(4, view.rowViewportPosition(row) + 6).name() for row in (2, 4, 5)]
    assert rows[0] == theme.surface and rows[1] == rows[2] != theme.surface
    text = QColor(theme.text)
    assert abs(QColor(rows[1]).lightness() - text.lightness()) > 120, "still easy to read"


def test_without_training_examples_those_held_out_are_still_there(bench: Bench) -> None:
    bench.panel.show_examples(Examples.none(2, 1), None, HELD_OUT)
    assert bench.panel.table.isVisible() and bench.panel.table.examples.rowCount() == 2


# --- out and back --------------------------------------------------------------------------------


def test_the_example_with_the_cursor_is_held_out(bench: Bench, qtbot: QtBot) -> None:
    bench.panel.table.go_to(1, 0)
    key(qtbot, Qt.Key.Key_H, ctrl=True)
    assert bench.said[-1][2] == "Hold out example"
    training, held_out = bench.rows
    assert training == [[0, 0, 0], [1, 0, 1], [1, 1, 0]]
    assert held_out == [[0.25, 5, 1], [0.75, 6, 0], [0, 1, 1]]


def test_several_are_held_out_and_taken_back_in_their_order(bench: Bench, qtbot: QtBot) -> None:
    bench.panel.table.go_to(1, 0, 3)
    assert bench.panel.hold_button.text() == "Hold out"
    qtbot.mouseClick(bench.panel.hold_button, Qt.MouseButton.LeftButton)
    assert bench.said[-1][2] == "Hold out 3 examples"
    training, held_out = bench.rows
    assert training == [[0, 0, 0]]
    assert held_out[2:] == [[0, 1, 1], [1, 0, 1], [1, 1, 0]]
    bench.panel.table.go_to(2, 0, 4)
    assert bench.panel.hold_button.text() == bench.panel.hold_action.text() == "Take back"
    bench.panel.hold_action.trigger()
    assert bench.said[-1][2] == "Take back 3 examples"
    training, held_out = bench.rows
    assert training == [[0, 0, 0], [0.75, 6, 0], [0, 1, 1], [1, 0, 1]]
    assert held_out == [[0.25, 5, 1], [1, 1, 0]]


def test_of_a_mixed_selection_only_the_training_rows_move(bench: Bench) -> None:
    bench.panel.table.go_to(3, 0, 4)
    assert bench.panel.hold_action.text() == "Hold out"
    bench.panel.hold_action.trigger()
    assert bench.rows[1] == [[0.25, 5, 1], [0.75, 6, 0], [1, 1, 0]]


def test_the_last_training_example_stays(bench: Bench) -> None:
    bench.panel.table.go_to(0, 0, 3)
    bench.panel.hold_action.trigger()
    assert bench.said == []
    assert bench.messages == ["Training needs at least one example, so not all can be held out."]


def test_a_share_is_asked_for(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.panel.share_requested):
        qtbot.mouseClick(bench.panel.share_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(bench.panel.share_requested):
        bench.panel.share_action.trigger()


# --- as any other row, but for the walk ----------------------------------------------------------


def test_it_cannot_be_gone_to(bench: Bench, qtbot: QtBot) -> None:
    header = bench.panel.table.verticalHeader()
    at = QPoint(header.width() // 2, header.sectionViewportPosition(5) + 4)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    bench.panel.table.go_to(4, 0)
    key(qtbot, Qt.Key.Key_Return, shift=True)
    assert (bench.chosen, bench.refused) == ([], [2, 1])
    bench.panel.table.go_to(3, 0)
    bench.panel.choose()
    assert bench.chosen == [4]


def test_a_number_is_edited(bench: Bench, qtbot: QtBot) -> None:
    bench.panel.table.go_to(5, 2)
    key(qtbot, Qt.Key.Key_Return)
    line = bench.panel.table.editor.line
    assert line.accessibleName() == "target y of held-out example 2"
    qtbot.keyClicks(line, "1/3")
    key(qtbot, Qt.Key.Key_Return)
    assert bench.edits == [(5, "y", 0, 1 / 3)]


def test_rows_are_added_doubled_and_removed_where_they_are(bench: Bench) -> None:
    bench.panel.table.go_to(3, 0, 4)
    bench.panel.duplicate()
    training, held_out = bench.rows
    assert training[3:] == [[1, 1, 0], [1, 1, 0]]
    assert held_out == [[0.25, 5, 1], [0.25, 5, 1], [0.75, 6, 0]]
    bench.panel.show_examples(TRAINING, 1, HELD_OUT)
    bench.panel.table.go_to(3, 0, 4)
    bench.panel.remove()
    assert bench.said[-1][2] == "Remove 2 examples"
    assert bench.rows == ([[0, 0, 0], [0, 1, 1], [1, 0, 1]], [[0.75, 6, 0]])
    bench.panel.add()
    assert bench.rows == ([[0, 0, 0], [0, 1, 1], [1, 0, 1], [0, 0, 0]], [[0.75, 6, 0]])
    assert bench.panel.table.currentIndex().row() == 3


def test_what_is_pasted_stays_in_the_set_it_is_pasted_into(bench: Bench) -> None:
    QApplication.clipboard().setText("7\t7\t1\n8\t8\t0\n9\t9\t1")
    bench.panel.table.go_to(3, 0)
    bench.panel.paste()
    assert bench.rows[0][3:] == [[7, 7, 1], [8, 8, 0], [9, 9, 1]]
    assert bench.rows[1] == table(HELD_OUT).tolist()
    bench.panel.show_examples(TRAINING, 1, HELD_OUT)
    bench.panel.table.go_to(5, 0)
    bench.panel.paste()
    assert bench.rows[0] == table(TRAINING).tolist()
    assert bench.rows[1] == [[0.25, 5, 1], [7, 7, 1], [8, 8, 0], [9, 9, 1]]
    bench.panel.show_examples(TRAINING, 1, HELD_OUT)
    bench.panel.paste_new()
    assert bench.rows[0][4:] == [[7, 7, 1], [8, 8, 0], [9, 9, 1]]
    assert bench.rows[1] == table(HELD_OUT).tolist()


def test_a_copy_reaches_over_both(bench: Bench) -> None:
    bench.panel.table.go_to(3, 0, 4)
    bench.panel.copy()
    assert QApplication.clipboard().text() == "1\t1\t0\n0.25\t5\t1"


def test_a_split_knows_its_rows() -> None:
    split = Split(TRAINING, HELD_OUT)
    assert len(split) == 6
    assert split.parts([1, 3, 4, 5]) == ([1, 3], [0, 1])
    assert [split.is_held_out(row) for row in range(6)] == [False] * 4 + [True] * 2
    there_and_back = split.with_held_out([1, 2]).with_taken_back([4, 5])
    assert there_and_back.held_out == HELD_OUT
    assert np.array_equal(there_and_back.training.x[2:], TRAINING.x[1:3])
