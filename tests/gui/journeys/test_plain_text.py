"""Names from a file are text: no label, tool tip, box or picture takes one for markup."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPoint,
    Qt,
    QTimer,
)
from PySide6.QtGui import QAction, QHelpEvent, QTextDocument
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QMessageBox,
    QTableView,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from bpsim.core.document import Document
from bpsim.core.kept_runs import KeptRun
from bpsim.formats.bundled import bundled_network
from bpsim.formats.native import file as native
from bpsim.gui.looks.theme import LIGHT
from bpsim.gui.picture.files import svg
from bpsim.gui.picture.page import PictureLook
from bpsim.gui.window.main_window import MainWindow
from bpsim.session import editing
from bpsim.steps.places import EdgePlace, TargetPlace, UnitPlace

from .conftest import Open, step_of

EVIL = "<img src='{0}.png'>"
PICTURE = "\ufffc"
"""What stands for a picture in the text of a document."""


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def evil(document: Document) -> Document:
    """The document with markup for every name that a file can hold."""
    x, y = (tuple(EVIL.format(f"{kind}{n}") for n in range(count))
            for kind, count in (("x", document.network.layers[0]),
                                ("y", document.network.layers[-1])))  # fmt: skip
    costs = document.examples.x[:, 0] * 0 + 0.5
    run = KeptRun(EVIL.format("run"), document.training, costs, document.network)
    return document.with_(
        title=EVIL.format("title"),
        examples=replace(document.examples, x_names=x, y_names=y),
        runs=(run,),
    )


def shows_markup(text: str) -> bool:
    """True if Qt, asked to find out by itself, would take ``text`` for HTML with a picture in."""
    if not GuiQt.mightBeRichText(text):
        return False
    document = QTextDocument()
    document.setHtml(text)
    return PICTURE in document.toPlainText()


def texts(window: MainWindow) -> Iterator[tuple[str, str]]:
    """Each text that is left to Qt's judgement, with what it belongs to."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    for widget in app.allWidgets():
        name = f"{type(widget).__name__} {widget.objectName()}"
        if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText:
            yield name, widget.text()
        yield f"tip of {name}", widget.toolTip()
        yield f"what is {name}", widget.whatsThis()
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            for text in tips_of(widget.model()):
                yield f"cell of {name}", text
    for action in window.findChildren(QAction):
        yield f"action {action.objectName()}", action.toolTip()


def tips_of(model: QAbstractItemModel) -> Iterator[str]:
    """The tips of a list's or a table's first rows, and of the headers of a table."""
    role = Qt.ItemDataRole.ToolTipRole
    if isinstance(model, QAbstractListModel):  # one column, and its count is not for others
        for row in range(min(model.rowCount(), 8)):
            yield str(model.index(row).data(role) or "")
        return
    for row in range(min(model.rowCount(QModelIndex()), 8)):
        yield str(model.headerData(row, Qt.Orientation.Vertical, role) or "")
        for column in range(model.columnCount(QModelIndex())):
            yield str(model.index(row, column).data(role) or "")
            yield str(model.headerData(column, Qt.Orientation.Horizontal, role) or "")


def hovered(widget: QWidget) -> Iterator[str]:
    """The tool tips over a grid of points of a widget that shows its own."""
    for y in range(4, widget.height(), max(9, widget.height() // 12)):
        for x in range(4, widget.width(), max(9, widget.width() // 12)):
            QToolTip.showText(QPoint(0, 0), "")
            at = QPoint(x, y)
            event = QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at))
            QApplication.sendEvent(widget, event)
            yield QToolTip.text()


@pytest.fixture
def evil_window(open_window: Open, qtbot: QtBot) -> MainWindow:
    window = open_window(evil(bundled_network().load()))
    window.begin()
    return window


def test_what_is_looked_for_is_recognised() -> None:
    assert shows_markup(EVIL.format("x"))
    assert shows_markup(f"The input {EVIL.format('x')} of example 1")
    assert not shows_markup("1 < 2")


def test_no_label_and_no_tool_tip_is_markup(evil_window: MainWindow, qtbot: QtBot) -> None:
    window = evil_window
    seen = ""
    for place in (UnitPlace(1, 1), EdgePlace(1, 1, 1), TargetPlace(1)):
        window.views.graph.set_selected(place)
        window.controller.forward()
        for what, text in texts(window):
            assert not shows_markup(text), (what, text)
            seen += text
    for name in window.docks.by_name:
        window.docks.bring_up(name)
        QApplication.processEvents()
        dock = window.docks.by_name[name]
        for widget in (dock, *dock.findChildren(QWidget)):
            if widget.isVisible() and not isinstance(widget, QTableView):
                for text in hovered(widget):
                    assert not shows_markup(text), (name, widget, text)
                    seen += text
    for text in hovered(window.views.graph):
        assert not shows_markup(text)
        seen += text
    QToolTip.hideText()
    # The names were there to be taken for markup: escaped where a tip shows them.
    for kind in ("x0", "y0", "run"):
        assert f"&lt;img src=&#x27;{kind}.png&#x27;&gt;" in seen


def test_no_box_is_markup(evil_window: MainWindow, tmp_path: Path) -> None:
    window = evil_window
    path = tmp_path / "<img src=file.png>.bpsim"
    native.save(evil(bundled_network().load()), path)
    window.files.open(str(path))
    window.controller.edit(editing.set_shorthand, True)
    asked: list[tuple[str, Qt.TextFormat]] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.extend((label.text(), label.textFormat()) for label in box.findChildren(QLabel))
        box.button(QMessageBox.StandardButton.Cancel).click()

    QTimer.singleShot(0, look)
    assert not window.files.may_discard()
    assert any("<img src=file.png>" in text for text, _ in asked)
    assert all(form is Qt.TextFormat.PlainText for text, form in asked if text)


def test_a_message_is_not_markup(evil_window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "<img src=none.png>.bpsim"
    path.write_text("{", encoding="utf-8")
    evil_window.files.open(str(path))
    bar = evil_window.views.messages
    assert "<img src=none.png>" in bar.text
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in bar.findChildren(QLabel))


def test_a_picture_has_no_other_picture_in_it(evil_window: MainWindow) -> None:
    window = evil_window
    look = PictureLook(LIGHT)
    examples = window.controller.session.document.examples
    content = svg(step_of(window), examples, look)
    root = ElementTree.fromstring(content)
    assert not [each for each in root.iter() if each.tag.endswith("}image")]
