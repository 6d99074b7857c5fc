"""A list with check boxes: what clicks and keys ask for, and that it changes nothing by itself."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from bpsim.gui.kit.controls.check_list import CheckList, Row
from bpsim.gui.kit.controls.check_list_row import check_rect, text_rect
from bpsim.gui.looks.theme import DARK, LIGHT, Theme, use_theme

ROWS = (
    Row("first", True, tag="here"),
    Row("second", False, detail="more about it", editable=True, swatch=(2, (6.0, 3.0))),
    Row("third", True, faint=True),
)
LEFT = Qt.MouseButton.LeftButton


class Heard:
    """Everything that a list has asked for."""

    def __init__(self, rows: CheckList) -> None:
        self.words: list[object] = []
        rows.toggled.connect(lambda row, on: self.words.append(("toggled", row, on)))
        rows.renamed.connect(lambda row, name: self.words.append(("renamed", row, name)))
        rows.remove_requested.connect(lambda row: self.words.append(("remove", row)))


@pytest.fixture
def rows(qtbot: QtBot) -> CheckList:
    rows = CheckList("Things", "Nothing here yet")
    qtbot.addWidget(rows)
    rows.set_rows(ROWS)
    rows.resize(300, 200)
    rows.show()
    QApplication.processEvents()
    return rows


@pytest.fixture
def heard(rows: CheckList) -> Heard:
    return Heard(rows)


def box_of(rows: CheckList, row: int) -> QPoint:
    """The middle of a row's check box."""
    rect = QRectF(rows.visualRect(rows.model().index(row, 0)))
    return check_rect(rect, rows.fontMetrics()).center().toPoint()


def words_of(rows: CheckList, row: int) -> QPoint:
    """A place on a row's text."""
    rect = QRectF(rows.visualRect(rows.model().index(row, 0)))
    return text_rect(rect, ROWS[row], rows.font()).center().toPoint()


def test_a_click_on_the_box_asks_and_changes_nothing(
    qtbot: QtBot, rows: CheckList, heard: Heard
) -> None:
    for row in (0, 1):
        qtbot.mouseClick(rows.viewport(), LEFT, pos=box_of(rows, row))
    assert heard.words == [("toggled", 0, False), ("toggled", 1, True)]
    assert rows.rows() == ROWS


def test_a_click_on_the_words_only_chooses_the_row(
    qtbot: QtBot, rows: CheckList, heard: Heard
) -> None:
    qtbot.mouseClick(rows.viewport(), LEFT, pos=words_of(rows, 2))
    assert rows.current_row() == 2
    assert heard.words == []


def test_keys_switch_and_remove(qtbot: QtBot, rows: CheckList, heard: Heard) -> None:
    qtbot.keyClick(rows, Qt.Key.Key_Delete)
    rows.set_current_row(0)
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    qtbot.keyClick(rows, Qt.Key.Key_Space)
    qtbot.keyClick(rows, Qt.Key.Key_Delete)
    assert heard.words == [("toggled", 1, True), ("remove", 1)]


@pytest.mark.parametrize(("current", "taken"), [(1, True), (-1, False)])
def test_its_keys_are_taken_from_the_window_once_a_row_has_them(
    rows: CheckList, current: int, taken: bool
) -> None:
    rows.set_current_row(current)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_F2):
        none = Qt.KeyboardModifier.NoModifier
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, none)
        event.ignore()
        QApplication.sendEvent(rows, event)
        assert event.isAccepted() == taken


@pytest.mark.parametrize("double_click", [False, True])
def test_a_row_is_named_anew_by_f2_or_a_double_click(
    qtbot: QtBot, rows: CheckList, heard: Heard, double_click: bool
) -> None:
    rows.set_current_row(1)
    if double_click:
        qtbot.mouseDClick(rows.viewport(), LEFT, pos=words_of(rows, 1))
    else:
        qtbot.keyClick(rows, Qt.Key.Key_F2)
    (line,) = rows.findChildren(QLineEdit)
    assert line.text() == "second"
    line.selectAll()
    qtbot.keyClicks(line, "other ")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert heard.words == [("renamed", 1, "other")]
    assert rows.rows()[1].text == "second"


def test_a_row_that_has_no_name_of_its_own_is_not_edited(qtbot: QtBot, rows: CheckList) -> None:
    rows.set_current_row(0)
    qtbot.keyClick(rows, Qt.Key.Key_F2)
    assert rows.findChildren(QLineEdit) == []


@pytest.mark.parametrize("name", ["", "   ", "second"])
def test_an_empty_or_the_same_name_asks_for_nothing(
    qtbot: QtBot, rows: CheckList, heard: Heard, name: str
) -> None:
    rows.set_current_row(1)
    rows.rename_current()
    (line,) = rows.findChildren(QLineEdit)
    line.setText(name)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert heard.words == []


def test_the_current_row_stays_or_moves_up_where_the_last_one_goes(rows: CheckList) -> None:
    rows.set_current_row(2)
    rows.set_rows(ROWS)
    assert rows.current_row() == 2
    rows.set_rows(ROWS[:2])
    assert rows.current_row() == 1
    rows.set_rows(())
    assert rows.current_row() == -1
    assert rows.accessibleDescription() == "Nothing here yet"


def test_a_row_is_told_whole_to_those_who_do_not_see_it(rows: CheckList) -> None:
    index = rows.model().index(1, 0)
    told = rows.model().data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert told == "second, more about it"
    state = rows.model().data(index, Qt.ItemDataRole.CheckStateRole)
    assert state == Qt.CheckState.Unchecked


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_boxes_swatches_and_ground_have_the_theme_s_colours(rows: CheckList, theme: Theme) -> None:
    use_theme(theme)
    rows.set_current_row(2)  # with the ring of the keyboard
    image = rows.viewport().grab().toImage()

    def seen(row: int) -> set[str]:
        rect = rows.visualRect(rows.model().index(row, 0))
        return {
            QColor(image.pixel(x, y)).name()
            for x in range(rect.left(), rect.right())
            for y in range(rect.top(), rect.bottom())
        }

    assert theme.accent in seen(0), "a box that is checked"
    assert theme.accent not in seen(1), "one that is not"
    assert theme.term(2).name() in seen(1), "the line of the swatch"
    assert theme.surface in seen(2)


def test_rows_grow_with_the_text(rows: CheckList) -> None:
    before = [rows.visualRect(rows.model().index(n, 0)).height() for n in range(3)]
    assert before[1] > before[0]
    font = QFont(rows.font())
    font.setPointSizeF(2 * font.pointSizeF())
    rows.setFont(font)
    QApplication.processEvents()
    after = [rows.visualRect(rows.model().index(n, 0)).height() for n in range(3)]
    assert all(new > 1.8 * old for new, old in zip(after, before, strict=True))
