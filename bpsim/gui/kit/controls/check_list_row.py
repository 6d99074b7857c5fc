"""One row of a list with check boxes: where its parts lie, and how they are painted."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QPainter, QPen

from bpsim.gui.kit.controls.painting import RADIUS, draw_fitting, fill_rounded, focus_ring, mixed
from bpsim.gui.looks import icons
from bpsim.gui.looks.theme import SMALL, Theme, sized

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Row:
    """What one row says.

    ``detail`` is a smaller second line, ``tag`` a word at the right end that stands out, ``faint``
    marks a row that has no effect. ``swatch`` is the number of a term colour and the dashes of the
    line that this row stands for, −1 for the accent colour.
    """

    text: str
    checked: bool = True
    detail: str = ""
    tag: str = ""
    faint: bool = False
    editable: bool = False
    swatch: tuple[int, tuple[float, ...]] | None = None


def row_height(row: Row, font: QFont) -> int:
    """The height of a row set in ``font``, in pixels."""
    line = QFontMetrics(font).height()
    detail = QFontMetrics(sized(font, SMALL)).height() if row.detail else 0
    return line + detail + round(0.5 * line)


def check_rect(rect: QRectF, metrics: QFontMetrics) -> QRectF:
    """Where the check box lies in a row's rectangle."""
    line, size = metrics.height(), round(0.95 * metrics.height())
    top = rect.top() + (row_top(metrics) + (line - size) / 2)
    return QRectF(rect.left() + round(0.6 * line), round(top), size, size)


def row_top(metrics: QFontMetrics) -> float:
    """The room above the first line of a row."""
    return 0.25 * metrics.height()


def text_rect(rect: QRectF, row: Row, font: QFont) -> QRectF:
    """Where the first line of a row lies."""
    metrics = QFontMetrics(font)
    line = metrics.height()
    left = check_rect(rect, metrics).right() + 0.5 * line
    if row.swatch is not None:
        left += 2.2 * line
    right = rect.right() - 0.6 * line
    if row.tag:
        small = QFontMetricsF(sized(font, SMALL))
        right -= small.horizontalAdvance(row.tag) + 1.2 * line
    return QRectF(left, rect.top() + row_top(metrics), max(line, right - left), line)


def paint_row(
    painter: QPainter, rect: QRectF, row: Row, theme: Theme, current: bool, focused: bool
) -> None:
    """Paint a row with the painter's font; ``focused`` draws the ring of the keyboard."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = QFont(painter.font())
    if current:
        fill_rounded(painter, rect.adjusted(2, 1, -2, -1), RADIUS, theme.colour("raised"))
    if focused:
        focus_ring(painter, rect.adjusted(1, 0, -1, 0))
    box = check_rect(rect, QFontMetrics(font))
    _paint_check(painter, box, row.checked, theme)
    words = text_rect(rect, row, font)
    if row.swatch is not None:
        _paint_swatch(painter, box, words, row.swatch, theme)
    metrics = QFontMetrics(font)
    painter.setPen(theme.colour("muted" if row.faint or not row.checked else "text"))
    draw_fitting(painter, words, LEFT, row.text)
    small = sized(font, SMALL)
    if row.detail:
        painter.setFont(small)
        painter.setPen(theme.colour("muted"))
        below = QRectF(words.left(), words.bottom(), 0, QFontMetricsF(small).height())
        below.setRight(rect.right() - 0.6 * metrics.height())
        draw_fitting(painter, below, LEFT, row.detail)
    if row.tag:
        _paint_tag(painter, rect, words, row, small, theme)


def _paint_check(painter: QPainter, box: QRectF, checked: bool, theme: Theme) -> None:
    painter.setPen(QPen(theme.colour("accent" if checked else "muted"), 1.0))
    painter.setBrush(theme.colour("accent" if checked else "surface"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3.0, 3.0)
    if checked:
        icons.draw(painter, box, "check", theme.colour("on_accent"))


def _paint_swatch(
    painter: QPainter,
    box: QRectF,
    words: QRectF,
    swatch: tuple[int, tuple[float, ...]],
    theme: Theme,
) -> None:
    number, dashes = swatch
    pen = QPen(theme.colour("accent") if number < 0 else theme.term(number), 2.0)
    if dashes:
        pen.setDashPattern([each / 2.0 for each in dashes])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    y, room = words.center().y(), 0.35 * words.height()
    painter.drawLine(QPointF(box.right() + room, y), QPointF(words.left() - room, y))


def _paint_tag(
    painter: QPainter, rect: QRectF, words: QRectF, row: Row, font: QFont, theme: Theme
) -> None:
    metrics = QFontMetricsF(font)
    width = metrics.horizontalAdvance(row.tag) + 0.8 * metrics.height()
    right = rect.right() - 0.5 * metrics.height()
    place = QRectF(right - width, words.top(), width, words.height())
    colour = theme.colour("muted" if row.faint else "accent")
    if not row.faint:
        painter.setPen(QPen(colour, 1.0))
        painter.setBrush(mixed(colour, theme.colour("surface"), 0.14))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, row.tag)
