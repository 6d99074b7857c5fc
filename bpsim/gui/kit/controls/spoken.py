"""Accessible names of what changes at every step, put into words only for those who listen."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from bpsim.gui.kit.controls import accessible
from bpsim.notation.aloud import aloud


class Spoken(QWidget):
    """A widget whose accessible name takes time to make: nobody waits for it until it is read.

    Once assistive technology has asked for the widget, each change is told at once.
    """

    _unsaid: Callable[[], str] | None = None
    _listened_to = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        accessible.install(_interface)

    def set_spoken(self, words: Callable[[], str]) -> None:
        """Be called what ``words`` says, which is asked when it is needed."""
        self._unsaid = words
        if self._listened_to:
            self._say()

    def accessibleName(self) -> str:
        self._say()
        return super().accessibleName()

    def listen(self) -> None:
        """From now on say each name at once."""
        self._listened_to = True

    def _say(self) -> None:
        words, self._unsaid = self._unsaid, None
        if words is not None:
            self.setAccessibleName(aloud(words()))


class _SpokenInterface(QAccessibleWidget):
    """The interface of a Spoken: has the name made when it is read for the first time."""

    def __init__(self, widget: Spoken) -> None:
        super().__init__(widget, QAccessible.Role.StaticText)

    def text(self, kind: QAccessible.Text) -> str:
        widget = self.object()
        if kind is QAccessible.Text.Name and isinstance(widget, Spoken):
            return widget.accessibleName()
        return super().text(kind)


def _interface(key: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, Spoken):
        return None
    interface = _SpokenInterface(thing)
    thing.listen()
    return accessible.kept(interface)
