"""The timeline: the whole iteration above, the current example's walk below, both to be dragged."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bpsim.base.words import tr
from bpsim.core.batches import Batch
from bpsim.gui.kit.controls.painting import Grounded, focus_ring
from bpsim.gui.kit.controls.tip_by_place import TipByPlace
from bpsim.gui.looks.theme import SMALL, sized, theme_in_use
from bpsim.gui.panels.transport.images import TierImages
from bpsim.gui.panels.transport.paint import (
    paint_empty,
    paint_mark,
    paint_stop,
    paint_tie,
    paint_walk,
    paint_whole,
    tied,
)
from bpsim.gui.panels.transport.tiers import Walk, Whole, walk_of, whole_of
from bpsim.gui.panels.transport.words import stop_words
from bpsim.steps.schedule import Schedule
from bpsim.steps.step import PASS_NAMES, PASS_WORDS, Step

MARGIN = 3
BETWEEN = 5
MOST_NUMBERED = 500
"""In a larger batch no example is wide enough for its number."""


class TransportTimeline(TipByPlace, Grounded):
    """Shows where a Step stands in its iteration; a click or a drag asks for another stop.

    Nothing here is proportional to the number of examples. Keys are left to the window, so that
    the arrows step wherever the keyboard is.
    """

    step_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step: Step | None = None
        self._schedule: Schedule | None = None
        self._walk: Walk | None = None
        self._whole: Whole | None = None
        self._batch: Batch | None = None
        self._numbers: tuple[int, ...] = ()
        self._hovered: int | None = None
        self._dragging = ""
        self._asked: int | None = None
        self._upper, self._lower = TierImages(), TierImages()
        self._font = sized(self.font(), SMALL)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Timeline"))

    # --- what it shows ---------------------------------------------------------------------------

    def show_step(self, step: Step, schedule: Schedule, batch: Batch | None = None) -> None:
        """Mark ``step`` on the walk of ``schedule``; ``batch`` tells the examples' own numbers."""
        if batch is not self._batch:
            self._batch, self._numbers = batch, ()
            if batch is not None and batch.size <= MOST_NUMBERED:
                # Equal numbers make the same picture, whatever iteration the batch belongs to.
                self._numbers = tuple(map(batch.row, range(batch.size)))
        old, self._step = self._step, step
        same = (
            old is not None
            and schedule == self._schedule
            and old.granularity is step.granularity
            and old.item == step.item
        )
        self._schedule = schedule
        if not same:
            self._measure()
        self.setAccessibleDescription(step.position)
        self.update()

    def clear(self) -> None:
        """Show that there is nothing to walk."""
        self._step = self._schedule = self._walk = self._whole = self._hovered = None
        self.setAccessibleDescription("")
        self.update()

    # --- geometry --------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        upper, lower = self._heights()
        return QSize(40 * self.fontMetrics().averageCharWidth(), upper + lower + self._chrome())

    def minimumSizeHint(self) -> QSize:
        return QSize(12 * self.fontMetrics().averageCharWidth(), self.sizeHint().height())

    def _chrome(self) -> int:
        return 2 * MARGIN + BETWEEN

    def _heights(self) -> tuple[int, int]:
        line = self.fontMetrics().height()
        return round(line * 0.9), round(line * 1.45)

    def upper_rect(self) -> QRectF:
        """Where the upper tier is painted."""
        upper, _ = self._heights()
        return QRectF(MARGIN, MARGIN, self.width() - 2 * MARGIN, upper)

    def lower_rect(self) -> QRectF:
        """Where the lower tier is painted."""
        upper, lower = self._heights()
        return QRectF(MARGIN, MARGIN + upper + BETWEEN, self.width() - 2 * MARGIN, lower)

    def _measure(self) -> None:
        """Lay out both tiers anew: another example, schedule, granularity or width."""
        if self._schedule is None or self._step is None:
            return
        width = max(1.0, self.lower_rect().width())
        metrics, granularity = self.fontMetrics(), self._step.granularity
        around = metrics.averageCharWidth()

        def room(text: str) -> float:
            return metrics.horizontalAdvance(text) + around

        self._walk = walk_of(self._schedule, granularity, self._step.item, width, room)
        self._whole = whole_of(self._schedule, granularity, width, room(PASS_WORDS["update"]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._font = sized(self.font(), SMALL)
            self._measure()

    # --- gestures --------------------------------------------------------------------------------

    def _tier_at(self, y: float) -> str:
        return "upper" if y < MARGIN + self._heights()[0] + BETWEEN / 2 else "lower"

    def _index_at(self, x: float, tier: str) -> int | None:
        if self._walk is None or self._whole is None:
            return None
        return (self._whole if tier == "upper" else self._walk).index_at(x - MARGIN)

    def _ask(self, event: QMouseEvent) -> None:
        index = self._index_at(event.position().x(), self._dragging)
        if index is not None and index != self._asked:
            self._asked = index
            self.step_requested.emit(index)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._step is not None:
            self._dragging = self._tier_at(event.position().y())
            self._asked = self._step.index
            self._ask(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._ask(event)
        position = event.position()
        tier = self._dragging or self._tier_at(position.y())
        self._hover(self._index_at(position.x(), tier) if tier == "lower" else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._dragging, self._asked = "", None

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def _hover(self, index: int | None) -> None:
        if index != self._hovered:
            self._hovered = index
            self.update()

    def tip_at(self, at: QPoint) -> str:
        return self.words_at(QPointF(at))

    def words_at(self, place: QPointF) -> str:
        """The stop at ``place`` in words."""
        index = self._index_at(place.x(), self._tier_at(place.y()))
        if index is None or self._schedule is None or self._step is None:
            return ""
        step = self._step
        return stop_words(self._schedule, index, step.granularity, step.examples, self._batch)

    # --- painting --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self.paint_ground(painter, event.rect())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self._font)
            self._paint(painter)
            if self.hasFocus():
                focus_ring(painter, QRectF(self.rect()))

    def _paint(self, painter: QPainter) -> None:
        upper, lower = self.upper_rect(), self.lower_rect()
        if self._step is None or self._walk is None or self._whole is None:
            paint_empty(painter, upper, lower, theme_in_use())
            return
        step, theme, walk, whole = self._step, theme_in_use(), self._walk, self._whole
        ground = theme.colour(self._ground or "window")
        done = whole.end_x + whole.end_width if step.item is None else whole.span(step.item)[0]
        self._upper.draw(
            painter, upper, done, (whole, theme, self.font(), self._numbers), ground,
            lambda ink, share: paint_whole(
                ink, whole, upper.height(), share, theme, self._batch
            ),
        )  # fmt: skip
        ends, pass_name = tied(upper, whole, step), PASS_NAMES[step.phase]
        paint_tie(painter, upper, lower, ends, theme, pass_name)
        paint_mark(painter, upper, ends, whole, step, theme)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        done = walk.segment_of(step.index).span(step.index)[0]
        self._lower.draw(
            painter, lower, done, (walk, theme, self.font()), ground,
            lambda ink, share: paint_walk(ink, walk, lower.height(), share, theme),
        )  # fmt: skip
        painter.translate(lower.topLeft())
        paint_stop(painter, walk, lower.height(), step.index, self._hovered, theme)
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
