"""Widgets that say something else of each of their points, in a tool tip and when asked."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget

from bpsim.gui.program.tips import tip

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object  # Qt's own class comes from what a widget is else


class TipByPlace(_Widget):
    """A widget whose tool tip depends on where the pointer rests; stands before what it is else."""

    def tip_at(self, at: QPoint) -> str:
        """What the tool tip says there, as plain text; empty for none."""
        raise NotImplementedError

    def tip_area(self, at: QPoint) -> QRect:
        """Where it says the same; empty where that is not known."""
        return QRect()

    def what_at(self, at: QPoint) -> str:
        """What is there, for "What is this?": what the tool tip says if it is not more."""
        return self.tip_at(at)

    def place_of_keys(self) -> QPoint:
        """Where the keys are in it, for who asks without a pointer."""
        return self.rect().center()

    def show_tip(self, event: QHelpEvent) -> None:
        """Answer an event of Qt's that asks for the tool tip."""
        at = event.pos()
        QToolTip.showText(event.globalPos(), tip(self.tip_at(at)), self, self.tip_area(at))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self.show_tip(event)
            return True
        return super().event(event)
