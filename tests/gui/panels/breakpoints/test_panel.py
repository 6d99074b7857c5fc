"""The panel of breakpoints: what it lists, what it asks for, and room for its row of fields."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QSpinBox
from pytestqt.qtbot import QtBot

from bpsim.core.breakpoints import Breakpoint
from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.gui.panels.breakpoints.panel import HINT, BreakpointsPanel

DELTA = Breakpoint("delta", layer=2, unit=3)
EXAMPLE = Breakpoint("example", number=2)
COST = Breakpoint("cost", below=0.25, enabled=False)
THREE = (DELTA, EXAMPLE, COST)
LEFT = Qt.MouseButton.LeftButton


def document(hidden: int = 4, examples: int = 5) -> Document:
    """A 2-hidden-1 network with so many examples."""
    weights = [[[0.1, 0.2, 0.3]] * hidden, [[0.5] * (hidden + 1)]]
    network = Network.of(["sigmoid", "sigmoid"], weights)
    if not examples:
        return Document("test", network, "cross-entropy", Examples.none(2, 1))
    rows = Examples.of([[0.0, 1.0]] * examples, [[1.0]] * examples)
    return Document("test", network, "cross-entropy", rows)


DOCUMENT = document()


@pytest.fixture
def panel(qtbot: QtBot) -> BreakpointsPanel:
    panel = BreakpointsPanel()
    qtbot.addWidget(panel)
    panel.show_breakpoints(THREE, DOCUMENT)
    panel.resize(420, 240)
    panel.show()
    QApplication.processEvents()
    return panel


@pytest.fixture
def asked(panel: BreakpointsPanel) -> list[object]:
    asked: list[object] = []
    panel.breakpoints_changed.connect(asked.append)
    return asked


def choose(panel: BreakpointsPanel, kind: str) -> None:
    """Choose what to stop at."""
    panel.entry.kind.setCurrentIndex(panel.entry.kind.findData(kind))


def test_each_breakpoint_in_words(panel: BreakpointsPanel) -> None:
    assert [(row.text, row.checked) for row in panel.list.rows()] == [
        ("δ of unit 3, layer 2", True),
        ("Example 2", True),
        ("J < 0.25", False),
    ]


def test_showing_asks_for_nothing(panel: BreakpointsPanel, asked: list[object]) -> None:
    panel.show_breakpoints((), document(2, 0))
    panel.show_breakpoints(THREE, DOCUMENT)
    panel.set_met(DELTA)
    assert asked == []


def test_a_breakpoint_is_switched_by_its_box(
    qtbot: QtBot, panel: BreakpointsPanel, asked: list[object]
) -> None:
    panel.list.set_current_row(2)
    qtbot.keyClick(panel.list, Qt.Key.Key_Space)
    assert asked == [(DELTA, EXAMPLE, Breakpoint("cost", below=0.25))]
    assert not panel.list.rows()[2].checked, "shown once it is so"


def test_delete_and_the_button_remove_the_one_selected(
    qtbot: QtBot, panel: BreakpointsPanel, asked: list[object]
) -> None:
    assert not panel.entry.remove.isEnabled()
    panel.list.set_current_row(1)
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    panel.list.set_current_row(0)
    qtbot.mouseClick(panel.entry.remove, LEFT)
    assert asked == [(DELTA, COST), (EXAMPLE, COST)]
    panel.show_breakpoints((), DOCUMENT)
    assert not panel.entry.remove.isEnabled()


def test_each_kind_can_be_added(qtbot: QtBot, panel: BreakpointsPanel, asked: list[object]) -> None:
    entry = panel.entry
    panel.show_breakpoints((), DOCUMENT)
    entry.layer.setValue(2)
    entry.unit.setValue(4)
    qtbot.mouseClick(entry.add, LEFT)
    choose(panel, "example")
    entry.example.setValue(5)
    qtbot.keyClick(entry.example, Qt.Key.Key_Return)
    choose(panel, "iteration")
    entry.iteration.setValue(1200)
    qtbot.mouseClick(entry.add, LEFT)
    choose(panel, "cost")
    entry.below.selectAll()
    qtbot.keyClicks(entry.below, "1/8")
    qtbot.keyClick(entry.below, Qt.Key.Key_Return)
    choose(panel, "not-finite")
    qtbot.mouseClick(entry.add, LEFT)
    assert asked == [
        (Breakpoint("delta", layer=2, unit=4),),
        (Breakpoint("example", number=5),),
        (Breakpoint("iteration", number=1200),),
        (Breakpoint("cost", below=0.125),),
        (Breakpoint("not-finite"),),
    ]


def test_what_is_no_number_is_refused_with_a_reason(
    qtbot: QtBot, panel: BreakpointsPanel, asked: list[object]
) -> None:
    choose(panel, "cost")
    panel.entry.below.selectAll()
    qtbot.keyClicks(panel.entry.below, "low")
    qtbot.mouseClick(panel.entry.add, LEFT)
    assert asked == []
    assert "not a number" in panel.entry.below.toolTip()
    qtbot.keyClick(panel.entry.below, Qt.Key.Key_Backspace)
    assert "not a number" not in panel.entry.below.toolTip()


def test_one_that_is_there_already_is_switched_on_instead(
    qtbot: QtBot, panel: BreakpointsPanel, asked: list[object]
) -> None:
    choose(panel, "cost")
    panel.entry.below.set_value(0.25)
    qtbot.mouseClick(panel.entry.add, LEFT)
    assert asked == [(DELTA, EXAMPLE, Breakpoint("cost", below=0.25))]
    choose(panel, "example")
    panel.entry.example.setValue(2)
    qtbot.mouseClick(panel.entry.add, LEFT)
    assert len(asked) == 1
    assert panel.list.current_row() == 1


def test_the_fields_offer_what_the_document_has(panel: BreakpointsPanel) -> None:
    entry = panel.entry
    assert (entry.layer.minimum(), entry.layer.maximum()) == (2, 3)
    entry.layer.setValue(2)
    assert (entry.unit.minimum(), entry.unit.maximum()) == (1, 4)
    entry.layer.setValue(3)
    assert entry.unit.maximum() == 1
    assert entry.example.maximum() == 5
    panel.show_breakpoints(THREE, document(7, 300))
    entry.layer.setValue(2)
    assert (entry.unit.maximum(), entry.example.maximum()) == (7, 300)


def test_what_another_document_lacks_is_marked_and_kept(panel: BreakpointsPanel) -> None:
    panel.show_breakpoints(THREE, document(2, 1))
    assert [row.tag for row in panel.list.rows()] == ["not in this network", "no such example", ""]
    assert [row.faint for row in panel.list.rows()] == [True, True, False]


def test_the_one_that_was_met_is_marked(panel: BreakpointsPanel) -> None:
    panel.set_met(EXAMPLE)
    assert [row.tag for row in panel.list.rows()] == ["", "stopped here", ""]
    panel.set_met(None)
    assert [row.tag for row in panel.list.rows()] == ["", "", ""]


def test_a_new_one_is_selected(panel: BreakpointsPanel) -> None:
    panel.show_breakpoints((*THREE, Breakpoint("not-finite")), DOCUMENT)
    assert panel.list.current_row() == 3
    assert panel.entry.remove.isEnabled()


def test_an_empty_list_says_how_to_fill_it(panel: BreakpointsPanel) -> None:
    panel.show_breakpoints((), DOCUMENT)
    assert panel.list.accessibleDescription() == HINT


@pytest.mark.parametrize(("width", "scale"), [(420, 1), (230, 1), (600, 2)])
@pytest.mark.parametrize("kind", ["delta", "example", "iteration", "cost"])
def test_nothing_is_cut_off(qtbot: QtBot, width: int, scale: int, kind: str) -> None:
    panel = BreakpointsPanel()
    qtbot.addWidget(panel)
    font = QFont(panel.font())
    font.setPointSizeF(9.0 * scale)
    panel.setFont(font)
    panel.show_breakpoints(THREE, document(25, 5000))
    choose(panel, kind)
    panel.entry.example.setValue(4999)
    panel.entry.iteration.setValue(100_000)
    panel.resize(width, 150 * scale + 150)
    panel.show()
    QApplication.processEvents()
    entry = panel.entry
    assert entry.height() >= entry.heightForWidth(entry.width())
    fields = (entry.layer, entry.unit, entry.example, entry.iteration, entry.below)
    shown = [w for w in (entry.kind, *fields, entry.add, entry.remove) if w.isVisible()]
    assert len(shown) == (5 if kind == "delta" else 4)
    for widget in shown:
        corner = widget.mapTo(entry, QPoint(0, 0))
        assert entry.rect().contains(corner)
        assert entry.rect().contains(corner + widget.rect().bottomRight())
        if isinstance(widget, QSpinBox):
            room = widget.lineEdit().contentsRect().width()
            assert room >= widget.fontMetrics().horizontalAdvance(widget.text())


def test_a_kind_that_is_not_known_is_listed_switched_and_kept(
    panel: BreakpointsPanel, asked: list[object]
) -> None:
    strange = Breakpoint("gradient", extras={"above": 2})
    panel.show_breakpoints((strange, DELTA), DOCUMENT)
    row = panel.list.rows()[0]
    assert (row.text, row.tag, row.faint) == ("“gradient”", "unknown kind", True)
    panel.list.ask_toggle(0)
    assert asked == [(Breakpoint("gradient", enabled=False, extras={"above": 2}), DELTA)]


def test_one_with_unknown_keys_is_not_added_again(
    panel: BreakpointsPanel, asked: list[object]
) -> None:
    panel.show_breakpoints((Breakpoint("not-finite", extras={"note": 1}),), DOCUMENT)
    panel.entry.added.emit(Breakpoint("not-finite"))
    assert asked == [] and panel.list.current_row() == 0
