"""The bars above the panels: each keeps all of its parts in sight where the window is narrow."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenuBar, QToolBar, QToolButton, QWidget

from bpsim.gui.kit.controls.segmented import Segmented


class MenuBar(QMenuBar):
    """The menus, with ``switch`` at the right end: folded where they would have no room else."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.switch: Segmented | None = None

    def set_switch(self, switch: Segmented) -> None:
        """Have ``switch`` at the right end."""
        self.switch = switch
        self.setCornerWidget(switch)

    def fit(self) -> None:
        """Fold the switch, or not, for the width and the text that there are."""
        if self.switch is None:
            return
        menus = sum(self.actionGeometry(action).width() for action in self.actions())
        self.switch.fold(menus + self.switch.spread_width() > self.width())
        self.setCornerWidget(self.switch)  # Qt gives it another width only where it is told of one

    def minimumSizeHint(self) -> QSize:
        # What stands below needs more, and the switch is not always as wide as it is now.
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit()
        super().resizeEvent(event)


class ToolBar(QToolBar):
    """Tools with icons, some with words as well: without where not all of them would fit."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.worded: list[QToolButton] = []

    def fit(self) -> None:
        """Have the words, or do without, for the width and the text that there are."""
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self._give(style)
        if self.sizeHint().width() > self.width():
            self._give(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def _give(self, style: Qt.ToolButtonStyle) -> None:
        for button in self.worded:
            button.setToolButtonStyle(style)
        layout = self.layout()
        assert layout is not None  # a tool bar has its own
        layout.invalidate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit()
        super().resizeEvent(event)
