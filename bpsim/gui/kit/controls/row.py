"""Widgets side by side."""

from PySide6.QtWidgets import QHBoxLayout, QWidget


def row_of(*widgets: QWidget) -> QWidget:
    """These widgets in a line without margins, from the left."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return row
