"""The head of a panel: a title, with a pill before it that says where one is."""

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from bpsim.base.words import capitalised, named
from bpsim.gui.kit.controls.painting import Grounded, fill_rounded, mixed
from bpsim.gui.kit.controls.room import (
    ask_for_room,
    draw_wrapped,
    height_by_width,
    together,
    wrapped_size,
)
from bpsim.gui.kit.controls.spoken import Spoken
from bpsim.gui.kit.controls.tip_by_place import TipByPlace
from bpsim.gui.looks.theme import HEADING, SMALL, sized, theme_in_use

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
PILL_TINT = 0.12
LONGEST = 7
"""A title longer than so many heights of a line may be broken."""
MOST_LINES = 4


class Heading(TipByPlace, Grounded, Spoken):
    """A title behind a pill in one of the theme's colours, over as many lines as it needs.

    Where there is little room the title stands below the pill; beyond MOST_LINES it is shortened.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pill, self._colour, self._title = "", "accent", ""
        self.setSizePolicy(height_by_width())
        self._set_fonts()

    def title(self) -> str:
        """The title on show."""
        return self._title

    def show_title(self, title: str, pill: str = "", colour: str = "accent") -> None:
        """Show ``title`` behind a pill that says ``pill`` (none if empty)."""
        shown = pill, colour, capitalised(title)
        if shown == (self._pill, self._colour, self._title):
            return
        narrowest = self.minimumSizeHint()
        self._pill, self._colour, self._title = shown
        if self.minimumSizeHint() != narrowest:
            self.updateGeometry()
        ask_for_room(self)
        words = named(pill, self._title) if pill else self._title
        self.set_spoken(lambda: words)
        self.update()

    def _set_fonts(self) -> None:
        self._small = sized(self.font(), SMALL, bold=True)
        self._large = sized(self.font(), HEADING, bold=True)
        self._small_metrics = QFontMetricsF(self._small)
        self._large_metrics = QFontMetricsF(self._large)
        self._height = round(self._large_metrics.height()) + 2
        self._spacing = round(self._large_metrics.lineSpacing())

    def _pill_width(self) -> float:
        """What the pill and the gap behind it take of a line."""
        if not self._pill:
            return 0.0
        height = round(self._small_metrics.height()) + 2
        return self._small_metrics.horizontalAdvance(self._pill) + 1.5 * height

    def _lines(self, width: float) -> int:
        """How many lines the title takes in that width."""
        if self._large_metrics.horizontalAdvance(self._title) <= width:
            return 1
        metrics = QFontMetrics(self._large)
        height = wrapped_size(metrics, int(width), self._title).height()
        lines = 1 + round((height - metrics.height()) / metrics.lineSpacing())
        if any(
            self._large_metrics.horizontalAdvance(w) > width
            for w in together(self._title).split(" ")
        ):
            return 2 * MOST_LINES  # a word alone is too long: any other place is better
        return max(1, lines)

    def _placed(self, width: int) -> tuple[float, int, int, int]:
        """Where the title begins, x in pixels and y in lines; how many lines it takes and needs."""
        beside = self._pill_width()
        lines = self._lines(width - beside)
        if beside and lines > 1:
            below = self._lines(width)
            if below < lines:
                return 0.0, 1, min(below, MOST_LINES), below
        return beside, 0, min(lines, MOST_LINES), lines

    def heightForWidth(self, width: int) -> int:
        _, above, lines, _ = self._placed(width)
        return self._height + (above + lines - 1) * self._spacing

    def sizeHint(self) -> QSize:
        return QSize(16 * self._height, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._title_width(), LONGEST * self._height) + 2, self._height)

    def _title_width(self) -> int:
        return round(self._large_metrics.horizontalAdvance(self._title))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ask_for_room(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_fonts()

    def tip_at(self, at: QPoint) -> str:
        return self._title

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_in_use()
        with QPainter(self) as painter:
            self.paint_ground(painter, event.rect())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._pill:
                self._paint_pill(painter)
            painter.setPen(theme.colour("text"))
            painter.setFont(self._large)
            left, above, lines, needed = self._placed(self.width())
            room = QRectF(self.rect()).adjusted(left, above * self._spacing, 0, 0)
            if needed == 1:
                painter.drawText(room, LEFT, self._title)
            else:
                most = lines * room.width() - (lines - 1) * self._height
                title = (
                    self._large_metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, most)
                    if needed > lines
                    else self._title
                )
                draw_wrapped(painter, room, title)

    def _paint_pill(self, painter: QPainter) -> None:
        metrics, theme = self._small_metrics, theme_in_use()
        height = round(metrics.height()) + 2
        width = metrics.horizontalAdvance(self._pill) + height
        pill = QRectF(0, (self._height - height) // 2, width, height)
        colour = theme.colour(self._colour)
        fill_rounded(painter, pill, height / 2, mixed(colour, theme.colour("surface"), PILL_TINT))
        painter.setPen(colour)
        painter.setFont(self._small)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self._pill)
