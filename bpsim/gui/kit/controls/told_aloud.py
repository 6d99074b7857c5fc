"""Widgets of which assistive technology is told in words, whatever signs they show."""

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem, QTableWidgetItem

from bpsim.gui.program.tips import plain
from bpsim.notation.aloud import aloud

Item = TypeVar("Item", QListWidgetItem, QTableWidgetItem)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton as _Button
    from PySide6.QtWidgets import QWidget as _Widget
else:
    _Button = _Widget = object  # Qt's own class comes from what a widget is else


def tell(item: Item) -> Item:
    """The same item of a list or a table, told in words where its text has signs."""
    words = aloud(item.text())
    if words != item.text():
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
    return item


class ToldAloud(_Widget):
    """Says its name, its description and its tool tip in words; stands before Qt's own class."""

    _told_tip = False

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(aloud(name))

    def setAccessibleDescription(self, description: str) -> None:
        super().setAccessibleDescription(aloud(description))
        self._told_tip = False

    def setToolTip(self, text: str) -> None:
        super().setToolTip(text)
        # Where there is no description Qt tells the tool tip, as it is written, markup and all.
        if self._told_tip or not self.accessibleDescription():
            words = aloud(plain(text))
            super().setAccessibleDescription("" if words == text else words)
            self._told_tip = words != text


class ReadAloud(ToldAloud, _Button):
    """A label or a button: where its text has signs, its name is the same in words."""

    _read_text = False

    def setText(self, text: str) -> None:
        super().setText(text)
        words = aloud(text)
        if words != text or self._read_text:
            super().setAccessibleName("" if words == text else words.replace("&", ""))
            self._read_text = words != text
