"""Widgets side by side or one below the other, without margins around them."""

from typing import TypeVar

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

Box = TypeVar("Box", bound=QBoxLayout)


def line_in(whole: QWidget, *widgets: QWidget, gap: int | None = None) -> QHBoxLayout:
    """The layout of ``whole``: these widgets in a line, ``gap`` pixels or the style's apart."""
    return _filled(QHBoxLayout(whole), widgets, gap)


def column_in(whole: QWidget, *widgets: QWidget, gap: int | None = None) -> QVBoxLayout:
    """The layout of ``whole``: these widgets one below the other."""
    return _filled(QVBoxLayout(whole), widgets, gap)


def row_of(*widgets: QWidget) -> QWidget:
    """These widgets in a line, from the left."""
    row = QWidget()
    line_in(row, *widgets).addStretch(1)
    return row


def group_of(*widgets: QWidget) -> QWidget:
    """These widgets as one that stays on its line, no larger than they need."""
    group = QWidget()
    line_in(group, *widgets)
    group.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return group


def _filled(box: Box, widgets: tuple[QWidget, ...], gap: int | None) -> Box:
    box.setContentsMargins(0, 0, 0, 0)
    if gap is not None:
        box.setSpacing(gap)
    for widget in widgets:
        box.addWidget(widget)
    return box
