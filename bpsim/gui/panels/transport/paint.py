"""How the timeline's two tiers look: phases by colour and by hatching, the past fuller."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from bpsim.base.words import tr
from bpsim.core.batches import Batch
from bpsim.gui.kit.controls.painting import fill_rounded, mixed
from bpsim.gui.looks.theme import Theme
from bpsim.gui.panels.transport.tiers import Segment, Walk, Whole
from bpsim.gui.panels.transport.words import counted
from bpsim.steps.step import PASS_NAMES, PASS_WORDS, Step

AHEAD, BEHIND = 0.16, 0.38
NARROWEST_STOP = 5.0
RADIUS = 3.0
_PATTERNS = {
    "backward": Qt.BrushStyle.BDiagPattern,
    "update": Qt.BrushStyle.DiagCrossPattern,
}


def ground(theme: Theme, pass_name: str, share: float) -> QColor:
    """The tint of a pass, ``share`` of its full colour."""
    return mixed(theme.phase(pass_name), theme.colour("surface"), share)


def fill(painter: QPainter, rect: QRectF, theme: Theme, pass_name: str, share: float) -> None:
    """Fill ``rect`` with a tint of the pass and its hatching, if it has one."""
    painter.fillRect(rect, ground(theme, pass_name, share))
    pattern = _PATTERNS.get(pass_name)
    if pattern is not None and share < 1:
        painter.fillRect(rect, QBrush(ground(theme, pass_name, min(1.0, share + 0.16)), pattern))


def paint_chip(painter: QPainter, rect: QRectF, theme: Theme, pass_name: str) -> None:
    """A small sample of a pass, as a legend."""
    painter.save()
    fill(painter, rect, theme, pass_name, BEHIND)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.phase(pass_name), 1.0))
    painter.drawRect(rect)
    painter.restore()


def paint_empty(painter: QPainter, upper: QRectF, lower: QRectF, theme: Theme) -> None:
    """Both tiers without a walk."""
    for rect in (upper, lower):
        fill_rounded(painter, rect, RADIUS, theme.colour("raised"))


# --- the upper tier -------------------------------------------------------------------------------


def paint_whole(
    painter: QPainter, whole: Whole, height: float, share: float, theme: Theme, batch: Batch | None
) -> None:
    """The examples and the end of the iteration, all behind (BEHIND) or all ahead (AHEAD).

    The examples have the numbers of their rows in ``batch``; without one they are counted.
    """
    if whole.merged:
        _paint_merged(painter, whole, height, share, theme)
    else:
        for item in range(whole.batch):
            number = 1 + (item if batch is None else batch.row(item))
            _paint_example(painter, whole, item, number, height, share, theme)
    end = whole.end()
    if not end.stops:
        return
    place = QRectF(end.x, 0, end.width, height)
    fill(painter, place, theme, "update", share)
    _label(painter, place, PASS_WORDS["update"], theme.colour("text"), "Θ")


def _paint_example(
    painter: QPainter, whole: Whole, item: int, number: int, height: float, share: float,
    theme: Theme,
) -> None:  # fmt: skip
    left, right = whole.span(item)
    gap = 1.0 if right - left < 20 else 2.0
    middle = left + (right - left - gap) * whole.forward_share
    fill(painter, QRectF(left, 0, middle - left, height), theme, "forward", share)
    fill(painter, QRectF(middle, 0, right - gap - middle, height), theme, "backward", share)
    place = QRectF(left, 0, right - left - gap, height)
    _label(painter, place, str(number), theme.colour("text"))


def _paint_merged(
    painter: QPainter, whole: Whole, height: float, share: float, theme: Theme
) -> None:
    bar = QRectF(0, 0, whole.examples_width, height)
    done = share == BEHIND
    painter.fillRect(bar, ground(theme, "forward", BEHIND) if done else theme.colour("raised"))
    _label(painter, bar, tr("{batch} examples", batch=counted(whole.batch)), theme.colour("text"))


def tied(rect: QRectF, whole: Whole, step: Step) -> tuple[float, float]:
    """The ends of the part of the upper tier that the lower one opens."""
    if whole.stops == 1:
        return rect.left(), rect.right()
    left, right = (rect.left() + x for x in whole.span(step.item))
    return left, max(right, left + 2)


def paint_tie(
    painter: QPainter, rect: QRectF, lower: QRectF, ends: tuple[float, float], theme: Theme,
    pass_name: str,
) -> None:  # fmt: skip
    """The lines that open the part on screen into the lower tier."""
    left, right = (QPointF(x, rect.bottom()) for x in ends)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground(theme, pass_name, AHEAD))
    painter.drawPolygon(QPolygonF([left, right, lower.topRight(), lower.topLeft()]))
    painter.setPen(QPen(ground(theme, pass_name, 0.6), 1.0))
    painter.drawLine(left, lower.topLeft())
    painter.drawLine(right, lower.topRight())


def paint_mark(
    painter: QPainter, rect: QRectF, ends: tuple[float, float], whole: Whole, step: Step,
    theme: Theme,
) -> None:  # fmt: skip
    """The frame around the part on screen, and the mark of the stop."""
    left, right = ends
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.phase(PASS_NAMES[step.phase]), 1.5))
    painter.drawRect(QRectF(left, rect.top(), right - left - 1, rect.height() - 0.5))
    x = rect.left() + min(whole.x_of(step.index, step.item), rect.width() - 1)
    painter.fillRect(QRectF(x - 1, rect.top() - 1, 2, rect.height() + 2), theme.colour("text"))


# --- the lower tier -------------------------------------------------------------------------------


def paint_walk(painter: QPainter, walk: Walk, height: float, share: float, theme: Theme) -> None:
    """The blocks with their stops, all behind (BEHIND) or all ahead (AHEAD)."""
    for segment in walk.segments:
        _paint_segment(painter, walk, segment, height, share, theme)


def paint_stop(
    painter: QPainter, walk: Walk, height: float, now: int, hovered: int | None, theme: Theme
) -> None:
    """The stop on screen in full colour, and a frame around the one under the pointer."""
    segment = walk.segment_of(now)
    if segment.first <= now < segment.first + segment.stops:
        whole = _body(walk, segment, height)
        left, right = segment.span(now)
        wide = max(3.0, right - left - _gap(walk, segment))
        here = QRectF(min(left, whole.right() - wide), 0, wide, height)
        painter.fillRect(here, theme.phase(segment.pass_name))
        painter.save()
        painter.setClipRect(here)
        _label(painter, whole, segment.label, theme.colour("surface"))
        painter.restore()
    if hovered is not None and hovered != now:
        left, right = walk.segment_of(hovered).span(hovered)
        painter.setPen(QPen(theme.colour("text"), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(left, 0, max(2.0, right - left - 2), height - 1))


def _gap(walk: Walk, segment: Segment) -> float:
    return 2.0 if segment.width > 8 and segment is not walk.segments[-1] else 0.0


def _body(walk: Walk, segment: Segment, height: float) -> QRectF:
    return QRectF(segment.x, 0, segment.width - _gap(walk, segment), height)


def _paint_segment(
    painter: QPainter, walk: Walk, segment: Segment, height: float, share: float, theme: Theme
) -> None:
    whole = _body(walk, segment, height)
    fill(painter, whole, theme, segment.pass_name, share)
    each = segment.width / segment.stops
    if segment.stops > 1 and each >= NARROWEST_STOP:
        painter.setPen(QPen(theme.colour("surface"), 1.0))
        for n in range(1, segment.stops):
            x = segment.x + n * each
            painter.drawLine(QPointF(x, height * 0.62), QPointF(x, height))
    _label(painter, whole, segment.label, theme.colour("text"))


def _label(painter: QPainter, rect: QRectF, text: str, colour: QColor, short: str = "") -> None:
    """Write ``text`` into ``rect`` if it fits, else what it is for ``short``."""
    for each in (text, short):
        if painter.fontMetrics().horizontalAdvance(each) + 2 <= rect.width():
            painter.setPen(colour)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, each)
            return
