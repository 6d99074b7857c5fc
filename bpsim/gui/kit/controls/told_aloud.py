"""Widgets of which assistive technology is told in words, whatever signs they show."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QListWidgetItem, QTableWidgetItem

from bpsim.gui.kit.controls import accessible
from bpsim.gui.program.tips import plain
from bpsim.notation.aloud import aloud, has_signs

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
    """Says its name, its description and its tool tip in words; stands before Qt's own class.

    Words take time to make, and at each step there are many: they are made once assistive
    technology asks for the widget, and from then on at each change.
    """

    ROLE: ClassVar[QAccessible.Role | None] = None
    """What it is taken for, where Qt does not know."""

    _asked_for = False
    _unsaid_name: Callable[[], str] | None = None
    _described = False
    _unsaid_description: str | None = None

    def setAccessibleName(self, name: str) -> None:
        self.set_spoken(lambda: name)

    def set_spoken(self, words: Callable[[], str]) -> None:
        """Be called what ``words`` says, which is asked when it is needed."""
        self._unsaid_name = words
        self._words_changed()

    def setAccessibleDescription(self, description: str) -> None:
        self._described, self._unsaid_description = bool(description), description
        self._words_changed()

    def setToolTip(self, text: str) -> None:
        super().setToolTip(text)
        # Where there is no description Qt tells the tool tip, as it is written, markup and all.
        if not self._described:
            self._unsaid_description = text
            self._words_changed()

    def accessibleName(self) -> str:
        self._put_into_words()
        return super().accessibleName()

    def accessibleDescription(self) -> str:
        self._put_into_words()
        return super().accessibleDescription()

    def listen(self) -> None:
        """Say everything, and from now on each change at once."""
        self._asked_for = True
        self._put_into_words()

    def _words_changed(self) -> None:
        if self._asked_for:
            self._put_into_words()

    def _put_into_words(self) -> None:
        name, self._unsaid_name = self._unsaid_name, None
        if name is not None:
            super().setAccessibleName(aloud(name()))
        description, self._unsaid_description = self._unsaid_description, None
        if description is not None:
            words = aloud(description if self._described else plain(description))
            same = not self._described and words == description
            super().setAccessibleDescription("" if same else words)


class ReadAloud(ToldAloud, _Button):
    """A label or a button: where its text has signs, its name is the same in words."""

    _read_text = False

    def setText(self, text: str) -> None:
        super().setText(text)
        signs = has_signs(text)
        if signs or self._read_text:
            self.set_spoken(lambda: text.replace("&", "") if signs else "")
            self._read_text = signs


def _interface(key: str, thing: QObject) -> QAccessibleInterface | None:
    """Whoever asks for an interface is assistive technology."""
    if not isinstance(thing, ToldAloud):
        return None
    thing.listen()
    return None if thing.ROLE is None else accessible.kept(QAccessibleWidget(thing, thing.ROLE))


accessible.install(_interface)
