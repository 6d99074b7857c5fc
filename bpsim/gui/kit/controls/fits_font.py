"""Margins and sizes that go by the font, and follow it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as Base
else:
    Base = object  # so that a dialog can have it as well


class FitsFont(Base):
    """Calls :meth:`fit_font` at each change of the font, once there is a layout.

    The widget calls it itself when all of its parts are there.
    """

    def fit_font(self) -> None:
        """Give margins and parts the sizes that go with the font."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.layout() is not None:
            self.fit_font()
