"""What a step leaves as it is, as an image in strips that are painted only when they change."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from bpsim.gui.graph.layout.box import Box
from bpsim.gui.graph.paint.copied_shapes import CopiedShapes
from bpsim.gui.graph.paint.edges import DrawnEdges, paint_edges
from bpsim.gui.graph.paint.scene import Scene, rect
from bpsim.gui.graph.paint.units import paint_target, paint_unit
from bpsim.gui.graph.paint.view_image import ViewImage
from bpsim.gui.kit.small_text import draw_centred, draw_right
from bpsim.steps.shown.spoken import TARGET_HEADING, heading, more_text

Paint = Callable[[QPainter, Scene], None]
Strip = tuple[tuple[Any, ...], tuple[Any, ...], QRect, Paint]
Gap = tuple[int, Box]


class StaticImage:
    """Headings, units without numbers, and edges: all that a mere step leaves as it is.

    A strip is a unit, the room between two columns, or the line of headings. ``painted`` counts
    how many strips were painted since the start.
    """

    def __init__(self) -> None:
        self.painted = 0
        self._image = ViewImage()
        self._keys: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        self._columns: dict[int, tuple[int, ...]] = {}

    def update(self, scene: Scene, size: QSize, ratio: float) -> list[QRect]:
        """Bring the image up to ``scene``; returns what had to be painted anew."""
        if self._image.fit(size, ratio):
            self._forget()
        whole = (
            scene.layout.frame, scene.colours, scene.fonts, scene.network.activations,
            scene.x_names, scene.y_names,
        )  # fmt: skip
        if self._keys.get(()) != whole:
            self._forget()
            self._keys[()] = whole
            self._image.pixmap.fill(scene.colours["surface"])
        dirty: dict[int, QRect] = {}
        painter = None
        try:
            for name, key, where, paint in self._strips(scene, size):
                strip = where & self._image.whole
                if self._keys.get(name) == key or strip.isEmpty():
                    continue
                if painter is None:
                    painter = QPainter(self._image.pixmap)
                    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                    painter.setBackground(scene.colours["surface"])
                painter.setClipRect(strip)
                painter.eraseRect(strip)
                paint(painter, scene)
                self._keys[name] = key
                self.painted += 1
                dirty[strip.left()] = dirty.get(strip.left(), QRect()) | strip
        finally:
            if painter is not None:
                painter.end()
        return list(dirty.values())

    def _forget(self) -> None:
        self._keys.clear()
        self._columns.clear()

    def paint(self, painter: QPainter, part: QRect) -> None:
        """Copy a part of the image, which lies on the grid of its pixels, to the view."""
        self._image.copy(painter, part)

    def _strips(self, scene: Scene, size: QSize) -> Iterator[Strip]:
        """All strips; each unit with its label and the gap below it is one."""
        layout, frame = scene.layout, scene.layout.frame
        gap = max(0.0, frame.sizes.heading_gap - frame.sizes.bias_rise)
        top = self._image.near(frame.heading_y + frame.sizes.heading_h + 0.5 * gap)
        yield ("headings",), (), QRect(0, 0, size.width(), top), _headings
        # Zoomed or in a low view the headings may lie above it: what is below reaches to its end.
        height = max(0, size.height() - top)
        left = 0
        for layer in range(1, frame.depth + 1):
            # The border runs where the edges begin, a little outside the ellipses.
            last = layer == frame.depth
            right = size.width() if last else self._image.near(frame.span(layer)[0])
            if self._columns.get(layer) != layout.shown[layer - 1]:
                self._columns[layer] = layout.shown[layer - 1]
                area = QRect(left, top, right - left, height)
                yield from self._column(scene, layer, area)
            if not last:
                left = self._image.near(frame.span(layer)[1])
                key = (
                    DrawnEdges(scene, layer),
                    layout.shown[layer - 1],
                    layout.shown[layer],
                    layer in scene.flooded,
                )
                between = QRect(right, top, left - right, height)
                yield ("edges", layer), key, between, partial(_edges, layer=layer)

    def _column(self, scene: Scene, layer: int, area: QRect) -> Iterator[Strip]:
        """The strips of a column, from the bias unit downwards."""
        layout, frame = scene.layout, scene.layout.frame
        half = frame.sizes.unit_h / 2 + CopiedShapes.MARGIN
        tops = [self._image.below(y - half) for y in frame.slots[layer - 1]]
        first = QRect(area.left(), area.top(), area.width(), tops[0] - area.top())
        yield ("bias", layer), (), first, partial(_bias, layer=layer)
        gaps = dict(layout.gaps(layer))
        for n, (unit, y, below) in enumerate(
            zip(layout.shown[layer - 1], tops, (*tops[1:], area.top() + area.height()), strict=True)
        ):
            strip = QRect(area.left(), y, area.width(), below - y)
            gap = gaps.get(unit)
            paint = partial(_unit, layer=layer, unit=unit, gap=gap)
            yield ("unit", layer, n), (unit, gap), strip, paint


def paint_static(painter: QPainter, scene: Scene) -> None:
    """All that a mere step leaves as it is, as shapes on any device instead of an image."""
    layout = scene.layout
    layers = range(1, layout.frame.depth + 1)
    for layer in layers[:-1]:
        paint_edges(painter, scene, layer)
    _headings(painter, scene)
    for layer in layers:
        _bias(painter, scene, layer)
        gaps = dict(layout.gaps(layer))
        for unit in layout.shown[layer - 1]:
            _unit(painter, scene, layer, unit, gaps.get(unit))


def _edges(painter: QPainter, scene: Scene, layer: int) -> None:
    paint_edges(painter, scene, layer)


def _bias(painter: QPainter, scene: Scene, layer: int) -> None:
    if layer < scene.layout.frame.depth:
        colours = scene.colours
        paint_unit(painter, scene, layer, 0, colours["bias_fill"], colours["line"])


def _unit(painter: QPainter, scene: Scene, layer: int, unit: int, gap: Gap | None) -> None:
    colours = scene.colours
    fill, line = colours["unit_fill"], colours["unit_line"]
    paint_unit(painter, scene, layer, unit, fill, line)
    if layer == 1:
        _name(painter, scene, unit)
    if layer == scene.layout.frame.depth:
        paint_target(painter, scene, unit, colours["surface"], colours["line"])
    if gap is not None:
        painter.setPen(colours["muted"])
        draw_centred(painter, more_text(gap[0]), scene.fonts.small, rect(gap[1]))


def _name(painter: QPainter, scene: Scene, unit: int) -> None:
    """The name of an input, to the left of its unit."""
    box, small = scene.layout.name_box(unit), scene.fonts.small
    # Hinting makes text a little wider at some scales than at that of the measurement.
    text = small.elided(scene.x_names[unit - 1], 1.12 * box.w)
    painter.setPen(scene.colours["text"])
    draw_right(painter, text, small, box.x + box.w, box.cy)


def _headings(painter: QPainter, scene: Scene) -> None:
    layout, colours = scene.layout, scene.colours
    for layer in range(1, layout.frame.depth + 2):
        box = layout.heading_box(layer)
        if layer > layout.frame.depth:
            lines = TARGET_HEADING
        else:
            lines = heading(scene.network, layer, layout.frame.shortened(layer))
        for n, (text, font, ink) in enumerate(
            zip(lines, (scene.fonts.small_bold, scene.fonts.small), ("text", "muted"), strict=True)
        ):
            painter.setPen(colours[ink])
            half = QRectF(box.x, box.y + n * box.h / 2, box.w, box.h / 2)
            draw_centred(painter, text, font, half)
    painter.setBrush(Qt.BrushStyle.NoBrush)
