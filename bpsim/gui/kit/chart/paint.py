"""Paints the axes of a small plot, and curves, lines and points in it."""

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from bpsim.core.arrays import Array
from bpsim.gui.kit.chart.axes import GAP, NAME_GAP, Chart, Tag
from bpsim.gui.kit.controls.painting import mixed
from bpsim.gui.kit.formula import Box, draw
from bpsim.gui.looks.theme import Theme, sized


def paint_axes(
    painter: QPainter, chart: Chart, theme: Theme, font: QFont, tags: Sequence[Tag] = ()
) -> None:
    """The grid and the labels of both axes; ``tags`` take the place of labels that they meet."""
    area, metrics = chart.area, QFontMetricsF(font)
    grid = mixed(theme.colour("line"), theme.colour("surface"), 0.55)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(grid, 1.0))
    for value, _ in chart.y_ticks:
        y = round(chart.y(value))
        painter.drawLine(QLineF(area.left(), y, area.right(), y))
    for value, _ in chart.x_ticks:
        x = round(chart.x(value))
        painter.drawLine(QLineF(x, area.top(), x, area.bottom()))
    painter.setPen(QPen(mixed(theme.colour("muted"), theme.colour("surface"), 0.6), 1.0))
    base = round(area.bottom())
    painter.drawLine(QLineF(area.left(), base, area.right(), base))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setFont(font)
    painter.setPen(theme.colour("muted"))
    middle = (metrics.ascent() - metrics.descent()) / 2
    taken = [tag.rect(chart, font).adjusted(-2, 0, 2, 0) for tag in tags]
    for value, text in chart.y_ticks:
        width = metrics.horizontalAdvance(text)
        at = QPointF(area.left() - width - GAP, chart.y(value) + middle)
        _paint_text(painter, at, text, width, metrics, taken)
    for value, text in chart.x_ticks:
        width = metrics.horizontalAdvance(text)
        at = QPointF(chart.x(value) - width / 2, area.bottom() + chart.below + metrics.ascent())
        _paint_text(painter, at, text, width, metrics, taken)
    painter.setPen(theme.colour("accent"))
    painter.setFont(sized(font, 1.0, bold=True))
    for tag, rect in zip(tags, taken, strict=True):
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, tag.text)


def _paint_text(
    painter: QPainter, at: QPointF, text: str, width: float, metrics: QFontMetricsF,
    taken: Sequence[QRectF],
) -> None:  # fmt: skip
    rect = QRectF(at.x(), at.y() - 0.75 * metrics.ascent(), width, 0.75 * metrics.ascent())
    if not any(rect.intersects(other) for other in taken):
        painter.drawText(at, text)


def paint_axis_name(painter: QPainter, chart: Chart, box: Box, line: float, theme: Theme) -> None:
    """What the lower axis measures, behind its last label; ``line`` is a label's height."""
    if chart.x_ticks:
        y = chart.area.bottom() + chart.below + line / 2 + (box.ascent - box.descent) / 2
        draw(painter, box, chart.area.right() + NAME_GAP * line, y, theme)


def paint_curve(painter: QPainter, chart: Chart, pixels: Array, pen: QPen) -> None:
    """A curve given by its ``pixels``, interrupted where they are not finite, within the chart."""
    painter.save()
    painter.setClipRect(chart.area.adjusted(-1, -1, 1, 1))
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    whole = np.isfinite(pixels[:, 0]) & np.isfinite(pixels[:, 1])
    breaks = np.flatnonzero(np.diff(whole.astype(np.int8))) + 1
    for start, part in zip([0, *breaks], np.split(pixels, breaks), strict=True):
        if whole[start]:
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in part.tolist()]))
    painter.restore()


def paint_line(
    painter: QPainter, chart: Chart, x: float, y: float, slope: float, pen: QPen
) -> None:
    """The straight line through (x, y) with ``slope``, as far as the chart goes."""
    start, end = chart.x_range
    heights = [y + slope * (at - x) for at in (start, end)]
    if not all(map(math.isfinite, heights)):
        return
    painter.save()
    painter.setClipRect(chart.area.adjusted(-1, -1, 1, 1))
    painter.setPen(pen)
    painter.drawLine(chart.point(start, heights[0]), chart.point(end, heights[1]))
    painter.restore()


def paint_point(painter: QPainter, at: QPointF, radius: float, fill: QColor, line: QColor) -> None:
    """A dot with a rim."""
    painter.setPen(QPen(line, 1.6))
    painter.setBrush(fill)
    painter.drawEllipse(at, radius, radius)
