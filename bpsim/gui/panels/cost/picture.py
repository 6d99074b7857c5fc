"""The cost plot as a picture for paper: axes with their names, curves, legend."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from bpsim.core.arrays import Array
from bpsim.gui.looks.theme import Theme
from bpsim.gui.panels.cost.data import CostData, known_points
from bpsim.gui.panels.cost.heights import Curve, fitted, reach, unit_of
from bpsim.gui.panels.cost.marks import legend
from bpsim.gui.panels.cost.ticks import log_ticks, round_ticks, tick_texts
from bpsim.notation.formula import number_text

COLUMNS = 1200
CURVE_WIDTH = 2.0


@dataclass(frozen=True)
class Axes:
    """A rectangle, and the ranges that its sides stand for."""

    rect: QRectF
    x_range: tuple[float, float]
    y_range: tuple[float, float]

    def x(self, value: float) -> float:
        """Where an iteration lies."""
        low, high = self.x_range
        return self.rect.left() + (value - low) / (high - low) * self.rect.width()

    def y(self, value: float) -> float:
        """Where a place on the axis of J lies."""
        low, high = self.y_range
        return self.rect.bottom() - (value - low) / (high - low) * self.rect.height()


def paint_costs(
    painter: QPainter,
    rect: QRectF,
    data: CostData,
    theme: Theme,
    font: QFont,
    shown: tuple[float, float] | None = None,
) -> None:
    """Fill ``rect`` with the plot of ``data`` between the iterations of ``shown``, None for all."""
    data.unit = unit_of(data)
    left, right = shown or (-0.01 * data.last, 1.02 * data.last)
    own, others = (
        [_cut(*points, left, right) for points in found] for found in _points(data, left, right)
    )
    (low, high), others = fitted(data, reach(data), own, others)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    painter.fillRect(rect, theme.colour("surface"))
    metrics = QFontMetricsF(font)
    line = metrics.height()
    y_places = _y_places(low, high, data, rect.height() / (2.2 * line))
    widest = max((metrics.horizontalAdvance(text) for _, text in y_places), default=line)
    inner = rect.adjusted(widest + 2.6 * line, line, -1.5 * line, -3.4 * line)
    axes = Axes(inner, (left, right), (low, high))
    _paint_axes(painter, axes, y_places, theme)
    _paint_names(painter, rect, axes, data, theme)
    _paint_divergence(painter, axes, data, theme)
    entries = legend(data, theme)
    for (x, y), (_, pen) in zip([*own, *others], entries, strict=True):
        pen.setWidthF(CURVE_WIDTH)
        pen.setCosmetic(False)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for piece in _pieces(axes, x, y):
            painter.drawPolyline(piece)
    if len(entries) > 1:
        _paint_legend(painter, axes, entries, theme)


def _points(data: CostData, left: float, right: float) -> tuple[list[Curve], list[Curve]]:
    """The points of each visible curve, those of other runs apart, in the order of the legend."""
    out = [data.curve(data.costs, left, right, COLUMNS)] if data.main_shown else []
    for each in data.visible_series:
        out.append(known_points(*data.curve(each.costs, left, right, COLUMNS)))
    return out, [data.curve(run.costs, left, right, COLUMNS) for run in data.runs]


def _cut(x: Array, y: Array, left: float, right: float) -> tuple[Array, Array]:
    """The curve between ``left`` and ``right``, ends included: SVG knows no clipping here."""
    inside = (x >= left) & (x <= right)
    if inside.all():
        return x, y
    ends = [end for end in (left, right) if len(x) and x[0] < end < x[-1]]
    at = np.concatenate([x[inside], ends])
    heights = np.concatenate([y[inside], np.interp(ends, x, y)])
    order = np.argsort(at, kind="stable")
    return at[order], heights[order]


def _pieces(axes: Axes, x: Array, y: Array) -> list[QPolygonF]:
    """The lines between the gaps; a cost that stands alone becomes a short dash."""
    finite = np.isfinite(y)
    starts = np.flatnonzero(finite & ~np.concatenate([[False], finite[:-1]]))
    stops = np.flatnonzero(finite & ~np.concatenate([finite[1:], [False]])) + 1
    out = []
    for start, stop in zip(starts, stops, strict=True):
        points = [QPointF(axes.x(x[n]), axes.y(y[n])) for n in range(start, stop)]
        if len(points) == 1:
            points = [points[0] - QPointF(2, 0), points[0] + QPointF(2, 0)]
        out.append(QPolygonF(points))
    return out


def _y_places(low: float, high: float, data: CostData, most: float) -> list[tuple[float, str]]:
    if not data.log:
        places = round_ticks(low, high, max(2, int(most)))
        return list(zip(places, tick_texts(places, data.unit), strict=True))
    return [
        (place, number_text(float(10.0**place), 6))
        for _, places in log_ticks(low, high, max(2, int(most)))
        for place in places
    ]


def _paint_axes(
    painter: QPainter, axes: Axes, y_places: list[tuple[float, str]], theme: Theme
) -> None:
    rect, metrics = axes.rect, QFontMetricsF(painter.font())
    line, grid, ink = metrics.height(), theme.colour("raised"), theme.colour("text")
    for place, text in y_places:
        y = axes.y(place)
        _line(painter, grid, QPointF(rect.left(), y), QPointF(rect.right(), y))
        where = QRectF(rect.left() - 0.5 * line - 400, y - line, 400, 2 * line)
        painter.setPen(ink)
        painter.drawText(where, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
    low, high = axes.x_range
    widest = metrics.horizontalAdvance(f"{high:,.0f}")
    most = max(2, int(rect.width() / (widest + 2 * line)))
    for place in round_ticks(max(0.0, low), high, most, whole=True):
        x = axes.x(place)
        _line(painter, grid, QPointF(x, rect.top()), QPointF(x, rect.bottom()))
        where = QRectF(x - 200, rect.bottom() + 0.3 * line, 400, 1.2 * line)
        painter.setPen(ink)
        painter.drawText(where, Qt.AlignmentFlag.AlignCenter, f"{place:,.0f}")
    _line(painter, theme.colour("muted"), rect.topLeft(), rect.bottomLeft())
    _line(painter, theme.colour("muted"), rect.bottomLeft(), rect.bottomRight())


def _line(painter: QPainter, colour: QColor, start: QPointF, end: QPointF) -> None:
    painter.setPen(QPen(colour, 1.0))
    painter.drawLine(start, end)


def _paint_names(painter: QPainter, rect: QRectF, axes: Axes, data: CostData, theme: Theme) -> None:
    line = QFontMetricsF(painter.font()).height()
    below = QRectF(axes.rect.left(), rect.bottom() - 1.7 * line, axes.rect.width(), 1.4 * line)
    painter.setPen(theme.colour("text"))
    painter.drawText(below, Qt.AlignmentFlag.AlignCenter, "iteration")
    painter.save()
    painter.translate(rect.left() + 1.1 * line, axes.rect.center().y())
    painter.rotate(-90)
    name = "J of each batch" if data.batches else "J(Θ)"
    name = name if data.sign > 0 else f"{name}, without its minus"
    half = axes.rect.height() / 2
    painter.drawText(
        QRectF(-half, -0.8 * line, 2 * half, 1.6 * line), Qt.AlignmentFlag.AlignCenter, name
    )
    painter.restore()


def _paint_divergence(painter: QPainter, axes: Axes, data: CostData, theme: Theme) -> None:
    at = data.diverged_at
    if at is None or not axes.x_range[0] <= at <= axes.x_range[1] or not data.main_shown:
        return
    rect, metrics = axes.rect, QFontMetricsF(painter.font())
    painter.setPen(QPen(theme.colour("warning"), 1.5, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(axes.x(at), rect.top()), QPointF(axes.x(at), rect.bottom()))
    words = f"diverged at iteration {at:,}"
    width = metrics.horizontalAdvance(words) + 8
    right = axes.x(at) + 8 + width <= rect.right()
    left = axes.x(at) + 8 if right else axes.x(at) - 8 - width
    painter.setPen(theme.colour("warning"))
    place = QRectF(left, rect.bottom() - 1.8 * metrics.height(), width, 1.4 * metrics.height())
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)


def _paint_legend(
    painter: QPainter, axes: Axes, entries: list[tuple[str, QPen]], theme: Theme
) -> None:
    """Names with their lines on a ground of their own, in the upper right corner."""
    metrics = QFontMetricsF(painter.font())
    line, sample = 1.35 * metrics.height(), 2.8 * metrics.height()
    shown = entries[: max(1, int(axes.rect.height() / line) - 1)]
    room = 0.6 * axes.rect.width() - sample
    elide = Qt.TextElideMode.ElideRight
    names = [metrics.elidedText(name, elide, room) for name, _ in shown]
    if len(shown) < len(entries):
        names[-1] = f"and {len(entries) - len(shown) + 1} more"
    width = max(map(metrics.horizontalAdvance, names)) + sample + 1.2 * line
    box = QRectF(0, 0, width, line * len(names) + 0.5 * line)
    box.moveTopRight(axes.rect.topRight() + QPointF(0, 0.2 * line))
    ground = QColor(theme.colour("surface"))
    ground.setAlphaF(0.9)
    painter.setPen(QPen(theme.colour("line"), 1.0))
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 5, 5)
    for n, (name, (_, pen)) in enumerate(zip(names, shown, strict=True)):
        y = box.top() + line * (n + 0.75)
        start = box.left() + 0.4 * line
        if n < len(shown) - 1 or len(shown) == len(entries):
            painter.setPen(pen)
            painter.drawLine(QPointF(start, y), QPointF(start + sample, y))
        painter.setPen(theme.colour("text"))
        place = QRectF(start + sample + 0.4 * line, y - line / 2, width, line)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
