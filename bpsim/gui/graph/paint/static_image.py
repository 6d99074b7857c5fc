"""What a step leaves as it is, as an image that is painted only when it changes."""

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from bpsim.core.network import Network
from bpsim.gui.graph.layout.box import Box
from bpsim.gui.graph.paint.edges import edge_kinds, paint_edges
from bpsim.gui.graph.paint.scene import Scene, rect
from bpsim.gui.graph.paint.units import paint_target, paint_unit
from bpsim.gui.kit.small_text import draw_centred, draw_right
from bpsim.steps.shown.spoken import TARGET_HEADING, heading, more_text

Gap = tuple[int, Box]


class StaticImage:
    """Headings, units without numbers, and edges: all that a mere step leaves as it is.

    ``painted`` counts how often it was painted since the start.
    """

    def __init__(self) -> None:
        self.painted = 0
        self._kept: list[tuple[tuple[Any, ...], Network, list[bytes], QPixmap]] = []

    def of(self, scene: Scene, size: QSize, ratio: float) -> QPixmap:
        """What ``scene`` looks like at rest in a view of that size.

        Two are kept: the one on screen and the one prepared for the next step, which in a layer too
        large to draw has other units. Training changes weights in every frame, but seldom the level
        or the sign by which they are drawn.
        """
        layout, network = scene.layout, scene.network
        looks = (
            size, ratio, layout.frame, layout.shown, scene.flooded, scene.colours, scene.fonts,
            network.activations, scene.x_names, scene.y_names,
        )  # fmt: skip
        alike = [each for each in self._kept if each[0] == looks]
        found = next((pixmap for _, known, _, pixmap in alike if known is network), None)
        if found is not None:
            return found
        kinds = [edge_kinds(scene, layer).tobytes() for layer in range(1, layout.frame.depth)]
        found = next((pixmap for *_, known, pixmap in alike if known == kinds), None)
        if found is None:
            found = self._painted(scene, size, ratio)
        self._kept = [*self._kept[-1:], (looks, network, kinds, found)]
        return found

    def _painted(self, scene: Scene, size: QSize, ratio: float) -> QPixmap:
        pixmap = QPixmap(size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(scene.colours["surface"])
        with QPainter(pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBackground(scene.colours["surface"])
            paint_static(painter, scene)
        self.painted += 1
        return pixmap


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
