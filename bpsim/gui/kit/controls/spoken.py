"""Painted texts, which assistive technology is told of as texts."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from bpsim.gui.kit.controls.told_aloud import ToldAloud


class Spoken(ToldAloud, QWidget):
    """A widget that paints a text or a formula, which is its name."""

    ROLE = QAccessible.Role.StaticText
