"""A frameless area that scrolls what there is no room for."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Scrolled(QScrollArea):
    """Tab goes on to the fields in it: it shows no focus of its own, and has no name to be heard.

    ``content`` is as wide and as high as the area where that is enough for it.
    """

    def __init__(self, content: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if content is not None:
            self.setWidgetResizable(True)
            self.setWidget(content)


def scroll_to(*widgets: QWidget) -> None:
    """Have each of these in sight; where there is no room for all of them, the last."""
    for widget in widgets:
        around = widget.parentWidget()
        while around is not None:
            if isinstance(around, QScrollArea):
                # Of a field Qt takes the cursor alone: some more around it.
                around.ensureWidgetVisible(widget, 0, widget.fontMetrics().height() // 4)
            around = around.parentWidget()
