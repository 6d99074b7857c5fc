"""How the slope plot looks: the curve of the cost, its tangent, a nudge and the gap it opens."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF

from bpsim.core.arrays import Array
from bpsim.gui.kit.chart import (
    NAME_GAP,
    Chart,
    Range,
    padded,
    paint_axes,
    paint_axis_name,
    paint_curve,
    paint_line,
    paint_point,
)
from bpsim.gui.kit.controls.painting import mixed
from bpsim.gui.kit.formula import draw, layout
from bpsim.gui.looks.theme import SMALL, Theme, sized
from bpsim.steps.apart.slope import Change, Slope
from bpsim.steps.shown.slope_words import is_shorthand, legend

CURVE_WIDTH, TANGENT_WIDTH = 2.0, 1.6
LEAST_GAP = 4.0
"""Pixels from which on the gap gets its bracket."""
TANGENT_SHARE = 0.25
"""How much of the curve's height the tangent may add above it and below."""


@dataclass(frozen=True, eq=False)
class SlopePicture:
    """A slope in a widget of ``size`` with ``font``; ``view`` is the range of values shown.

    ``ratio`` is how many pixels of the screen make one of the widget's.
    """

    slope: Slope
    view: Range
    size: QSize
    font: QFont
    theme: Theme
    ratio: float

    def looks_like(self, other: "SlopePicture") -> bool:
        """True if both look alike while the same is nudged."""
        return self.slope.same_as(other.slope) and (
            self.slope.shown, self.view, self.size, self.font, self.theme, self.ratio,
        ) == (
            other.slope.shown, other.view, other.size, other.font, other.theme, other.ratio,
        )  # fmt: skip

    @cached_property
    def at_rest(self) -> QPixmap:
        """The picture while nothing is nudged."""
        pixmap = QPixmap(self.size * self.ratio)
        pixmap.setDevicePixelRatio(self.ratio)
        pixmap.fill(self.theme.colour("surface"))
        with QPainter(pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_picture(painter, self, None, held=False)
        return pixmap

    @cached_property
    def rect(self) -> QRectF:
        """What it fills."""
        return QRectF(0, 0, self.size.width(), self.size.height()).adjusted(4, 3, -4, -3)

    @cached_property
    def samples(self) -> tuple[Array, Array]:
        """Values along the lower axis, and the cost at each."""
        return self.slope.samples(*self.view)

    @cached_property
    def small(self) -> QFont:
        """The font of everything that is no formula."""
        return sized(self.font, SMALL)

    @cached_property
    def line(self) -> float:
        """The height of a line in it."""
        return QFontMetricsF(self.small).height()

    @cached_property
    def chart(self) -> Chart:
        """The axes, with room above for the legend and at the right for the symbol below them."""
        outer = self.rect.adjusted(0.3 * self.line, 1.5 * self.line, -0.2 * self.line, 0)
        symbol = layout(self.slope.symbol, self.small)
        return Chart.within(
            outer, self.view, self._y_range(), self.small,
            right=symbol.width + NAME_GAP * self.line, below=0.4 * self.line,
        )  # fmt: skip

    def _y_range(self) -> Range:
        """The curve's heights, and the tangent's as far as it leaves room for the curve."""
        low, high = padded(self.samples[1])
        room = TANGENT_SHARE * (high - low)
        ends = self.slope.tangent(np.array(self.view))
        if not np.isfinite(ends).all():
            return low, high
        return (
            min(low, max(low - room, float(ends.min()))),
            max(high, min(high + room, float(ends.max()))),
        )

    @cached_property
    def pixels(self) -> Array:
        """The curve."""
        return self.chart.pixels(*self.samples)

    def at(self, value: float, cost: float) -> QPointF:
        """The pixel of a point, just outside the chart where it is far outside."""
        point, area = self.chart.point(value, cost), self.chart.area
        y = point.y() if math.isfinite(point.y()) else area.top()
        return QPointF(point.x(), max(area.top() - 6, min(area.bottom() + 6, y)))

    def shows(self, cost: float) -> bool:
        """True if a cost lies within the chart."""
        low, high = self.chart.y_range
        return low <= cost <= high


def paint_picture(
    painter: QPainter, picture: SlopePicture, change: Change | None, held: bool
) -> None:
    """All of it but the ground; ``held`` while the pointer holds the handle."""
    _paint_slope(painter, picture)
    _paint_nudge(painter, picture, change, held)
    _paint_legend(painter, picture, change)


def _paint_slope(painter: QPainter, picture: SlopePicture) -> None:
    """What does not move while a value is nudged: axes, curve, tangent."""
    slope, chart, theme = picture.slope, picture.chart, picture.theme
    paint_axes(painter, chart, theme, picture.small)
    symbol = layout(slope.symbol, picture.small)
    paint_axis_name(painter, chart, symbol, picture.line, theme)
    if is_shorthand(slope) and slope.shown is not None:
        pen = QPen(theme.colour("muted"), TANGENT_WIDTH, Qt.PenStyle.DashLine)
        paint_line(painter, chart, slope.value, slope.cost, slope.shown, pen)
    tangent = QPen(theme.colour("backward"), TANGENT_WIDTH)
    paint_line(painter, chart, slope.value, slope.cost, slope.slope, tangent)
    paint_curve(painter, chart, picture.pixels, QPen(theme.colour("positive"), CURVE_WIDTH))


def _paint_nudge(
    painter: QPainter, picture: SlopePicture, change: Change | None, held: bool
) -> None:
    """The point, and where it would be: on the curve, and where the tangent has it."""
    slope, chart, theme = picture.slope, picture.chart, picture.theme
    start = picture.at(slope.value, slope.cost)
    accent, surface = theme.colour("accent"), theme.colour("surface")
    radius = 0.33 * picture.line
    value = slope.value if change is None else slope.value + change.by
    x, base = chart.x(value), chart.area.bottom()
    painter.setPen(QPen(mixed(accent, surface, 0.7), 1.0, Qt.PenStyle.DotLine))
    painter.drawLine(QLineF(x, base, x, min(base, picture.at(value, slope.cost).y())))
    if change is not None:
        _paint_change(painter, picture, change)
        paint_point(painter, start, 0.7 * radius, surface, accent)
        end = picture.at(value, slope.cost + change.actual)
        painter.setPen(QPen(mixed(accent, surface, 0.7), 1.0, Qt.PenStyle.DotLine))
        painter.drawLine(QLineF(x, base, x, end.y()))
        if picture.shows(slope.cost + change.actual):
            paint_point(painter, end, radius, accent, surface)
    else:
        paint_point(painter, start, radius, accent, surface)
    _paint_thumb(painter, QPointF(x, base), 0.36 * picture.line, theme, held)


def _paint_change(painter: QPainter, picture: SlopePicture, change: Change) -> None:
    """The run along the axis, the rise that the tangent promises, and the gap."""
    slope, chart, theme = picture.slope, picture.chart, picture.theme
    value = slope.value + change.by
    start = picture.at(slope.value, slope.cost)
    promised = picture.at(value, slope.cost + change.predicted)
    real = picture.at(value, slope.cost + change.actual)
    painter.save()
    painter.setClipRect(chart.area.adjusted(-2, -2, 40, 2))
    painter.setPen(QPen(theme.colour("muted"), 1.0, Qt.PenStyle.DashLine))
    painter.drawLine(QLineF(start.x(), start.y(), promised.x(), start.y()))
    painter.setPen(QPen(theme.colour("backward"), TANGENT_WIDTH))
    painter.drawLine(QLineF(promised.x(), start.y(), promised.x(), promised.y()))
    if picture.shows(slope.cost + change.predicted):
        size = 0.3 * picture.line
        painter.setBrush(theme.colour("surface"))
        painter.drawPolygon(
            QPolygonF([
                promised + QPointF(*corner)
                for corner in ((0, -size), (size, 0), (0, size), (-size, 0))
            ])
        )  # fmt: skip
    painter.restore()
    if math.isfinite(change.gap) and abs(real.y() - promised.y()) >= LEAST_GAP:
        _paint_gap(painter, picture, promised, real)


def _paint_gap(painter: QPainter, picture: SlopePicture, promised: QPointF, real: QPointF) -> None:
    """A bracket from the tangent to the curve, open where one of them is off the chart."""
    area, foot = picture.chart.area, 0.3 * picture.line
    side = 1.0 if promised.x() + 3.5 * foot < area.right() else -1.0
    x = promised.x() + side * 2.6 * foot
    painter.setPen(QPen(picture.theme.colour("warning"), 1.2 * TANGENT_WIDTH))
    ends = [max(area.top(), min(area.bottom(), at.y())) for at in (promised, real)]
    painter.drawLine(QLineF(x, ends[0], x, ends[1]))
    for at, end in zip((promised, real), ends, strict=True):
        if at.y() == end:
            painter.drawLine(QLineF(x, end, x - side * foot, end))


def _paint_thumb(painter: QPainter, at: QPointF, size: float, theme: Theme, held: bool) -> None:
    """The handle on the axis: an arrowhead that points at the value."""
    painter.setPen(QPen(theme.colour("surface"), 1.2))
    painter.setBrush(theme.colour("accent"))
    if held:
        size *= 1.25
    corners = ((0, -size), (size, 0.1 * size), (size, 1.2 * size), (-size, 1.2 * size),
               (-size, 0.1 * size))  # fmt: skip
    painter.drawPolygon(QPolygonF([at + QPointF(*corner) for corner in corners]))


def _paint_legend(painter: QPainter, picture: SlopePicture, change: Change | None) -> None:
    """Above the chart: what curve and tangent stand for, with their numbers."""
    theme = picture.theme
    boxes = [layout(expr, picture.small) for expr in legend(picture.slope, change)]
    sample, pad, gap = 1.1 * picture.line, 0.35 * picture.line, 0.7 * picture.line
    width = sum(box.width + sample + pad for box in boxes) + gap * (len(boxes) - 1)
    room = picture.rect.width() - 0.6 * picture.line
    painter.save()
    painter.translate(picture.rect.left() + 0.3 * picture.line, picture.rect.top())
    scale = min(1.0, room / width)
    painter.scale(scale, scale)
    middle, x = 0.75 * picture.line, 0.0
    for n, box in enumerate(boxes):
        _paint_sample(painter, QRectF(x, middle - 0.4 * picture.line, sample, 0.8 * picture.line),
                      n, theme)  # fmt: skip
        x += sample + pad
        draw(painter, box, x, middle + 0.28 * picture.line, theme)
        x += box.width + gap
    painter.restore()


def _paint_sample(painter: QPainter, rect: QRectF, kind: int, theme: Theme) -> None:
    """A piece of the curve, of the tangent, or of the bracket."""
    middle = rect.center().y()
    if kind == 2:
        painter.setPen(QPen(theme.colour("warning"), TANGENT_WIDTH))
        right, foot = rect.right() - 2, 0.25 * rect.width()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(
            QPolygonF([
                QPointF(right - foot, rect.top()), QPointF(right, rect.top()),
                QPointF(right, rect.bottom()), QPointF(right - foot, rect.bottom()),
            ])
        )  # fmt: skip
        return
    if kind == 1:
        painter.setPen(QPen(theme.colour("backward"), TANGENT_WIDTH))
        painter.drawLine(QLineF(rect.left(), middle, rect.right(), middle))
        return
    painter.setPen(QPen(theme.colour("positive"), CURVE_WIDTH))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    xs = np.linspace(0.0, 1.0, 9)
    ys = middle + rect.height() * (0.35 - 0.7 * (1 - xs) ** 2)
    xs = rect.left() + rect.width() * xs
    painter.drawPolyline(
        QPolygonF([QPointF(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)])
    )
