"""Widgets that show where the keys are to those who came by keys, and to nobody else."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Widget
else:
    _Widget = object  # Qt's own class comes from what a widget is else

BY_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
COMING_BACK = (
    Qt.FocusReason.ActiveWindowFocusReason,  # from a look at another window
    Qt.FocusReason.PopupFocusReason,  # from a menu
)


class RingByKeys(_Widget):
    """Paints a ring while :attr:`ringed`; stands before Qt's own class."""

    _came_by_keys = False

    @property
    def ringed(self) -> bool:
        """True while it has the focus, if keys have brought it."""
        return self._came_by_keys and self.hasFocus()

    def hide_ring(self) -> None:
        """Paint none until keys bring the focus anew."""
        self._came_by_keys = False
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in COMING_BACK:
            self._came_by_keys = event.reason() in BY_KEYS
        super().focusInEvent(event)
