"""What stands above a dock: its name, and a button that closes it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bpsim.base.words import tr
from bpsim.gui.kit.controls.button import Button
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.program.tips import tip

HEIGHT = 1.7
"""Of the title, as a multiple of that of a line of text."""


def cross(title: str) -> Button:
    """The button that hides the panel called so."""
    button, words = Button("x"), tr("Hide the panel “{title}”", title=title)
    button.setToolTip(tip(words))
    button.setAccessibleName(words)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # View > Panels has it for keys
    return button


class DockTitle(FitsFont, QWidget):
    """In place of Qt's own, which keeps the size of text that it was made with.

    Where it is dragged the dock goes along.
    """

    closed = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.name, self.close_button = Label(title, colour="muted"), cross(title)
        self.close_button.clicked.connect(self.closed)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        self._row.addWidget(self.name, 1)
        self._row.addWidget(self.close_button)
        self.fit_font()

    def fit_font(self) -> None:
        line = self.fontMetrics().height()
        self._row.setContentsMargins(round(0.7 * line), 0, line // 4, 0)
        self.setFixedHeight(round(HEIGHT * line))
        self.close_button.setFixedSize(round(1.5 * line), round(1.5 * line))

    def sizeHint(self) -> QSize:
        """As high as it is: by this alone a dock tells where the panel below it begins."""
        return QSize(super().sizeHint().width(), self.minimumHeight())
