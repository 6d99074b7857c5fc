"""A list of words of which one is chosen, with a name and a choice that a screen reader hears."""

import sys
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.told_aloud import ToldAloud
from bpsim.gui.program.announcing import announce, listened_to
from bpsim.notation.aloud import aloud

NAMED_BY_LABELS = sys.platform.startswith("linux")
"""Where Qt tells the chosen words for the name of the box, whatever name it was given, looks for
the name in a label beside it, and says nothing when other words are chosen by keys."""


class ComboBox(ToldAloud, QComboBox):
    """Qt's own, heard like the other fields."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label: Label | None = None
        self.currentTextChanged.connect(self._say_choice)

    def addItem(self, text: str, value: object = None) -> None:  # type: ignore[override]
        """Offer ``text``, which stands for ``value``."""
        super().addItem(text, value)
        words = aloud(text)
        if words != text:
            self.setItemData(self.count() - 1, words, Qt.ItemDataRole.AccessibleTextRole)

    def addItems(self, texts: Sequence[str]) -> None:
        """Offer all of these."""
        for text in texts:
            self.addItem(text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if NAMED_BY_LABELS and listened_to():
            self._have_label()
        super().focusInEvent(event)

    def _have_label(self) -> None:
        """See that a label names it, one that nobody sees where there is no other."""
        beside = self.parentWidget()
        labels = beside.findChildren(QLabel) if beside is not None else []
        named = any(each.buddy() is self for each in labels if each is not self._label)
        if beside is None or named or not self.accessibleName():
            return
        if self._label is None:
            self._label = Label(parent=beside)
            self._label.hide()
            self._label.setBuddy(self)
        self._label.setParent(beside)
        self._label.setText(self.accessibleName().replace("&", "&&"))

    def _say_choice(self, words: str) -> None:
        if NAMED_BY_LABELS and self.hasFocus():
            announce(self, words)
