"""How a map looks: axes, the coloured plane, its contour, the scale beside it and the legend."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.decision import Plane, contour
from bpsim.core.examples import Examples
from bpsim.gui.kit.chart import Chart, Range, paint_axes
from bpsim.gui.looks.theme import SMALL, Theme, sized
from bpsim.gui.panels.map.field import TONES, Pixels, image_of, unit_pixels
from bpsim.gui.panels.map.marks import colour, radius_of
from bpsim.gui.panels.map.view import Classes, MapView, Scale, leads
from bpsim.notation.numerals import number_text

CONTOUR_WIDTH, CASING_WIDTH = 1.8, 4.0
HELD_OUT = tr("held out")
SAMPLE, GAP = 1.05, 0.7
"""Of the legend, in lines of text: the room of a mark, and what is between two names."""
LOW = 7
"""In so many lines of text the plane keeps the room of a row for itself."""


@dataclass(frozen=True, eq=False)
class MapPicture:
    """A map laid out in a widget of ``size``; ``scale`` is None where it shows all outputs.

    The first ``trained`` of the ``examples`` are the training set, those after them are held out.
    """

    size: QSize
    font: QFont
    ranges: tuple[Range, Range]
    examples: Examples
    classes: Classes
    view: MapView
    depth: int
    scale: Scale | None
    trained: int

    @cached_property
    def rect(self) -> QRectF:
        """The widget without its margin."""
        return QRectF(QPointF(), self.size.toSizeF()).adjusted(4, 4, -4, -4)

    @cached_property
    def small(self) -> QFont:
        """The font of everything."""
        return sized(self.font, SMALL)

    @cached_property
    def metrics(self) -> QFontMetricsF:
        """Its measures."""
        return QFontMetricsF(self.small)

    @property
    def line(self) -> float:
        """The height of a line."""
        return self.metrics.height()

    @cached_property
    def marks(self) -> tuple[tuple[float, str], ...]:
        """The numbers beside the scale, from above."""
        if self.scale is None:
            return ()
        values = {self.scale.high, self.scale.neutral, self.scale.low}
        return tuple((each, number_text(each)) for each in sorted(values, reverse=True))

    @cached_property
    def radius(self) -> float:
        """How large the examples' marks are."""
        return radius_of(self.line, len(self.examples))

    @cached_property
    def name_below(self) -> bool:
        """True where the first input's name is too long to stand at the end of its axis."""
        return self.metrics.horizontalAdvance(self.examples.x_names[0]) > 3 * self.line

    @cached_property
    def told(self) -> tuple[str, ...]:
        """The names in the legend; what is held out comes first."""
        held_out = (HELD_OUT,) if self.trained < len(self.examples) else ()
        named = len(self.examples) and self.classes.names != ("",)
        return (*held_out, *self.classes.names) if named else held_out

    @cached_property
    def legend_below(self) -> bool:
        """True where the legend needs a row of its own below the second input's name."""
        names = sum(self.metrics.horizontalAdvance(name) + 1 for name in self.told)
        marks = (SAMPLE + GAP) * self.line * len(self.told)
        beside = self.rect.width() - self.metrics.horizontalAdvance(self.examples.x_names[1])
        return names + marks > beside - self.line and self.rect.height() > LOW * self.line

    @cached_property
    def chart(self) -> Chart:
        """The axes, with the legend above and the scale to the right."""
        line = self.line
        widest = max((self.metrics.horizontalAdvance(text) for _, text in self.marks), default=0.0)
        right = 1.5 * line + widest if self.marks else 0.0
        if not self.name_below:
            name = self.metrics.horizontalAdvance(self.examples.x_names[0])
            right = max(right, name + 1.2 * line)
        above = 2.2 * line if self.legend_below else 1.2 * line
        outer = self.rect.adjusted(0.2 * line, above, -0.1 * line, -0.1 * line)
        if self.name_below:
            outer.adjust(0, 0, 0, -line)
        return Chart.within(outer, *self.ranges, self.small, right=right, below=0.2 * line)

    def value(self, at: QPointF) -> Array:
        """The inputs at a pixel, shape (2,)."""
        area, (low, high) = self.chart.area, self.ranges[1]
        share = (area.bottom() - at.y()) / max(1.0, area.height())
        return np.array([self.chart.value(at.x()), low + share * (high - low)])

    @cached_property
    def pixels(self) -> Array:
        """Where the examples are, shape (m, 2)."""
        return self.chart.pixels(self.examples.x[:, 0], self.examples.x[:, 1])

    def fills(self, theme: Theme) -> list[QColor]:
        """The colour of each class."""
        return [
            colour(kind, self.classes, self.view, self.depth, theme)
            for kind in range(len(self.classes.names))
        ]


def paint_around(painter: QPainter, picture: MapPicture, theme: Theme) -> float:
    """What the plane does not cover: axes, names and scale; returns the room for a legend."""
    chart, line = picture.chart, picture.line
    paint_axes(painter, chart, theme, picture.small)
    painter.setFont(picture.small)
    painter.setPen(theme.colour("text"))
    area, rect, metrics = chart.area, picture.rect, picture.metrics
    first, second = picture.examples.x_names
    used = 0.0
    if chart.x_ticks or chart.y_ticks:
        text = metrics.elidedText(second, Qt.TextElideMode.ElideRight, 0.4 * rect.width())
        painter.drawText(QPointF(rect.left() + 0.2 * line, rect.top() + metrics.ascent()), text)
        used = metrics.horizontalAdvance(text) + line
        below = area.bottom() + chart.below + metrics.ascent()
        if picture.name_below:
            text = metrics.elidedText(first, Qt.TextElideMode.ElideRight, area.width())
            x = area.center().x() - metrics.horizontalAdvance(text) / 2
            painter.drawText(QPointF(x, below + line), text)
        else:
            x = rect.right() - 0.2 * line - metrics.horizontalAdvance(first)
            painter.drawText(QPointF(x, below), first)
        if picture.marks:
            _paint_scale(painter, picture, theme)
    return rect.width() if picture.legend_below else rect.width() - used


def _paint_scale(painter: QPainter, picture: MapPicture, theme: Theme) -> None:
    """The bar of colours with its numbers, and the contour's level across it."""
    scale, line, area = picture.scale, picture.line, picture.chart.area
    assert scale is not None
    bar = QRectF(area.right() + 0.55 * line, area.top(), 0.5 * line, area.height())
    values = np.linspace(scale.low, scale.high, 2 * TONES + 1)[:, np.newaxis]
    painter.drawImage(bar, image_of(unit_pixels(values, scale, theme)))
    painter.setPen(QPen(theme.colour("line"), 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(bar)
    middle = (picture.metrics.ascent() - picture.metrics.descent()) / 2
    for value, text in picture.marks:
        y = bar.bottom() - (value - scale.low) / (scale.high - scale.low) * bar.height()
        painter.setPen(theme.colour("muted"))
        beside = max(bar.top() + middle, min(bar.bottom() - middle, y))
        painter.drawText(QPointF(bar.right() + 0.35 * line, beside + middle), text)
        if value == scale.level:
            painter.setPen(QPen(theme.colour("text"), CONTOUR_WIDTH))
            painter.drawLine(QLineF(bar.left() - 2, y, bar.right() + 2, y))


def paint_plane(painter: QPainter, picture: MapPicture, plane: Plane, pixels: Pixels) -> None:
    """The coloured plane; the outermost points of the grid lie on its edges."""
    area, chart = picture.chart.area, picture.chart
    (left, right), (low, high) = plane.x_range, plane.y_range
    x, y = chart.x(left), chart.y(high)
    width, height = chart.x(right) - x, chart.y(low) - y
    across, down = width / (plane.nx - 1) / 2, height / (plane.ny - 1) / 2
    painter.save()
    painter.setClipRect(area)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    target = QRectF(x, y, width, height).adjusted(-across, -down, across, down)
    painter.drawImage(target, image_of(pixels))
    painter.restore()


def contours(values: Array, scale: Scale | None, plane: Plane) -> Array:
    """Where a unit crosses its level, or where the leading class changes: shape (n, 2, 2)."""
    if scale is not None:
        return contour(values, scale.level, plane)
    pieces = []
    winner, lead = leads(values)
    best = values.max(axis=-1)
    outputs = values.shape[-1]
    for k in range(outputs - 1 if outputs == 2 else outputs):
        with np.errstate(over="ignore", invalid="ignore"):
            ahead = np.where(winner == k, lead, values[..., k] - best)
        pieces.append(contour(ahead, 0.0, plane))
    return np.concatenate(pieces)


def paint_contour(painter: QPainter, picture: MapPicture, pieces: Array, theme: Theme) -> None:
    """The contour as a dark line in a light casing, so that it shows on every colour."""
    if not len(pieces):
        return
    chart = picture.chart
    flat = chart.pixels(pieces[..., 0].ravel(), pieces[..., 1].ravel()).reshape(-1, 4).tolist()
    lines = [QLineF(*each) for each in flat]
    painter.save()
    painter.setClipRect(chart.area)
    for name, width in (("surface", CASING_WIDTH), ("text", CONTOUR_WIDTH)):
        painter.setPen(QPen(theme.colour(name), width, c=Qt.PenCapStyle.RoundCap))
        painter.drawLines(lines)
    painter.restore()
