"""The words on a map: which mark is which class, and which class leads where."""

from collections.abc import Callable
from functools import partial

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from bpsim.core.arrays import Array
from bpsim.core.decision import Plane
from bpsim.gui.kit.controls.painting import fill_rounded
from bpsim.gui.looks.theme import Theme
from bpsim.gui.panels.map.marks import paint_mark, shape
from bpsim.gui.panels.map.paint import GAP, SAMPLE, MapPicture
from bpsim.gui.panels.map.view import leads

Paint = Callable[[QPainter, QPointF], None]

SHORTEST = 3.2
"""What is left of the name of a class at the least, in lines of text."""
LEAST_REGION = 0.04
"""The part of the plane from which on a class is named on it."""
TRIED, MINDED = 150, 300
"""How many places are tried for a name, and how many examples it minds."""


def paint_legend(painter: QPainter, picture: MapPicture, theme: Theme, room: float) -> None:
    """Which mark is which class, from the right; what does not fit is shortened, then counted."""
    metrics, line = picture.metrics, picture.line
    sample, gap = SAMPLE * line, GAP * line
    entries, (texts, rest) = _entries(picture, theme), legend_texts(picture, room)
    widths = [sample + metrics.horizontalAdvance(text) for text in texts]
    width = sum(widths) + gap * (len(texts) - 1) + (1.6 * line + gap if rest else 0.0)
    if not texts or width > room:
        return
    row = line if picture.legend_below else 0.0
    x = picture.rect.right() - 0.3 * line - width
    baseline = picture.rect.top() + row + metrics.ascent()
    middle = baseline - (metrics.ascent() - metrics.descent()) / 2
    painter.setFont(picture.small)
    for n, text in enumerate(texts):
        entries[n](painter, QPointF(x + 0.45 * line, middle))
        painter.setPen(theme.colour("text"))
        painter.drawText(QPointF(x + sample, baseline), text)
        x += widths[n] + gap
    painter.setPen(theme.colour("muted"))
    painter.drawText(QPointF(x, baseline), rest)


def legend_texts(picture: MapPicture, room: float) -> tuple[list[str], str]:
    """The names as they are written in that room, and the number of those left out."""
    line, names = picture.line, picture.told
    sample, gap, shown = SAMPLE * line, GAP * line, len(names)
    while shown > 1 and _width(shown, len(names), sample + SHORTEST * line, gap, line) > room:
        shown -= 1
    spare = room - _width(shown, len(names), sample, gap, line)
    rest = f"+{len(names) - shown}" if shown < len(names) else ""
    return _shortened(picture, names[:shown], spare) if names else [], rest


def _entries(picture: MapPicture, theme: Theme) -> list[Paint]:
    """How the marks of the names that are told are painted."""
    radius, entries = 0.33 * picture.line, list[Paint]()
    if picture.trained < len(picture.examples):
        path, ink = shape(0, radius - 0.5), theme.colour("text")
        entries.append(partial(paint_mark, path=path, fill=ink, theme=theme, hollow=True))
    for kind, fill in enumerate(picture.fills(theme)[: len(picture.told) - len(entries)]):
        path = shape(kind, radius)
        entries.append(partial(paint_mark, path=path, fill=fill, theme=theme))
    return entries


def _width(shown: int, names: int, each: float, gap: float, line: float) -> float:
    """How wide so many entries are, and the number of those left out."""
    rest = 1.6 * line + gap if shown < names else 0.0
    return shown * each + gap * (shown - 1) + rest + 0.6 * line


def _shortened(picture: MapPicture, names: tuple[str, ...], room: float) -> list[str]:
    """Names that take no more than ``room`` together: the long ones give way."""
    widths = [picture.metrics.horizontalAdvance(name) + 1 for name in names]
    each, left = room, len(names)
    for width in sorted(widths):
        each = room / left
        if width > each:
            break
        room, left = room - width, left - 1
    else:
        return list(names)
    return [
        name
        if width <= each
        else picture.metrics.elidedText(name, Qt.TextElideMode.ElideRight, max(0.0, each))
        for name, width in zip(names, widths, strict=True)
    ]


def paint_regions(
    painter: QPainter, picture: MapPicture, values: Array, plane: Plane, theme: Theme
) -> None:
    """The name of each class on the part of the plane where it leads, where there is room."""
    winner, _ = leads(values)
    painter.setFont(picture.small)
    width = 0.4 * picture.chart.area.width()
    for k, name in enumerate(picture.examples.y_names):
        text = picture.metrics.elidedText(name, Qt.TextElideMode.ElideRight, width)
        rect = _place(picture, text, winner == k, plane)
        if rect is None:
            continue
        veil = QColor(theme.colour("surface"))
        veil.setAlphaF(0.78)
        fill_rounded(painter, rect, 3, veil)
        painter.setPen(theme.colour("text"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def _place(
    picture: MapPicture, text: str, region: npt.NDArray[np.bool_], plane: Plane
) -> QRectF | None:
    """A rectangle for ``text`` within ``region`` that covers no example, near its middle."""
    rows, columns = np.nonzero(region)
    if len(rows) < LEAST_REGION * len(plane):
        return None
    some = np.linspace(0, len(rows) - 1, min(TRIED, len(rows))).astype(np.intp)
    rows, columns = rows[some], columns[some]
    at = picture.chart.pixels(plane.xs[columns], plane.ys[rows])
    half = np.array([picture.metrics.horizontalAdvance(text) / 2 + 0.3 * picture.line,
                     picture.line / 2])  # fmt: skip
    area = picture.chart.area
    cell = np.array([area.width() / (plane.nx - 1), area.height() / (plane.ny - 1)])
    reach = np.ceil(half / cell).astype(np.intp)
    within = np.ones(len(rows), np.bool_)
    for down in (-reach[1], 0, reach[1]):
        for across in (-reach[0], 0, reach[0]):
            r, c = rows + down, columns + across
            inside = (r >= 0) & (r < plane.ny) & (c >= 0) & (c < plane.nx)
            within &= inside & region[np.clip(r, 0, plane.ny - 1), np.clip(c, 0, plane.nx - 1)]
    near = half + picture.radius
    marks = picture.pixels[:MINDED]
    apart = np.abs(at[:, np.newaxis] - marks)
    covers = np.any((apart[..., 0] < near[0]) & (apart[..., 1] < near[1]), axis=1)
    free = np.flatnonzero(within & ~covers)
    if not len(free):
        return None
    middle = at.mean(axis=0)
    x, y = at[free[np.argmin(((at[free] - middle) ** 2).sum(axis=1))]]
    return QRectF(x - half[0], y - half[1], 2 * half[0], 2 * half[1])
