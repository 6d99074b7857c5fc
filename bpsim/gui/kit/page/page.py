"""A column of parts that scrolls only where there is no room for all of them."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bpsim.gui.kit.controls.painting import Grounded, fill_rounded
from bpsim.gui.kit.controls.scrolled import Scrolled
from bpsim.gui.looks.theme import theme_in_use

GRID = 8
WIDEST_MARGIN = 16
"""At the sides, in pixels: with large text words need the room more."""
CARD_RADIUS = 6.0


class Page(Scrolled):
    """Widgets one below the other on the theme's surface, with margins by the size of the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        body = QWidget()
        self.column = QVBoxLayout(body)
        self._body = body
        self.setWidget(body)
        body.setAutoFillBackground(False)
        body.installEventFilter(self)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._space()

    def add(self, *parts: QWidget) -> None:
        """Put these below what is there; what paints its ground paints the page's."""
        for part in parts:
            if isinstance(part, Grounded):
                part.set_ground("surface")
            self.column.addWidget(part)

    def grid(self) -> int:
        """The unit of all spacing: 8 pixels beside text of the usual size."""
        return max(4, round(self.fontMetrics().height() / 15 * GRID))

    def _space(self) -> None:
        unit = self.grid()
        side = min(unit * 3 // 2, WIDEST_MARGIN)
        self.column.setContentsMargins(side, unit, side, unit)
        self.column.setSpacing(unit * 3 // 4)

    # --- room ---------------------------------------------------------------------------------

    def _fit(self) -> None:
        """Give the column the whole width, or what a scroll bar leaves of it.

        QScrollArea would do so itself, but tries every width between the two, one by one.
        """
        room, body = self.maximumViewportSize(), self._body
        bar = self.verticalScrollBar().sizeHint().width()
        narrowest = body.minimumSizeHint().width()
        wide = max(room.width(), narrowest)
        narrow = max(room.width() - bar, narrowest)
        high = self.column.heightForWidth(wide)
        if high <= room.height():
            body.resize(wide, room.height())
        else:
            body.resize(narrow, max(self.column.heightForWidth(narrow), room.height()))

    def settle(self, *inner: QWidget) -> None:
        """Lay out now what has changed: first the widgets in ``inner``, each with its own layout.

        Left to Qt, a change works its way up one level at a time with a picture after the first.
        """
        if not self.isVisible():
            return
        _activate(inner)
        self._fit()
        self.column.activate()

    def room(self) -> int:
        """The width that the column leaves its parts while nothing has to scroll."""
        margins = self.column.contentsMargins()
        return self.maximumViewportSize().width() - margins.left() - margins.right()

    def missing(self, *inner: QWidget) -> int:
        """By how many pixels the column is higher than the room that there is for it.

        ``inner`` are the widgets whose own layouts may have changed since.
        """
        _activate(inner)
        room = self.maximumViewportSize()
        return self.column.heightForWidth(room.width()) - room.height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if type(event) is QEvent and watched is self._body and _asks(event):
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._space()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), theme_in_use().colour("surface"))


def _activate(widgets: Iterable[QWidget]) -> None:
    """Have each tell the layout that it is in of its new height."""
    for widget in widgets:
        layout = widget.layout()
        if layout is not None:
            layout.activate()


def _asks(event: QEvent) -> bool:
    return event.type() == QEvent.Type.LayoutRequest


class Card(QWidget):
    """A sunken ground with round corners for ``parts`` that belong together."""

    def __init__(self, *parts: Grounded) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID // 2, GRID // 4, GRID // 2, GRID // 4)
        column.setSpacing(0)
        for part in parts:
            part.set_ground("window")  # as the card is painted
            column.addWidget(part)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = theme_in_use().colour("window")
            fill_rounded(painter, self.rect().toRectF(), CARD_RADIUS, ground)
