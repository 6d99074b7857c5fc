"""The widget that shows one formula: its height, its name, its keys and what they copy."""

import math

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QAction, QGuiApplication, QHelpEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bpsim.gui.kit.formula import FormulaView, layout
from bpsim.gui.kit.formula.copying import plain_text
from bpsim.gui.kit.formula.view import MARGIN
from bpsim.gui.looks.theme import DARK, use_theme
from bpsim.gui.program.tips import tip
from bpsim.notation.formula import (
    EQUALS,
    PLUS,
    Matrix,
    Number,
    Symbol,
    Term,
    Words,
    joined,
    row,
    to_latex,
)
from bpsim.teach.understanding.meaning import meaning

SUM = row(
    Symbol("z", "1", "(2)"), EQUALS,
    joined([Term(row(Symbol("Θ", f"1{n}"), Symbol("a", str(n))), n) for n in range(9)], PLUS),
)  # fmt: skip


@pytest.fixture
def view(qtbot: QtBot) -> FormulaView:
    view = FormulaView()
    qtbot.addWidget(view)
    view.resize(300, 100)
    view.set_expr(SUM)
    return view


def test_a_narrow_view_is_higher(view: FormulaView) -> None:
    assert view.hasHeightForWidth()
    assert view.heightForWidth(200) > view.heightForWidth(400) > view.heightForWidth(2000)


def test_a_larger_font_needs_more_room(view: FormulaView) -> None:
    before = view.heightForWidth(2000)
    font = view.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    view.setFont(font)
    assert view.heightForWidth(2000) > 1.5 * before


def test_a_matrix_too_wide_is_drawn_smaller(view: FormulaView) -> None:
    view.set_expr(Matrix((tuple(Number(n + 0.25) for n in range(8)),) * 2))
    wide, narrow = view.heightForWidth(2000), view.heightForWidth(250)
    assert 0.55 * wide < narrow < 0.95 * wide


def test_the_accessible_name_is_the_formula_as_text(view: FormulaView) -> None:
    view.set_expr(row(Symbol("δ", "1", "(2)"), EQUALS, Number(-0.5)))
    assert view.accessibleName() == "Delta of unit 1 in layer 2 equals minus 0.5"


def test_the_layout_is_asked_again_only_when_the_height_changes(qtbot: QtBot) -> None:
    class Counting(FormulaView):
        asked = 0

        def updateGeometry(self) -> None:
            self.asked += 1
            super().updateGeometry()

    holder, view = QWidget(), Counting()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    column.addWidget(view)
    column.addStretch(1)
    holder.resize(120, 200)
    holder.show()
    view.set_expr(row(Symbol("a"), EQUALS, Number(0.25)))
    QApplication.processEvents()
    before = view.asked
    view.set_expr(row(Symbol("a"), EQUALS, Number(0.75)))
    assert view.asked == before
    view.set_expr(SUM)
    assert view.asked == before + 1


def test_no_room_is_kept_for_a_line_of_the_formula_before(qtbot: QtBot) -> None:
    holder, view = QWidget(), FormulaView()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(view)
    column.addStretch(1)
    view.set_expr(SUM)
    one_line = math.ceil(layout(SUM, view.font()).width) + 2 * MARGIN
    holder.show()
    for width in (one_line, one_line - 10):  # without a scroll bar and with one
        holder.resize(width, 200)
        QApplication.processEvents()
        assert view.height() == view.heightForWidth(width)
    view.set_expr(row(Symbol("z", "1", "(2)"), EQUALS, Number(0.25)))
    QApplication.processEvents()
    assert view.height() == view.heightForWidth(one_line - 10)


def test_keys_copy_text_and_latex(view: FormulaView, qtbot: QtBot) -> None:
    view.show()
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == plain_text(view.expr())
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(view, Qt.Key.Key_C, both)
    assert QGuiApplication.clipboard().text() == to_latex(SUM)


def test_a_copy_command_of_the_window_does_not_get_in_the_way(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    view = FormulaView(window)
    view.set_expr(SUM)
    taken = []
    copy = QAction("Copy", window)
    copy.setShortcut(QKeySequence.StandardKey.Copy)
    copy.triggered.connect(lambda: taken.append(1))
    window.addAction(copy)
    window.show()
    window.activateWindow()
    view.setFocus()
    QGuiApplication.clipboard().setText("before")
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert taken == []
    assert QGuiApplication.clipboard().text() == plain_text(view.expr())


def test_the_context_menu_offers_three_ways_to_copy(view: FormulaView) -> None:
    assert view.contextMenuPolicy() is Qt.ContextMenuPolicy.ActionsContextMenu
    assert view.actions() == [
        view.copy_latex_action, view.copy_text_action, view.copy_picture_action,
    ]  # fmt: skip
    view.copy_picture_action.trigger()
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage()
    assert b"<svg" in data.data("image/svg+xml").data()
    view.copy_latex_action.trigger()
    assert QGuiApplication.clipboard().text() == to_latex(SUM)


def test_lines_are_copied_as_lines(view: FormulaView) -> None:
    view.set_expr(row(Symbol("z"), EQUALS, Number(1), Words("\n"), Symbol("a"), EQUALS, Number(2)))
    view.copy_text()
    assert QGuiApplication.clipboard().text() == "z = 1\na = 2"


def test_the_theme_is_seen(view: FormulaView) -> None:
    light = view.grab().toImage()
    use_theme(DARK)
    assert view.grab().toImage() != light


@pytest.mark.parametrize(
    ("reason", "shown"),
    [(Qt.FocusReason.TabFocusReason, True), (Qt.FocusReason.MouseFocusReason, False)],
)
def test_a_frame_shows_where_the_keyboard_is(
    view: FormulaView, qtbot: QtBot, reason: Qt.FocusReason, shown: bool
) -> None:
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.clearFocus()
    without = view.grab().toImage()
    view.setFocus(reason)
    assert view.hasFocus()
    assert (view.grab().toImage() != without) is shown


def test_pointing_at_a_symbol_says_what_it_means(view: FormulaView, qtbot: QtBot) -> None:
    view.show()
    qtbot.waitExposed(view)
    box = view.box()
    found = [symbol for symbol, _ in box.symbols()]
    assert found[0] == Symbol("z", "1", "(2)") and len(found) == 19
    for symbol, rect in list(box.symbols())[:4]:
        place = rect.translated(4, 3 + box.ascent).center()
        at = view.symbol_at(place)
        assert at is not None and at[0] == symbol and at[1].contains(place)
        point = place.toPoint()
        event = QHelpEvent(QEvent.Type.ToolTip, point, view.mapToGlobal(point))
        QApplication.sendEvent(view, event)
        assert QToolTip.text() == tip(meaning(symbol)) != ""
    QToolTip.hideText()
    assert view.symbol_at(QPointF(view.width() - 1, view.height() - 1)) is None


def test_a_view_that_has_no_room_yet_can_be_prepared(view: FormulaView) -> None:
    view.set_ground("surface")
    view.resize(0, 0)
    view.prepare(row(Symbol("a"), EQUALS, Number(0.25)))
    view.resize(300, 100)
    assert view.box().width > 0
