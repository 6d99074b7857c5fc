"""What lies on top of the cost curve: the iteration on screen, the pointer, divergence, names."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from bpsim.base.words import tr
from bpsim.gui.kit.controls.painting import fill_rounded
from bpsim.gui.looks.run_lines import run_pen
from bpsim.gui.looks.theme import SMALL, Theme, sized
from bpsim.gui.panels.cost.data import MAIN, CostData
from bpsim.gui.panels.cost.heights import name_of
from bpsim.gui.panels.cost.placing import Occupied

SERIES_DASHES = ([1.0, 2.0], [3.0, 2.0], [7.0, 3.0], [8.0, 2.0, 1.0, 2.0, 1.0, 2.0])
FIRST_SERIES = 6
MOST_DOTS = 60
EMPTY = tr("Run an iteration to see the cost fall")
ALL_ZERO = tr("J is 0, for which a logarithmic axis has no place")


@dataclass(frozen=True)
class Frame:
    """The plot's rectangle in pixels, and where a place of its axes lies in it."""

    rect: QRectF
    x_at: Callable[[float], float]
    y_at: Callable[[float], float]
    left: float
    right: float
    occupied: Occupied = field(default_factory=Occupied)

    def point(self, data: CostData, iteration: int) -> QPointF | None:
        """Where the cost of ``iteration`` lies, None where it cannot be drawn."""
        height = data.height(iteration)
        return None if height is None else QPointF(self.x_at(iteration), self.y_at(height))

    def holds(self, iteration: float) -> bool:
        """True if the axis reaches to ``iteration``."""
        return self.left <= iteration <= self.right


def series_pen(theme: Theme, place: int) -> QPen:
    """The pen of the ``place``-th quantity beside J, in colours that runs rarely come to."""
    pen = QPen(theme.term(FIRST_SERIES + place), 1.0)
    pen.setCosmetic(True)
    pen.setDashPattern(SERIES_DASHES[place % len(SERIES_DASHES)])
    return pen


def legend(data: CostData, theme: Theme) -> list[tuple[str, QPen]]:
    """Each curve's name and pen, the run on screen first."""
    entries = []
    if data.main_shown:
        name = tr("this run") if data.runs else MAIN
        entries = [(name, QPen(theme.colour("accent"), 1.0))]
    for n, each in enumerate(data.series):
        if each.shown:
            entries.append((each.name, series_pen(theme, n)))
    return entries + [(name_of(data, run), run_pen(theme, run.colour)) for run in data.runs]


def paint_marks(painter: QPainter, frame: Frame, data: CostData, theme: Theme, font: QFont) -> None:
    """Paint what belongs to the curves: their points, where they diverged, their names."""
    painter.setFont(sized(font, SMALL))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.save()
    painter.setClipRect(frame.rect.adjusted(-6, -6, 6, 6))
    if data.main_shown:
        _paint_dots(painter, frame, data, theme)
    _paint_divergence(painter, frame, data, theme)
    if data.runs or data.series:
        _paint_legend(painter, frame, data, theme)
    _paint_divergence_words(painter, frame, data, theme)
    painter.restore()


def paint_pointed(
    painter: QPainter, frame: Frame, data: CostData, hovered: int | None, theme: Theme
) -> None:
    """Paint the iteration on screen and the one under the pointer; after the marks."""
    painter.save()
    painter.setClipRect(frame.rect.adjusted(-6, -6, 6, 6))
    if len(data.costs) and frame.holds(data.marked):
        _paint_current(painter, frame, data, hovered, theme)
    if hovered is not None and hovered != data.marked:
        point = frame.point(data, hovered)
        _paint_rule(painter, frame, hovered, theme.colour("muted"), Qt.PenStyle.DotLine)
        if point is not None:
            _paint_dot(painter, point, 3.5, theme.colour("surface"), theme.colour("accent"))
        _paint_tag(painter, frame, hovered, point, data.words(hovered), theme)
    painter.restore()


def paint_words(painter: QPainter, rect: QRectF, words: str, theme: Theme, font: QFont) -> None:
    """Say in the middle of the plot what is missing."""
    painter.setFont(font)
    painter.setPen(theme.colour("muted"))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), words)


def _paint_dots(painter: QPainter, frame: Frame, data: CostData, theme: Theme) -> None:
    first, last = max(0, int(frame.left)), min(len(data.costs) - 1, int(frame.right) + 1)
    if last - first > MOST_DOTS:
        return
    for iteration in range(first, last + 1):
        point = frame.point(data, iteration)
        if point is not None:
            _paint_dot(painter, point, 2.0, theme.colour("accent"), theme.colour("accent"))


def _paint_dot(
    painter: QPainter, point: QPointF, radius: float, inside: QColor, line: QColor
) -> None:
    radius *= max(1.0, painter.fontMetrics().height() / 13.0)  # larger text, larger marks
    painter.setBrush(inside)
    painter.setPen(QPen(line, 1.5))
    painter.drawEllipse(point, radius, radius)


def _paint_rule(
    painter: QPainter, frame: Frame, iteration: float, colour: QColor, style: Qt.PenStyle
) -> None:
    x = round(frame.x_at(iteration)) + 0.5
    painter.setPen(QPen(colour, 1.0, style))
    painter.drawLine(QPointF(x, frame.rect.top()), QPointF(x, frame.rect.bottom()))


def _paint_current(
    painter: QPainter,
    frame: Frame,
    data: CostData,
    hovered: int | None,
    theme: Theme,
) -> None:
    here = data.marked
    _paint_rule(painter, frame, here, theme.colour("text"), Qt.PenStyle.SolidLine)
    point = frame.point(data, here)
    if point is not None:
        _paint_dot(painter, point, 4.5, theme.colour("accent"), theme.colour("surface"))
    if hovered is None or hovered == here:
        words = data.marked_words() if hovered is None else data.words(hovered)
        if words:
            _paint_tag(painter, frame, here, point, words, theme)


def _paint_tag(
    painter: QPainter,
    frame: Frame,
    iteration: float,
    point: QPointF | None,
    words: str,
    theme: Theme,
) -> None:
    """A small label beside a point, where it hides least; at the end of the plot without one."""
    metrics, lines = painter.fontMetrics(), words.split("\n")
    width = max(map(metrics.horizontalAdvance, lines)) + 10
    height = metrics.lineSpacing() * (len(lines) - 1) + metrics.height() + 4
    x, rect = frame.x_at(iteration), frame.rect.adjusted(0, 2, 0, -2)
    tops = [rect.bottom() - height, rect.top()]
    if point is not None:
        tops = [point.y() - height - 6, point.y() + 6, *reversed(tops)]
    corners = [QPointF(left, top) for top in tops for left in (x + 8, x - 8 - width)
               if rect.left() <= left <= rect.right() - width]  # fmt: skip
    corners = corners or [QPointF(x + 8, tops[0])]
    box = frame.occupied.place(QSizeF(width, height), corners, rect)
    _paint_box(painter, box, words, theme.colour("text"), theme)


def _paint_box(painter: QPainter, box: QRectF, words: str, colour: QColor, theme: Theme) -> None:
    ground = QColor(theme.colour("raised"))
    ground.setAlphaF(0.92)
    fill_rounded(painter, box, 4, ground)
    painter.setPen(colour)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def _divergence_x(frame: Frame, data: CostData) -> float | None:
    """Where in the plot the numbers ended, None where that is not on show."""
    at = data.diverged_at
    if at is None or at < frame.left - 1 or at > frame.right:
        return None
    return min(max(frame.x_at(at), frame.rect.left()), frame.rect.right())


def _paint_divergence(painter: QPainter, frame: Frame, data: CostData, theme: Theme) -> None:
    """Where the numbers ended, and that there are none behind."""
    x, rect = _divergence_x(frame, data), frame.rect
    if x is None:
        return
    ground = QColor(theme.colour("warning"))
    ground.setAlphaF(0.10)
    painter.fillRect(QRectF(x, rect.top(), rect.right() - x, rect.height()), ground)
    painter.setPen(QPen(theme.colour("warning"), 1.5, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))


def _paint_divergence_words(painter: QPainter, frame: Frame, data: CostData, theme: Theme) -> None:
    """In which iteration the numbers ended."""
    x, rect = _divergence_x(frame, data), frame.rect.adjusted(0, 2, 0, -2)
    if x is None:
        return
    words = tr("diverged at iteration {diverged_at:,}", diverged_at=data.diverged_at)
    metrics = painter.fontMetrics()
    width, height = metrics.horizontalAdvance(words) + 10, metrics.height() + 4
    lefts = (x + 4, x - 4 - width) if x + 4 + width <= rect.right() else (x - 4 - width,)
    corners = [QPointF(left, top) for top in (rect.top(), rect.bottom() - height)
               for left in lefts]  # fmt: skip
    box = frame.occupied.place(QSizeF(width, height), corners, rect)
    _paint_box(painter, box, words, theme.colour("warning"), theme)


def _paint_legend(painter: QPainter, frame: Frame, data: CostData, theme: Theme) -> None:
    """The names of the curves with their lines, in the corner where they hide least.

    A pg.LegendItem has samples of 20 pixels at any size of text, shorter than some dashes, takes
    names for HTML, cannot cut long ones, and has no word for those that find no room.
    """
    metrics = painter.fontMetrics()
    line, sample = metrics.height() + 2, 2.2 * metrics.height()
    entries = legend(data, theme)
    if not entries:
        return
    most = max(1, int((frame.rect.height() - 8) / line))
    if len(entries) > most:
        entries = [
            *entries[: most - 1],
            (tr("and {entries} more", entries=len(entries) - most + 1), QPen(Qt.PenStyle.NoPen)),
        ]
    room = frame.rect.width() * 0.5 - sample - 18
    if len(entries) == 1 and metrics.horizontalAdvance(entries[0][0]) > room:
        return  # the axis names a single curve
    names = [
        metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(room)) for name, _ in entries
    ]
    width = max(metrics.horizontalAdvance(name) for name in names) + sample + 18
    size, rect = QSizeF(width, line * len(entries) + 4), frame.rect.adjusted(4, 4, -4, -4)
    lefts = [rect.right() - width, rect.left()]
    here = frame.x_at(data.marked)  # the rule there is not to be hidden either
    if lefts[0] - 4 < here < rect.right() + 4 and here - width - 8 > frame.rect.left():
        lefts.insert(0, here - 6 - width)
        del lefts[1]
    corners = [QPointF(left, top) for top in (rect.top(), rect.bottom() - size.height())
               for left in lefts]  # fmt: skip
    box = frame.occupied.place(size, corners, rect)
    _paint_box(painter, box, "", theme.colour("text"), theme)
    for n, (name, (_, pen)) in enumerate(zip(names, entries, strict=True)):
        y = box.top() + 2 + line * (n + 0.5)
        pen.setWidthF(2.0)
        pen.setCosmetic(False)
        painter.setPen(pen)
        painter.drawLine(QPointF(box.left() + 6, y), QPointF(box.left() + 6 + sample, y))
        painter.setPen(theme.colour("text"))
        place = QRectF(box.left() + sample + 12, y - line / 2, width - sample - 14, line)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, name)
