"""What the lines and marks of the graph mean, in a corner where nothing else is drawn."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPen

from bpsim.base.words import tr
from bpsim.gui.graph.layout.box import Box
from bpsim.gui.graph.layout.free_corner import free_corner
from bpsim.gui.graph.paint.edges import edge_pen
from bpsim.gui.graph.paint.scene import Scene, rect
from bpsim.gui.kit.small_text import Type
from bpsim.notation.formula import to_text
from bpsim.steps.shown.gradient import edges_tell

if TYPE_CHECKING:
    from bpsim.gui.graph.paint.picture import Picture
    from bpsim.steps.step import Step

SIGNS = ((tr("above 0"), "positive", False), (tr("below 0"), "negative", True))
LINE, GAP, HIGH = 2.2, 1.2, 1.3
"""How long a sample is, how far the next one is off, how high a row is: in heights of a line."""
MOST_TERMS, LOWER_LEFT = 6, 2
WIDEST, NARROW = 0.9, (12, 8)
"""Of the view that the legend takes; how wide words are, in lines' heights, where it is narrow."""


class Item(NamedTuple):
    """One thing named: ``dashed`` is None for a unit, whose sample is a ring."""

    words: str
    ink: QColor | None
    dashed: bool | None = False


def items_of(picture: Picture, step: Step) -> list[Item]:
    """The unit in play, the terms that are lit, and the two signs."""
    colours, terms = picture.scene.colours, step.terms
    out = []
    if len(step.units) == 1:
        layer, unit = step.units[0]
        out.append(
            Item(tr("unit {unit}, layer {layer}", unit=unit, layer=layer), colours["accent"], None)
        )
    lit = {ray.edge.colour for ray in picture.lit if ray.edge.colour is not None}
    named = [t for t in terms.shown if terms.colour(t) in lit] if len(terms) else []
    for t in named[:MOST_TERMS]:
        weight = float(terms.weights[t])
        term = terms[t]
        words = f"{to_text(term.weight_symbol)} · {to_text(term.value_symbol)}"
        out.append(Item(words, colours.theme.term(terms.colour(t)), weight < 0))
    if len(named) > MOST_TERMS:
        out.append(Item(tr("and {named} more", named=len(named) - MOST_TERMS), None))
    return [*out, *(Item(words, colours[ink], dashed) for words, ink, dashed in SIGNS)]


class Legend(NamedTuple):
    """What it says, in rows, and where and in which type."""

    rows: list[list[Item]]
    chip: QRectF
    ink: Type


def legend_of(picture: Picture, size: QSize) -> Legend | None:
    """What names the parts in a corner of a view of that size, None where there is no room.

    It stands at the lower left where it can, and covers no unit and no heading: where it is too
    wide each item has a row of its own, then the unit and the terms give way, then the signs.
    Where even what the numbers on the edges are would give way it is as small as the graph is.
    """
    small = picture.scene.fonts.small
    legend = _legend_in(picture.scene.words, picture, size)
    if legend is None and small.height < picture.scene.words.height:
        legend = _legend_in(small, picture, size)
    return legend


def _legend_in(ink: Type, picture: Picture, size: QSize) -> Legend | None:
    step, taken = picture.step, picture.taken()
    if step is None:
        return None
    line, told = ink.height, [Item(words, None) for words in [edges_tell(step)] if words]
    every = items_of(picture, step)
    view = Box(0, 0, size.width(), size.height()).grown(-0.4 * line)
    no_items: list[Item] = []
    signs, most = every[-len(SIGNS) :], WIDEST * size.width() - 2 * line
    for items, narrow in product((every, signs, no_items), (0, *NARROW)):
        said = [part for item in told for part in _broken(item, ink, narrow)] if narrow else told
        rows = _rows([*items, *said], ink, 0.0 if narrow else most)
        if not rows:
            return None
        wide = max(sum(_width(item, ink) for item in row) for row in rows) + (1 - GAP) * line
        if wide > view.w:
            continue
        high = HIGH * line * len(rows)
        found = free_corner(view, wide, high, taken, LOWER_LEFT)
        if found is not None:
            return Legend(rows, rect(found[1]), ink)
    return None


def _width(item: Item, ink: Type) -> float:
    sample = 0.0 if item.ink is None else LINE
    return ink.width(item.words) + (sample + GAP) * ink.height


def _broken(item: Item, ink: Type, narrow: int) -> list[Item]:
    """The words of an item in as many lines as they need in a corner of that width."""
    lines: list[str] = []
    for word in item.words.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and ink.width(longer) <= narrow * ink.height:
            lines[-1] = longer
        else:
            lines.append(word)
    return [item._replace(words=line) for line in lines]


def _rows(items: list[Item], ink: Type, room: float) -> list[list[Item]]:
    """The items in as many rows as they need."""
    rows: list[list[Item]] = []
    left = 0.0
    for item in items:
        width = _width(item, ink)
        if not rows or width > left:
            rows.append([])
            left = room
        rows[-1].append(item)
        left -= width
    return rows


def paint_legend(painter: QPainter, scene: Scene, legend: Legend) -> None:
    """Name what is drawn, and what stands on the edges."""
    colours, ink, chip = scene.colours, legend.ink, legend.chip
    line = ink.height
    painter.save()
    painter.setPen(colours["line"])
    painter.setBrush(colours["surface"])
    painter.drawRoundedRect(chip, line / 3, line / 3)
    for n, row in enumerate(legend.rows):
        x, middle = chip.left() + line / 2, chip.top() + (n + 0.5) * HIGH * line
        for item in row:
            if item.ink is not None:
                end = x + (LINE - 0.4) * line
                if item.dashed is None:
                    painter.setPen(QPen(item.ink, 2.0))
                    painter.drawEllipse(QRectF(x, middle - 0.35 * line, end - x, 0.7 * line))
                else:
                    painter.setPen(edge_pen(item.ink, 2.0, 1.0, item.dashed))
                    painter.drawLine(QLineF(QPointF(x, middle), QPointF(end, middle)))
                x += LINE * line
            painter.setPen(colours["text"])
            ink.draw(painter, x, middle + ink.rise, item.words)
            x += ink.width(item.words) + GAP * line
    painter.restore()
