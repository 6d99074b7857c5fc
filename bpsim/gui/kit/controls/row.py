"""Widgets side by side."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget


def row_of(*widgets: QWidget) -> QWidget:
    """These widgets in a line without margins, from the left."""
    row = QWidget()
    _line(row, widgets).addStretch(1)
    return row


def group_of(*widgets: QWidget) -> QWidget:
    """These widgets as one that stays on its line, no larger than they need."""
    group = QWidget()
    _line(group, widgets)
    group.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return group


def _line(whole: QWidget, widgets: tuple[QWidget, ...]) -> QHBoxLayout:
    line = QHBoxLayout(whole)
    line.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        line.addWidget(widget)
    return line
