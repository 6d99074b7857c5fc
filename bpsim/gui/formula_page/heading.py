"""The head of a panel: a title, with a pill before it that says where one is."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from bpsim.gui.controls.painting import Grounded, mixed
from bpsim.gui.theme import HEADING, LIGHT, SMALL, Theme, sized

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
PILL_TINT = 0.14
LONGEST = 10
"""A title longer than so many heights of a line may be shortened."""


class Heading(Grounded):
    """A title, shortened where it has to be, behind a pill in one of the theme's colours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._shown = self._pill, self._colour, self._title = "", "accent", ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._narrowest = 0
        self._set_fonts()

    def title(self) -> str:
        """The title on show."""
        return self._title

    def show_title(self, title: str, pill: str = "", colour: str = "accent") -> None:
        """Show ``title`` behind a pill that says ``pill`` (none if empty)."""
        if (title, pill, colour) == self._shown:
            return
        self._shown = (title, pill, colour)
        # A symbol at the start keeps its letter: z is not Z.
        symbol = len(title) < 2 or not title[:2].isalpha()
        self._title = title if symbol else title[0].upper() + title[1:]
        self._pill, self._colour = pill, colour
        narrowest = self.minimumSizeHint().width()
        if narrowest != self._narrowest:
            self._narrowest = narrowest
            self.updateGeometry()
        self.setAccessibleName(f"{pill}: {self._title}" if pill else self._title)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw with the colours of ``theme``."""
        self._theme = theme
        self.update()

    def _set_fonts(self) -> None:
        self._small = sized(self.font(), SMALL, bold=True)
        self._large = sized(self.font(), HEADING, bold=True)
        self._small_metrics = QFontMetricsF(self._small)
        self._large_metrics = QFontMetricsF(self._large)

    def sizeHint(self) -> QSize:
        height = round(self._large_metrics.height()) + 2
        return QSize(16 * height, height)

    def minimumSizeHint(self) -> QSize:
        title = round(self._large_metrics.horizontalAdvance(self._title))
        height = self.sizeHint().height()
        return QSize(min(title, LONGEST * height) + 2, height)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_fonts()
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._title, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        try:
            self.paint_ground(painter, event.rect(), theme)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            left = self._paint_pill(painter) if self._pill else 0.0
            painter.setPen(theme.colour("text"))
            painter.setFont(self._large)
            room = QRectF(self.rect()).adjusted(left, 0, 0, 0)
            title = self._large_metrics.elidedText(
                self._title, Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(room, LEFT, title)
        finally:
            painter.end()

    def _paint_pill(self, painter: QPainter) -> float:
        """Paint the pill; the x at which the title begins."""
        metrics, theme = self._small_metrics, self._theme
        height = round(metrics.height()) + 2
        width = metrics.horizontalAdvance(self._pill) + height
        pill = QRectF(0, (self.height() - height) // 2, width, height)
        colour = theme.colour(self._colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(colour, theme.colour("surface"), PILL_TINT))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(colour)
        painter.setFont(self._small)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self._pill)
        return width + height / 2
