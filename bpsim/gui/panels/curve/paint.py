"""How activation curves and the bars of a softmax layer look."""

import math

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from bpsim.base.words import tr
from bpsim.core.activations.activation import Activation
from bpsim.core.arrays import Array
from bpsim.gui.kit.chart import (
    NAME_GAP,
    Chart,
    Range,
    Tag,
    free_place,
    paint_axes,
    paint_axis_name,
    paint_curve,
    paint_label,
    paint_line,
    paint_point,
)
from bpsim.gui.kit.controls.painting import mixed
from bpsim.gui.kit.formula import draw, layout
from bpsim.gui.looks.theme import SMALL, Theme, sized
from bpsim.notation.formula import Expr, Number, Symbol, Words, row
from bpsim.notation.numerals import number_text
from bpsim.steps.shown.curve import ActivationCurve, Bars

CURVE_WIDTH, LINE_WIDTH = 2.0, 1.6
POINTS = 121
FEW_UNITS = 6
NARROWEST_BAR = 3.0
ROOM = 0.08
"""What is left above and below the curve, of its own height."""


def paint_headline(
    painter: QPainter, rect: QRectF, expr: Expr, font: QFont, theme: Theme
) -> QRectF:
    """A formula along the top of ``rect``, smaller where it is too wide; returns the rest."""
    box, line = layout(expr, font), QFontMetricsF(font).height()
    scale = min(1.0, rect.width() / max(1.0, box.width))
    height = max(1.25 * line, box.height * scale)
    y = rect.top() + (height - box.height * scale) / 2 + box.ascent * scale
    draw(painter, box, rect.left(), y, theme, scale)
    return rect.adjusted(0, height, 0, 0)


def ranges(content: ActivationCurve) -> tuple[Range, Range]:
    """What of g is shown: its bend around 0, and all the points."""
    finite = [abs(z) for z in content.z if math.isfinite(z)]
    half = max([content.g.half_width, *(1.2 * z for z in finite)])
    x = (-half, half)
    heights = content.g.value(_places(content.g, x))
    low, high = float(heights.min()), float(heights.max())
    room = ROOM * (high - low)
    return x, (low - room, high + room)


def paint_activation(
    painter: QPainter, rect: QRectF, content: ActivationCurve, font: QFont, theme: Theme
) -> None:
    """The curve of g with its points, and at one of them guides, tangent or target."""
    small = sized(font, SMALL)
    x_range, y_range = ranges(content)
    single = len(content.z) == 1 and all(map(math.isfinite, (*content.z, *content.a)))
    tags = (Tag(content.z[0], True), Tag(content.a[0], False)) if single else ()
    name, line = layout(Symbol("z"), small), QFontMetricsF(small).height()
    chart = Chart.within(
        rect, x_range, y_range, small, right=name.width + NAME_GAP * line,
        left=max((tag.width(small) for tag in tags if not tag.below), default=0.0),
    )  # fmt: skip
    paint_axes(painter, chart, theme, small, tags if chart.x_ticks else ())
    paint_axis_name(painter, chart, name, line, theme)
    _paint_zero(painter, chart, theme)
    xs = _places(content.g, x_range)
    curve = chart.pixels(xs, content.g.value(xs))
    taken = (
        () if content.target is None else (_paint_target(painter, chart, content, small, theme),)
    )
    if content.slope is not None and single:
        style = Qt.PenStyle.DashLine if content.left_out else Qt.PenStyle.SolidLine
        pen = QPen(theme.colour("backward"), LINE_WIDTH, style)
        paint_line(painter, chart, content.z[0], content.a[0], content.slope, pen)
    paint_curve(painter, chart, curve, QPen(theme.colour("forward"), CURVE_WIDTH))
    if single:
        _paint_guides(painter, chart, content, small, theme)
        if content.slope is not None:
            _paint_slope(painter, chart, content, curve, taken, font, theme)
    else:
        _paint_points(painter, chart, content, small, theme)


def _places(g: Activation, x_range: Range) -> Array:
    """Where the curve is computed; all the bends of g are near 0, however wide the range."""
    xs, near = np.linspace(*x_range, POINTS), g.half_width
    return xs if x_range[1] < 2 * near else np.union1d(xs, np.linspace(-near, near, POINTS // 2))


def _paint_zero(painter: QPainter, chart: Chart, theme: Theme) -> None:
    """The lines z = 0 and a = 0, a little stronger than the grid."""
    painter.setPen(QPen(theme.colour("line"), 1.0))
    area = chart.area
    x, y = round(chart.x(0.0)) + 0.5, round(chart.y(0.0)) + 0.5
    painter.drawLine(QLineF(x, area.top(), x, area.bottom()))
    painter.drawLine(QLineF(area.left(), y, area.right(), y))


def _paint_guides(
    painter: QPainter, chart: Chart, content: ActivationCurve, font: QFont, theme: Theme
) -> None:
    """From the axes to the point, with z and a written where the guides start."""
    accent, area, metrics = theme.colour("accent"), chart.area, QFontMetricsF(font)
    point = chart.point(content.z[0], content.a[0])
    painter.setPen(QPen(accent, 1.2, Qt.PenStyle.DotLine))
    painter.drawLine(QLineF(point.x(), area.bottom(), point.x(), point.y()))
    painter.drawLine(QLineF(area.left(), point.y(), point.x(), point.y()))
    paint_point(painter, point, 0.33 * metrics.height(), accent, theme.colour("surface"))


def _paint_slope(
    painter: QPainter, chart: Chart, content: ActivationCurve, curve: Array,
    taken: tuple[QRectF, ...], font: QFont, theme: Theme,
) -> None:  # fmt: skip
    """How steep the tangent is, beside the point."""
    assert content.slope is not None
    box = layout(row(Words(tr("slope ")), Number(content.slope)), sized(font, SMALL))
    point = chart.point(content.z[0], content.a[0])
    tangent = np.linspace(-1.0, 1.0, 60)
    across = 0.5 * (chart.x_range[1] - chart.x_range[0]) * tangent
    line = chart.pixels(content.z[0] + across, content.a[0] + content.slope * across)
    place = free_place(
        (box.width + 4, box.height), point, chart.area, taken, np.concatenate([curve, line]),
        gap=0.8 * box.height,
    )  # fmt: skip
    paint_label(painter, box, place, theme)


def _paint_target(
    painter: QPainter, chart: Chart, content: ActivationCurve, font: QFont, theme: Theme
) -> QRectF:
    """The target y as a line across, and the way from it to a; returns where its label is."""
    assert content.target is not None
    low, high = chart.y_range
    y, area = chart.y(max(low, min(high, content.target))), chart.area
    colour = theme.colour("warning")
    painter.setPen(QPen(colour, 1.2, Qt.PenStyle.DashLine))
    painter.drawLine(QLineF(area.left(), y, area.right(), y))
    metrics, text = QFontMetricsF(font), f"y = {number_text(content.target)}"
    width, up = metrics.horizontalAdvance(text), content.target <= (low + high) / 2
    painter.setFont(font)
    painter.setPen(colour)
    # At the end that g comes to last, where there is room.
    x = area.right() - width - 4 if up else area.left() + 4
    painter.drawText(QPointF(x, y - 3 if up else y + metrics.ascent() + 2), text)
    if content.z and math.isfinite(content.z[0]):
        point = chart.point(content.z[0], content.a[0])
        painter.setPen(QPen(colour, 1.2 * LINE_WIDTH))
        painter.drawLine(QLineF(point.x(), y, point.x(), point.y()))
    return QRectF(x, y - metrics.height() if up else y, width, metrics.height())


def _paint_points(
    painter: QPainter, chart: Chart, content: ActivationCurve, font: QFont, theme: Theme
) -> None:
    """The units of a whole layer; a few have their numbers in them."""
    line = QFontMetricsF(font).height()
    few = len(content.z) <= FEW_UNITS
    accent, surface = theme.colour("accent"), theme.colour("surface")
    painter.setFont(font)
    for n, (z, a) in enumerate(zip(content.z, content.a, strict=True), start=1):
        if not (math.isfinite(z) and math.isfinite(a)):
            continue
        point = chart.point(z, a)
        radius = (0.58 if few else 0.25) * line
        paint_point(painter, point, radius, accent, surface)
        if few:
            painter.setPen(theme.colour("on_accent"))
            rect = QRectF(point.x() - radius, point.y() - radius, 2 * radius, 2 * radius)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(n))


def paint_bars(painter: QPainter, rect: QRectF, content: Bars, font: QFont, theme: Theme) -> None:
    """One bar for each a of a softmax layer, the unit at hand marked, the targets across."""
    small = sized(font, SMALL)
    metrics, units = QFontMetricsF(small), len(content.a)
    chart = Chart.within(rect, (0.5, units + 0.5), (0.0, 1.12), small)
    paint_axes(painter, Chart(chart.area, chart.x_range, chart.y_range, (), chart.y_ticks), theme,
               small)  # fmt: skip
    slot = chart.area.width() / units
    width = max(min(NARROWEST_BAR, slot), min(0.62 * slot, 4.0 * metrics.height()))
    base = chart.y(0.0)
    numbered = slot >= metrics.horizontalAdvance(str(units)) + 4 and bool(chart.y_ticks)
    painter.setFont(small)
    for k, a in enumerate(content.a, start=1):
        x, lit = chart.x(float(k)), k == content.unit
        if a is not None and math.isfinite(a):
            colour = theme.colour("accent" if lit else "forward")
            fill = colour if lit else mixed(colour, theme.colour("surface"), 0.55)
            painter.fillRect(QRectF(x - width / 2, chart.y(a), width, base - chart.y(a)), fill)
        text = "—" if a is None else number_text(a)
        if metrics.horizontalAdvance(text) + 2 <= slot:
            top = base if a is None else chart.y(a)
            painter.setPen(theme.colour("muted" if a is None else "text"))
            painter.drawText(QPointF(x - metrics.horizontalAdvance(text) / 2, top - 3), text)
        if numbered:
            painter.setPen(theme.colour("accent" if lit else "muted"))
            at = QPointF(x - metrics.horizontalAdvance(str(k)) / 2, base + 2 + metrics.ascent())
            painter.drawText(at, str(k))
    _paint_bar_targets(painter, chart, content, width, theme)


def _paint_bar_targets(
    painter: QPainter, chart: Chart, content: Bars, width: float, theme: Theme
) -> None:
    """A frame as high as the target around each bar that has one."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("warning"), LINE_WIDTH, Qt.PenStyle.DashLine))
    for k, y in enumerate(content.targets, start=1):
        x, top = chart.x(float(k)), chart.y(y)
        if y:
            painter.drawRect(QRectF(x - width / 2 - 3, top, width + 6, chart.y(0.0) - top))
