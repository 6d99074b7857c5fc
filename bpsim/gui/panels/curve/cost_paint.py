"""How the curves of the cost over h look: the network's own, another beside it, and the point."""

import math

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.gui.kit.chart import (
    NAME_GAP,
    Chart,
    Range,
    Tag,
    padded,
    paint_axes,
    paint_axis_name,
    paint_curve,
    paint_point,
)
from bpsim.gui.kit.formula import draw, layout
from bpsim.gui.looks.theme import SMALL, Theme, sized
from bpsim.gui.panels.curve.paint import CURVE_WIDTH
from bpsim.notation.formula import EQUALS, Number, Words, row
from bpsim.steps.explain import symbols as s
from bpsim.steps.shown.cost_curves import CostCurves, CostLine

POINTS = 121
SMALLEST = 0.8
"""A formula that would have to be set smaller than this is left out of the legend."""
LEAST_HEIGHT = 2.5
"""The cost that the upper end of the axis stands for at least, so that a small one looks small."""


def paint_cost(
    painter: QPainter, rect: QRectF, content: CostCurves, k: int, font: QFont, theme: Theme
) -> None:
    """The curves of output ``k`` (from 0) with what they are at its h."""
    small = sized(font, SMALL)
    lines, h = content.lines(k), float(content.h[k])
    rest = _paint_legend(painter, rect, lines, font, theme)
    hs = _places(content, k)
    curves = [(line, line.over(hs)) for line in lines]
    x_range = (0.0, 1.0) if content.bounded else (float(hs[0]), float(hs[-1]))
    name = layout(s.h(k + 1, len(content)), small)
    line = QFontMetricsF(small).height()
    room = name.width + NAME_GAP * line
    chart = Chart.within(rest, x_range, _heights(content, curves), small, right=room)
    tags = (Tag(h, True),) if chart.x_ticks and math.isfinite(h) else ()
    paint_axes(painter, chart, theme, small, tags)
    paint_axis_name(painter, chart, name, line, theme)
    _paint_target(painter, chart, float(content.y[k]), theme, small)
    for n, (_, costs) in reversed(list(enumerate(curves))):
        paint_curve(painter, chart, chart.pixels(hs, costs), pen_of(n, theme))
    if not math.isfinite(h):
        return
    accent, surface = theme.colour("accent"), theme.colour("surface")
    radius = 0.33 * line
    ends = [chart.point(h, each.value) for each in lines if math.isfinite(each.value)]
    painter.setPen(QPen(accent, 1.2, Qt.PenStyle.DotLine))
    for end in ends:
        painter.drawLine(QLineF(end.x(), chart.area.bottom(), end.x(), end.y()))
    for n, end in reversed(list(enumerate(ends))):
        fill, rim = (accent, surface) if n == 0 else (surface, accent)
        paint_point(painter, end, radius if n == 0 else 0.8 * radius, fill, rim)


def pen_of(n: int, theme: Theme) -> QPen:
    """The n-th cost's line: solid for the network's own, dashed for the one beside it."""
    if n == 0:
        return QPen(theme.colour("positive"), CURVE_WIDTH)
    return QPen(theme.colour("negative"), 0.8 * CURVE_WIDTH, Qt.PenStyle.DashLine)


def _places(content: CostCurves, k: int) -> Array:
    """The h at which the curves are drawn, denser towards 0 and 1, where logarithms are steep."""
    t = np.linspace(0.0, 1.0, POINTS)
    if content.bounded:
        return 0.5 - 0.5 * np.cos(np.pi * np.clip(t, 0.004, 0.996))
    h, y = float(content.h[k]), float(content.y[k])
    if not math.isfinite(h):
        h = y
    reach = max(1.0, 0.6 * abs(h - y))
    return min(h, y) - reach + t * (abs(h - y) + 2 * reach)


def _heights(content: CostCurves, curves: list[tuple[CostLine, Array]]) -> Range:
    """The costs that are shown; a logarithm that goes on for ever is cut off above the point."""
    if not content.bounded:
        return padded(curves[0][1])
    values = [abs(line.value) for line, _ in curves if math.isfinite(line.value)]
    logarithmic = any(line.logarithmic for line, _ in curves)
    top = max([1.15 * value for value in values] + [LEAST_HEIGHT if logarithmic else 0.6])
    return (-0.04 * top, top) if content.factor > 0 else (-top, 0.04 * top)


def _paint_target(painter: QPainter, chart: Chart, y: float, theme: Theme, font: QFont) -> None:
    """A mark on the axis where h should be."""
    low, high = chart.x_range
    if not low <= y <= high:
        return
    size, x, base = 0.32 * QFontMetricsF(font).height(), chart.x(y), chart.area.bottom()
    painter.setPen(QPen(theme.colour("warning"), 1.2, Qt.PenStyle.DashLine))
    painter.drawLine(QLineF(x, base, x, chart.area.top()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("warning"))
    painter.drawPolygon(
        QPolygonF([QPointF(x - size, base), QPointF(x + size, base), QPointF(x, base - 1.6 * size)])
    )


def _paint_legend(
    painter: QPainter, rect: QRectF, lines: tuple[CostLine, ...], font: QFont, theme: Theme
) -> QRectF:
    """A line of legend for each curve, with its formula and its number; returns the rest."""
    small = sized(font, SMALL)
    height, sample = 1.35 * QFontMetricsF(small).height(), 1.5 * QFontMetricsF(small).height()
    y = rect.top()
    for n, line in enumerate(lines):
        name = line.name if n == 0 else tr("{line} beside it", line=line.name)
        box = layout(row(Words(f"{name}:  "), line.formula, EQUALS, Number(line.value)), small)
        room = rect.width() - sample - 6
        if box.width * SMALLEST > room:
            box = layout(row(Words(f"{name}:  "), Number(line.value)), small)
        tall = max(height, box.height)
        painter.setPen(pen_of(n, theme))
        painter.drawLine(QLineF(rect.left(), y + tall / 2, rect.left() + sample, y + tall / 2))
        scale = min(1.0, room / box.width)
        base = y + tall / 2 + scale * (box.ascent - box.descent) / 2
        draw(painter, box, rect.left() + sample + 6, base, theme, scale)
        y += tall
    return rect.adjusted(0, y - rect.top(), 0, 0)
