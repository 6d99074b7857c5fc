"""The examples on a map: a shape and a colour for each class, and where they lie."""

import math
from itertools import product

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF, QTransform

from bpsim.core.arrays import Array
from bpsim.gui.kit.controls.painting import mixed
from bpsim.gui.looks.theme import Theme
from bpsim.gui.panels.map.view import Classes, MapView

FEW = 60
"""Up to so many examples have marks of full size."""
SMALLEST = 0.4


def _polygon(radius: float, corners: int, turn: float, inner: float = 1.0) -> QPainterPath:
    """A regular polygon, or a star where ``inner`` pulls every other corner in."""
    path = QPainterPath()
    angles = (turn + 2 * math.pi * n / corners for n in range(corners))
    path.addPolygon(
        QPolygonF([
            QPointF(math.sin(angle), -math.cos(angle)) * (radius * (inner if n % 2 else 1.0))
            for n, angle in enumerate(angles)
        ])
    )  # fmt: skip
    path.closeSubpath()
    return path


def _cross(radius: float, turn: float) -> QPainterPath:
    arm = 0.36 * radius
    path = QPainterPath()
    path.addRect(QRectF(-radius, -arm, 2 * radius, 2 * arm))
    upright = QPainterPath()
    upright.addRect(QRectF(-arm, -radius, 2 * arm, 2 * radius))
    return QTransform().rotate(turn).map(path.united(upright))


def shape(kind: int, radius: float) -> QPainterPath:
    """The mark of class ``kind`` (from 0) around the origin; all look about equally large."""
    path = QPainterPath()
    match kind % 8:
        case 0:
            path.addEllipse(QPointF(), radius, radius)
        case 1:
            path = _polygon(1.26 * radius, 4, math.pi / 4)
        case 2:
            path = _polygon(1.36 * radius, 3, 0.0)
        case 3:
            path = _polygon(1.3 * radius, 4, 0.0)
        case 4:
            path = _polygon(1.36 * radius, 3, math.pi)
        case 5:
            path = _cross(1.2 * radius, 0.0)
        case 6:
            path = _cross(1.2 * radius, 45.0)
        case _:
            path = _polygon(1.45 * radius, 10, 0.0, 0.45)
    return path


def colour(kind: int, classes: Classes, view: MapView, depth: int, theme: Theme) -> QColor:
    """The colour of a class: that which the map has where it is right, if there is one."""
    if view.unit is None:
        return theme.term(kind)
    if classes.by_value and len(classes.names) > 1:
        return mixed(
            theme.colour("positive"), theme.colour("negative"), kind / (len(classes.names) - 1)
        )
    if not classes.by_value and depth == view.layer:
        return theme.colour("positive" if kind == view.unit - 1 else "negative")
    return theme.colour("muted")


def radius_of(line: float, examples: int) -> float:
    """How large the marks are beside text of that height, smaller where they are many."""
    return 0.36 * line * max(SMALLEST, min(1.0, math.sqrt(math.sqrt(FEW / max(1, examples)))))


def ring_radius(radius: float) -> float:
    """The radius of the ring around a mark."""
    return math.ceil(1.5 * radius) + 3.5


def paint_mark(
    painter: QPainter,
    at: QPointF,
    path: QPainterPath,
    fill: QColor,
    theme: Theme,
    hollow: bool = False,
) -> None:
    """One mark with a rim that parts it from the map; ``hollow`` where it is held out."""
    painter.save()
    painter.translate(at)
    if hollow:
        ground = theme.colour("surface")
        for colour, width in ((ground, 4.6), (mixed(theme.colour("text"), fill, 0.25), 1.9)):
            painter.setPen(QPen(colour, width, j=Qt.PenJoinStyle.RoundJoin))
            painter.setBrush(ground)
            painter.drawPath(path)
        painter.restore()
        return
    painter.setPen(QPen(theme.colour("surface"), 2.6, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.setPen(QPen(mixed(theme.colour("text"), fill, 0.35), 0.8))
    painter.setBrush(fill)
    painter.drawPath(path)
    painter.restore()


def paint_marks(
    painter: QPainter, pixels: Array, classes: Classes, fills: list[QColor], radius: float,
    theme: Theme, trained: int,
) -> None:  # fmt: skip
    """A mark at each of ``pixels``, shape (n, 2); each class is drawn once and then copied.

    Those after the first ``trained`` are held out, and hollow.
    """
    ratio = painter.device().devicePixelRatioF()
    half = math.ceil(1.5 * radius + 3)
    apart = np.arange(len(pixels)) >= trained
    for hollow, (kind, fill) in product((False, True), enumerate(fills)):
        places = pixels[(classes.of == kind) & (apart == hollow)]
        if not len(places):
            continue
        stamp = QPixmap((QSizeF(2 * half, 2 * half) * ratio).toSize())
        stamp.setDevicePixelRatio(ratio)
        stamp.fill(Qt.GlobalColor.transparent)
        with QPainter(stamp) as inner:
            inner.setRenderHint(QPainter.RenderHint.Antialiasing)
            path = shape(kind, radius - 0.5 if hollow else radius)
            paint_mark(inner, QPointF(half, half), path, fill, theme, hollow)
        for x, y in (np.rint(places * ratio) / ratio - half).tolist():
            painter.drawPixmap(QPointF(x, y), stamp)


def paint_ring(painter: QPainter, at: QPointF, radius: float, colour: QColor, theme: Theme) -> None:
    """The ring around the example on screen, or around the one under the pointer."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(theme.colour("surface"), 4.4), QPen(colour, 2.2)):
        painter.setPen(pen)
        painter.drawEllipse(at, radius, radius)
