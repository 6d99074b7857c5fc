"""A button that goes on pressing itself while it is held."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from bpsim.gui.kit.controls.button import Button


class HeldButton(Button):
    """An icon that repeats; it is let go once nobody can be holding it any more.

    A dialog that comes up under the pressed pointer takes the release with it: Qt's button then
    stays down and goes on, behind the dialog and after it, without anybody's doing.
    """

    def __init__(self, icon: str, framed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(icon, framed=framed, parent=parent)
        self.setAutoRepeat(True)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.WindowBlocked, QEvent.Type.WindowDeactivate):
            self.setDown(False)
        return super().event(event)
