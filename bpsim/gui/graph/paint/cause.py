"""Cause before effect: values leave their units, become products, join the sum, are squeezed.

All of it is drawn from how far the time of the step is, 0 … 1; nothing is remembered in between.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from bpsim.gui.graph.layout.box import Box
from bpsim.gui.graph.layout.lighting import Strength
from bpsim.gui.graph.paint.edges import stroke_scale
from bpsim.gui.graph.paint.faces import Face
from bpsim.gui.graph.paint.scene import Scene, rect
from bpsim.gui.graph.paint.units import line_width
from bpsim.gui.kit.small_text import draw_centred
from bpsim.notation.numerals import UNKNOWN, number_text
from bpsim.steps.places import Place
from bpsim.steps.schedule import FORWARD_PASS, Granularity, Phase

if TYPE_CHECKING:
    from bpsim.gui.graph.paint.overlay import Ray
    from bpsim.steps.step import Step

WEIGHT, PRODUCT, SUM, SQUEEZED = 0.28, 0.4, 0.66, 0.8
"""When a value reaches its weight, has become a product, reaches the unit; when g begins."""
LEAST_WAY: Final = 0.12
DOT, GLOW = 3.4, 1.9
"""The radius of a value without room for its number, in pixels, and of the glow around it."""
RING: Final = 0.35
"""How far from a unit the ring begins that closes in on it, in heights of the unit."""


class Cause(NamedTuple):
    """What one lit edge carries: its ray, the value that leaves, and the product that arrives."""

    ray: Ray
    value: str
    product: str


def causes(step: Step, lit: Sequence[Ray]) -> tuple[Cause, ...]:
    """What the lit edges carry; without words where the step is no sum of single terms."""
    from bpsim.steps.shown.pointing import term_of

    out = []
    for ray in lit:
        if ray.edge.strength is not Strength.FULL:
            continue
        t = term_of(step, ray.edge.place)
        if t is None or ray.label is None:
            out.append(Cause(ray, "", ""))
        else:
            term = step.terms[t]
            out.append(Cause(ray, number_text(term.value), number_text(term.product)))
    return tuple(out)


def held_back(faces: Mapping[Place, Face], step: Step, progress: float) -> dict[Place, Face]:
    """The faces of what the step computes as they look at that time: the result comes last."""
    forward = step.phase in FORWARD_PASS
    out: dict[Place, Face] = {}
    for place, face in faces.items():
        if not face.computed:
            continue
        if forward:
            known = 1 if progress >= SQUEEZED and len(face.values) > 1 else 0
            unknown = (UNKNOWN,) * (len(face.values) - known)
            out[place] = face._replace(values=(*face.values[:known], *unknown))
        elif face.delta is not None:
            out[place] = face._replace(delta=UNKNOWN)
    return out


def paint_causes(
    painter: QPainter, scene: Scene, carried: Sequence[Cause], progress: float
) -> None:
    """Each value on its way: with its number where there is room for it, else as a dot."""
    for cause in carried:
        at = _way(cause.ray, progress)
        if at is None:
            continue
        x, y = cause.ray.at(at)
        text = cause.value if progress < WEIGHT else cause.product
        if progress < WEIGHT or progress >= PRODUCT:
            _paint_token(painter, scene, x, y, text, cause.ray.colour)
        else:  # on the weight: both factors are to be seen, and what they give
            words = _on_way(cause)
            label = cause.ray.label
            y = y if label is None or not words else label.y + label.h * 1.6
            _paint_token(painter, scene, x, y, words, cause.ray.colour)


def paint_squeeze(
    painter: QPainter, scene: Scene, units: Sequence[Box], progress: float, words: str, ink: QColor
) -> None:
    """A ring that closes in on each unit while g, or the factor g′, works on its sum."""
    if progress < SUM:
        return
    part = min(1.0, (progress - SUM) / (1.0 - SUM))
    width = line_width(scene)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for box in units:
        painter.setPen(QPen(ink, 1.5 * width))
        painter.drawEllipse(rect(box.grown((1.0 - part) * RING * box.h)))
        if words and progress >= SQUEEZED:
            small = scene.fonts.small_bold
            chip = _squeeze_chip(scene, box, words)
            high = chip.height()
            painter.setBrush(scene.colours["surface"])
            painter.drawRoundedRect(chip, high / 2, high / 2)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(ink)
            draw_centred(painter, words, small, chip)


def _squeeze_chip(scene: Scene, box: Box, words: str) -> QRectF:
    """Where the words stand that say what squeezes the sum of a unit."""
    small = scene.fonts.small_bold
    high = 1.3 * small.height
    wide = small.width(words) + high
    return QRectF(box.cx - wide / 2, box.y - 0.85 * high, wide, high)


def squeezed_by(step: Step) -> str:
    """What works on the sum that ``step`` computes: g, the factor g′, or nothing."""
    if step.granularity is Granularity.TERM and step.activation is None:
        return ""
    if step.phase is Phase.FORWARD:
        return "g"
    if step.phase is not Phase.HIDDEN_DELTA or step.convention.lecture_shorthand:
        return ""
    if step.weighted_sum is None:
        return "· g′"
    return f"{number_text(step.weighted_sum)} · g′"


def _way(ray: Ray, progress: float) -> float | None:
    """How far along its edge a value is, 0 … 1; None once it has joined the sum."""
    if progress >= SQUEEZED:
        return None
    middle = _middle(ray)
    if progress < WEIGHT:
        return middle * progress / WEIGHT
    if progress < PRODUCT:
        return middle
    return min(1.0, middle + (1.0 - middle) * (progress - PRODUCT) / (SUM - PRODUCT))


def _middle(ray: Ray) -> float:
    """Where along the way of the values the weight stands."""
    x1, _, x2, _ = ray.line
    if ray.label is None or x1 == x2:
        return 0.5
    part = (ray.label.cx - x1) / (x2 - x1)
    return min(1.0 - LEAST_WAY, max(LEAST_WAY, 1.0 - part if ray.edge.backward else part))


def _on_way(cause: Cause) -> str:
    """What a value says while it is on the weight: itself and the product."""
    return f"· {cause.value} = {cause.product}" if cause.value else ""


def _token_size(scene: Scene, text: str) -> tuple[float, float]:
    """Width and height of what stands for a value on its way: a chip with its number, or a dot."""
    if not text:
        side = 2.0 * DOT * GLOW * stroke_scale(scene)
        return side, side
    small = scene.fonts.small_bold
    high = 1.35 * small.height
    return small.width(text) + 0.8 * high, high


def _paint_token(
    painter: QPainter, scene: Scene, x: float, y: float, text: str, ink: QColor
) -> None:
    colours, small = scene.colours, scene.fonts.small_bold
    if not text:
        size = DOT * stroke_scale(scene)
        painter.setPen(Qt.PenStyle.NoPen)
        for grown, part in ((GLOW, 0.25), (1.0, 1.0)):
            painter.setBrush(colours.blend(ink, part))
            painter.drawEllipse(QPointF(x, y), size * grown, size * grown)
        return
    wide, high = _token_size(scene, text)
    place = QRectF(x - wide / 2, y - high / 2, wide, high)
    painter.setPen(QPen(ink, line_width(scene)))
    painter.setBrush(colours.blend(ink, 0.16))
    painter.drawRoundedRect(place, high / 2, high / 2)
    painter.setPen(colours["text"])
    draw_centred(painter, text, small, place)
