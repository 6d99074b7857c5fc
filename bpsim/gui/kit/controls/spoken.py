"""Painted texts, which assistive technology is told of as texts."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from bpsim.gui.kit.controls import accessible
from bpsim.gui.kit.controls.told_aloud import ToldAloud


class Spoken(ToldAloud, QWidget):
    """A widget that paints a text or a formula, which is its name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        accessible.install(_interface)


def _interface(key: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, Spoken):
        return None
    return accessible.kept(QAccessibleWidget(thing, QAccessible.Role.StaticText))
