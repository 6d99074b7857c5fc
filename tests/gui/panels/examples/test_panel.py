"""The panel with the training examples, driven with real keys, clicks and a clipboard."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.core.examples import Examples
from bpsim.gui.looks.theme import DARK, LIGHT, Theme, use_theme
from bpsim.gui.panels.examples import edits
from bpsim.gui.panels.examples.edits import rows_text, table, with_pasted
from bpsim.gui.panels.examples.panel import ExamplesPanel
from bpsim.gui.panels.examples.pasting import PasteError, read_rows

XOR = Examples.of([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]])


class Heard:
    """What the panel has said."""

    def __init__(self, panel: ExamplesPanel) -> None:
        self.edits: list[tuple[int, str, int, float]] = []
        self.sets: list[tuple[Examples, str]] = []
        self.chosen: list[int] = []
        self.messages: list[str] = []
        panel.value_edited.connect(lambda *edit: self.edits.append(edit))
        self.held_out: list[Examples] = []
        panel.examples_changed.connect(self._changed)
        panel.example_chosen.connect(self.chosen.append)
        panel.message.connect(self.messages.append)

    def _changed(self, examples: Examples, held_out: Examples, what: str) -> None:
        self.sets.append((examples, what))
        self.held_out.append(held_out)


@pytest.fixture
def panel(qtbot: QtBot) -> ExamplesPanel:
    panel = ExamplesPanel()
    qtbot.addWidget(panel)
    panel.resize(420, 300)
    panel.show_examples(XOR, 2)
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    panel.table.setFocus()
    return panel


@pytest.fixture
def heard(panel: ExamplesPanel) -> Heard:
    """Listens, and plays the controller that puts every change into effect."""
    heard = Heard(panel)
    panel.examples_changed.connect(
        lambda examples, held_out, _what: panel.show_examples(examples, 1, held_out)
    )
    return heard


def clipboard(text: str) -> None:
    QApplication.clipboard().setText(text)


def press(qtbot: QtBot, panel: ExamplesPanel, *keys: Qt.Key, ctrl: bool = False) -> None:
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key, held)


def test_rows_columns_and_the_mark(panel: ExamplesPanel) -> None:
    model = panel.table.examples
    assert (model.rowCount(), model.columnCount()) == (4, 3)
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    assert [model.headerData(n, across) for n in range(3)] == ["x1", "x2", "y"]
    assert [model.headerData(n, down) for n in range(4)] == ["1", "▸ 2", "3", "4"]
    assert [[model.index(r, c).data() for c in range(3)] for r in (1, 3)] == [
        ["0", "1", "1"], ["1", "1", "0"],
    ]  # fmt: skip
    tip = model.index(1, 2).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "target y of example 2: 1.0"
    assert panel.count.text() == "4 examples"


def test_a_cell_is_edited_at_full_precision(
    panel: ExamplesPanel, heard: Heard, qtbot: QtBot
) -> None:
    panel.show_examples(Examples.of([[1 / 3]], [[0.1 + 0.2]]), 1)
    panel.table.go_to(0, 0)
    press(qtbot, panel, Qt.Key.Key_Return)
    line = panel.table.editor.line
    assert line.selectedText() == repr(1 / 3)
    assert line.accessibleName() == "input x1 of example 1"
    qtbot.keyClicks(line, "2/3")
    press(qtbot, panel, Qt.Key.Key_Tab)
    assert heard.edits == [(0, "x", 0, 2 / 3)]
    assert panel.table.hasFocus() and panel.table.currentIndex().column() == 1
    press(qtbot, panel, Qt.Key.Key_F2)
    qtbot.keyClicks(panel.table.editor.line, "1e-3")
    press(qtbot, panel, Qt.Key.Key_Return)
    assert heard.edits[1:] == [(0, "y", 0, 1e-3)]


def test_typing_starts_to_edit_and_enter_goes_down(
    panel: ExamplesPanel, heard: Heard, qtbot: QtBot
) -> None:
    panel.table.go_to(1, 1)
    press(qtbot, panel, Qt.Key.Key_Minus)
    assert panel.table.editor.is_open() and panel.table.editor.line.text() == "-"
    press(qtbot, panel, Qt.Key.Key_5, Qt.Key.Key_Return)
    assert heard.edits == [(1, "x", 1, -5.0)]
    index = panel.table.currentIndex()
    assert (index.row(), index.column()) == (2, 1)


def test_a_double_click_edits_and_escape_gives_up(
    panel: ExamplesPanel, heard: Heard, qtbot: QtBot
) -> None:
    place = panel.table.visualRect(panel.table.examples.index(2, 2)).center()
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert panel.table.editor.is_open()
    qtbot.keyClicks(panel.table.editor.line, "7")
    press(qtbot, panel, Qt.Key.Key_Escape)
    assert heard.edits == [] and not panel.table.editor.is_open()


def test_a_row_heading_chooses_its_example(
    panel: ExamplesPanel, heard: Heard, qtbot: QtBot
) -> None:
    header = panel.table.verticalHeader()
    at = QPoint(header.width() // 2, header.sectionViewportPosition(2) + 4)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert heard.chosen == [3]
    panel.table.go_to(0, 0)
    press(qtbot, panel, Qt.Key.Key_Left)
    assert panel.table.whole_rows()
    press(qtbot, panel, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert heard.chosen == [3, 2]
    press(qtbot, panel, Qt.Key.Key_Right)
    assert not panel.table.whole_rows()
    for enter in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        qtbot.keyClick(QApplication.focusWidget(), enter, Qt.KeyboardModifier.ShiftModifier)
    assert heard.chosen == [3, 2, 2, 2] and not panel.table.editor.is_open()


def test_rows_are_added_doubled_and_removed(
    panel: ExamplesPanel, heard: Heard, qtbot: QtBot
) -> None:
    qtbot.mouseClick(panel.add_button, Qt.MouseButton.LeftButton)
    added, what = heard.sets[-1]
    assert what == "Add example" and len(added) == 5
    assert added.x[4].tolist() == [0, 0] and added.y[4].tolist() == [0]
    index = panel.table.currentIndex()
    assert (index.row(), index.column()) == (4, 0)
    panel.table.go_to(1, 0, 2)
    press(qtbot, panel, Qt.Key.Key_D, ctrl=True)
    doubled, what = heard.sets[-1]
    assert what == "Duplicate 2 examples"
    assert doubled.y[:, 0].tolist() == [0, 1, 1, 1, 1, 0, 0]
    assert panel.table.rows() == [3, 4] and panel.table.whole_rows()
    press(qtbot, panel, Qt.Key.Key_Delete)
    removed, what = heard.sets[-1]
    assert what == "Remove 2 examples" and removed == added


def test_removing_the_last_leaves_a_hint_and_a_button(
    panel: ExamplesPanel, heard: Heard, qtbot: QtBot
) -> None:
    panel.table.go_to(0, 0, 3)
    qtbot.mouseClick(panel.remove_button, Qt.MouseButton.LeftButton)
    assert len(heard.sets[-1][0]) == 0
    assert panel.hint.isVisible() and not panel.table.isVisible()
    qtbot.mouseClick(panel.first_button, Qt.MouseButton.LeftButton)
    assert len(heard.sets[-1][0]) == 1
    assert panel.table.isVisible() and panel.table.hasFocus()


def test_numbers_are_pasted_over_cells(panel: ExamplesPanel, heard: Heard, qtbot: QtBot) -> None:
    panel.table.go_to(1, 1)
    clipboard("0.5\t1/4\n-1\t1e-3\n")
    press(qtbot, panel, Qt.Key.Key_V, ctrl=True)
    pasted, what = heard.sets[-1]
    assert what == "Paste numbers"
    assert table(pasted).tolist() == [[0, 0, 0], [0, 0.5, 0.25], [1, -1, 0.001], [1, 1, 0]]
    assert heard.messages == []


def test_whole_rows_become_new_examples(panel: ExamplesPanel, heard: Heard, qtbot: QtBot) -> None:
    clipboard("x1,x2,y\n2,3,1\n4,5,0\n")
    panel.append_action.trigger()
    pasted, what = heard.sets[-1]
    assert what == "Paste 2 examples" and len(pasted) == 6
    assert table(pasted)[4:].tolist() == [[2, 3, 1], [4, 5, 0]]
    assert panel.table.rows() == [4, 5]


def test_the_keys_stay_in_the_panel_as_the_last_example_goes_and_the_first_comes(
    panel: ExamplesPanel,
) -> None:
    assert QApplication.focusWidget() is panel.table
    panel.show_examples(Examples.none(2, 1), None)
    assert QApplication.focusWidget() is panel.first_button
    panel.show_examples(XOR, 2)
    assert QApplication.focusWidget() is panel.table


def test_an_empty_set_takes_rows_as_well(panel: ExamplesPanel, heard: Heard, qtbot: QtBot) -> None:
    panel.show_examples(Examples.none(2, 1), None)
    clipboard("1;0,5;1\n0;0,25;0")
    qtbot.mouseClick(panel.paste_button, Qt.MouseButton.LeftButton)
    assert table(heard.sets[-1][0]).tolist() == [[1, 0.5, 1], [0, 0.25, 0]]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1\t2\n3\tabc", "Nothing was pasted: in row 2, column 2, “abc” is not a number.{HINT}"),
        ("1\t2\n3\t", "The cell in row 2, column 2 is empty; nothing was pasted."),
        ("1\t2\n3", "Nothing was pasted: row 2 has 1 cell, but others have 2."),
        ("1\t2\t3\t4", "4 columns cannot be pasted where there are only 3."),
        ("nan", "Nothing was pasted: in row 1, column 1, “nan” is not a number.{HINT}"),
        ("  \n", "There is no text to paste."),
        ("1\n2\n3\n4\n5", "Only whole rows of 3 numbers can become new examples; these have 1."),
    ],
)
def test_what_cannot_be_pasted_gets_a_sentence(
    panel: ExamplesPanel, heard: Heard, qtbot: QtBot, text: str, sentence: str
) -> None:
    panel.table.go_to(0, 0)
    clipboard(text)
    press(qtbot, panel, Qt.Key.Key_V, ctrl=True)
    hint = " “Import what was copied…” in the File menu takes labels and gaps."
    assert heard.messages == [sentence.format(HINT=hint)] and heard.sets == []


def test_a_copy_pastes_back_the_same(panel: ExamplesPanel, heard: Heard, qtbot: QtBot) -> None:
    rng = np.random.default_rng(3)
    examples = Examples.of(rng.normal(size=(6, 2)) * 1e-9, rng.normal(size=(6, 1)) / 3)
    panel.show_examples(examples, 1)
    panel.table.go_to(0, 0, 5)
    press(qtbot, panel, Qt.Key.Key_C, ctrl=True)
    for comma in (False, True):
        block = read_rows(QApplication.clipboard().text(), comma)
        assert with_pasted(Examples.none(2, 1), block, 0, 0) == examples
    assert rows_text(np.array([[1.0, -0.0]])) == "1\t-0"


def test_a_comma_is_decimal_or_asked_about() -> None:
    assert read_rows("0,125\t1,234", comma=True).values.tolist() == [[0.125, 1.234]]
    with pytest.raises(PasteError, match="row 1, column 2, “1,234” can be read in two ways"):
        read_rows("0,125\t1,234", comma=False)


def test_another_example_is_marked_without_a_word(panel: ExamplesPanel, heard: Heard) -> None:
    panel.show_examples(XOR, 4)
    assert panel.table.examples.headerData(3, Qt.Orientation.Vertical) == "▸ 4"
    assert panel.table.examples.headerData(1, Qt.Orientation.Vertical) == "2"
    panel.show_examples(XOR, None)
    assert (heard.chosen, heard.edits, heard.sets, heard.messages) == ([], [], [], [])


def test_of_a_large_set_only_what_is_on_screen_is_asked_for(
    panel: ExamplesPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(1)
    large = Examples.of(rng.normal(size=(5000, 400)), np.eye(10)[rng.integers(0, 10, 5000)])
    asked: list[tuple[int, int]] = []
    value = panel.table.examples.value
    monkeypatch.setattr(
        panel.table.examples, "value", lambda r, c: (asked.append((r, c)), value(r, c))[1]
    )
    panel.add_button.setFocus()
    panel.show_examples(large, 3000)
    panel.grab()
    assert 0 < len(asked) < 400
    assert 2999 in {row for row, _ in asked}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_example_on_screen_is_marked_in_the_themes_colours(
    panel: ExamplesPanel, theme: Theme
) -> None:
    use_theme(theme)
    panel.add_button.setFocus()
    image = panel.table.viewport().grab().toImage()
    colours = [
        image.pixelColor(1, panel.table.rowViewportPosition(row) + 8).name() for row in range(3)
    ]
    assert colours == [theme.surface, theme.accent, theme.surface]


def test_large_text_makes_rows_higher(panel: ExamplesPanel) -> None:
    before = panel.table.rowHeight(0), panel.table.columnWidth(0)
    font = panel.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    panel.setFont(font)
    assert panel.table.rowHeight(0) > 1.7 * before[0]
    assert panel.table.columnWidth(0) > 1.7 * before[1]


def test_the_name_of_an_example_stands_beside_its_number(panel: ExamplesPanel) -> None:
    named = Examples.of([[0, 1], [1, 1]], [[1], [0]], names=("Mazda <b>RX4</b>", "x" * 40))
    narrow = panel.table.verticalHeader().width()
    panel.show_examples(named, 1)
    model, upright = panel.table.examples, Qt.Orientation.Vertical
    heads = [model.headerData(row, upright) for row in (0, 1)]
    assert heads == ["▸ 1 Mazda <b>RX4</b>", f"2 {'x' * 40}"]
    wide = panel.table.verticalHeader().width()
    assert narrow + 40 < wide < narrow + 300  # and the end of a long name is left out
    told = model.headerData(0, upright, Qt.ItemDataRole.ToolTipRole)
    assert "Mazda &lt;b&gt;RX4&lt;/b&gt;" in told
    assert edits.with_doubled(named, [0]).names == ("Mazda <b>RX4</b>",) * 2 + ("x" * 40,)
    assert edits.without(named, [0]).names == ("x" * 40,)
    assert edits.with_new(named).names[2] == ""


def test_pasted_labels_are_targets(panel: ExamplesPanel) -> None:
    three = Examples.of([[0, 0]], [[0, 0, 1]])
    panel.classes = ("a", "b", "c")
    panel.show_examples(three, 1)
    heard = Heard(panel)
    QApplication.clipboard().setText("1;2;b\n3;4;a\n")
    panel.paste_new()
    ((examples, _what),) = heard.sets
    assert examples.x.tolist() == [[0, 0], [1, 2], [3, 4]]
    assert examples.y.tolist() == [[0, 0, 1], [0, 1, 0], [1, 0, 0]]
