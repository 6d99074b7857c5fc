"""What “What is this?” is asked of: every control that is seen, and its parts that have words."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QToolBar,
    QWidget,
)

from bpsim.gui.dialogs.help.what_is_this import what_is

CONTROLS = (
    QAbstractButton, QComboBox, QAbstractSpinBox, QLineEdit, QPlainTextEdit, QAbstractSlider,
    QAbstractItemView, QTabBar, QHeaderView,
)  # fmt: skip
FEW = 4
"""Rows and columns that are asked of a table."""


class Asked(NamedTuple):
    """A point of a control, and what is written there."""

    widget: QWidget
    at: QPoint
    label: str

    @property
    def answer(self) -> str:
        """What is said of it, by itself or by what holds it."""
        widget: QWidget | None = self.widget
        at = self.at
        while widget is not None:
            if words := what_is(widget, at):
                return words
            if widget.isWindow():
                break
            at, widget = widget.mapToParent(at), widget.parentWidget()
        return ""


def asked_of(root: QWidget) -> Iterator[Asked]:
    """Each control in ``root`` that a user sees and can use."""
    for each in (root, *root.findChildren(QWidget)):
        inner = isinstance(each.parentWidget(), (QAbstractSpinBox, QComboBox, QTabBar, QToolBar))
        own = (isinstance(each, QLineEdit) and inner) or each.objectName().startswith("qt_")
        scroll_bar = isinstance(each, QScrollBar)
        usable = each.isVisible() and each.isEnabled() and not each.visibleRegion().isEmpty()
        arrow = inner and isinstance(each, QAbstractButton) and not each.toolTip()
        if isinstance(each, CONTROLS) and usable and not (scroll_bar or own or arrow):
            yield from _parts(each)


def _parts(control: QWidget) -> Iterator[Asked]:
    if isinstance(control, QHeaderView):
        across = control.orientation() is Qt.Orientation.Horizontal
        for section in range(min(control.count(), FEW)):
            start = control.sectionViewportPosition(section) + 3
            at = QPoint(start, 3) if across else QPoint(3, start)
            label = control.model().headerData(section, control.orientation())
            yield Asked(control.viewport(), at, str(label or ""))
    elif isinstance(control, QTabBar):
        for tab in range(control.count()):
            yield Asked(control, control.tabRect(tab).center(), control.tabText(tab))
    elif isinstance(control, QAbstractItemView):
        yield from _cells(control)
    else:
        label = control.text() if isinstance(control, QAbstractButton) else ""
        inner = control.viewport() if isinstance(control, QAbstractScrollArea) else control
        yield Asked(inner, inner.rect().center(), label)


def _cells(view: QAbstractItemView) -> Iterator[Asked]:
    model, inside = view.model(), view.viewport().rect()
    yield Asked(view.viewport(), inside.bottomRight(), "")
    if model is None or not model.rowCount(QModelIndex()):
        return
    lists = isinstance(model, QAbstractListModel)  # it has one column, which it does not tell
    for column in range(1 if lists else min(model.columnCount(QModelIndex()), FEW)):
        index = model.index(0, column, QModelIndex())
        at = view.visualRect(index).center()
        if inside.contains(at):
            yield Asked(view.viewport(), at, str(index.data() or ""))
