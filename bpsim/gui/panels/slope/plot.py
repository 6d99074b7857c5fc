"""The plot of the slope panel: drawn by itself, and dragged, stepped or restored by the user."""

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from bpsim.gui.kit.chart import Range, round_step
from bpsim.gui.kit.controls.painting import focus_ring
from bpsim.gui.kit.controls.picture import PictureWidget
from bpsim.gui.looks.theme import theme_in_use
from bpsim.gui.panels.slope.paint import SlopePicture, paint_picture
from bpsim.steps.apart.slope import Change, Slope

STEPS_ACROSS = 40
DRAG_STEPS_ACROSS = 200
LARGE_STEP = 5
GRAB = 1.2
"""How near to the handle a press must be to hold it where it is, in lines of text."""
_KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class SlopePlot(PictureWidget):
    """The cost as a curve with its tangent; says what the nudged value should become.

    ``asked`` carries a value that the pointer drags to, ``stepped`` a number of steps; ``let_go``
    says that a drag is over, ``restore_asked`` that a key asks for the value as it is.
    """

    asked = Signal(float)
    stepped = Signal(int)
    let_go = Signal()
    restore_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slope: Slope | None = None
        self._change: Change | None = None
        self._picture: SlopePicture | None = None
        self._coming: SlopePicture | None = None
        self._offset: float | None = None
        self._waiting = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    # --- what it shows ---------------------------------------------------------------------------

    def show_slope(self, slope: Slope) -> None:
        """Draw ``slope``; what is nudged, and a drag, goes on only if it stands where it stood."""
        if not slope.same_as(self._slope):
            self._change = self._offset = None
        self._slope, self._waiting = slope, False
        self.update()

    def prepare(self, slope: Slope) -> None:
        """Draw ``slope`` beforehand, which is most likely shown next."""
        if not self.size().isEmpty():
            self._coming = self._laid_out(slope, slope.span)
            self._coming.at_rest  # noqa: B018  # painted by asking for it

    def show_waiting(self) -> None:
        """Draw nothing but "…"; a drag is over."""
        self._slope = self._change = self._offset = None
        self._waiting = True
        self.update()

    def set_change(self, change: Change | None) -> None:
        """Draw the point moved by ``change``."""
        if change != self._change:
            self._change = change
            self.update()

    def dragging(self) -> bool:
        """True while the pointer holds the handle."""
        return self._offset is not None

    def view(self) -> Range:
        """The range of values shown: the slope's own, and more where the nudge has left it."""
        if self._slope is None:
            return 0.0, 1.0
        low, high = self._slope.span
        if self._change is not None:
            at, room = self._slope.value + self._change.by, 0.05 * (high - low)
            low, high = min(low, at - room), max(high, at + room)
        return low, high

    def step_size(self) -> float:
        """How far one key press moves the value: a round number."""
        return self._part(STEPS_ACROSS)

    def _part(self, parts: int) -> float:
        low, high = self.view() if self._slope is None else self._slope.span
        return round_step((high - low) / parts) if math.isfinite(high - low) else 1.0

    def picture(self) -> SlopePicture | None:
        """The slope laid out for the widget as it is now."""
        if self._slope is None:
            self._picture = None
            return None
        now = self._laid_out(self._slope, self.view())
        if self._picture is None or not self._picture.looks_like(now):
            # Once another slope is shown the one prepared would hold the document that it is of.
            coming, self._coming = self._coming, None
            self._picture = coming if coming is not None and coming.looks_like(now) else now
        return self._picture

    def _laid_out(self, slope: Slope, view: Range) -> SlopePicture:
        ratio = self.devicePixelRatioF()
        return SlopePicture(slope, view, self.size(), self.font(), theme_in_use(), ratio)

    # --- gestures --------------------------------------------------------------------------------

    def handle(self) -> QPointF:
        """Where the point that can be dragged is."""
        picture = self.picture()
        if picture is None:
            return QPointF()
        slope, change = picture.slope, self._change or Change(0.0, 0.0, 0.0)
        return picture.at(slope.value + change.by, slope.cost + change.actual)

    def thumb(self) -> QPointF:
        """Where the handle on the axis is."""
        picture = self.picture()
        return QPointF() if picture is None else QPointF(
            self.handle().x(), picture.chart.area.bottom()
        )  # fmt: skip

    def mousePressEvent(self, event: QMouseEvent) -> None:
        picture = self.picture()
        if event.button() is not Qt.MouseButton.LeftButton or picture is None:
            return
        place, near = event.position(), GRAB * picture.line
        if not picture.chart.area.adjusted(-near, -near, near, 1.5 * near).contains(place):
            return
        held = min(
            (place - each).manhattanLength() for each in (self.handle(), self.thumb())
        ) < 1.4 * near  # fmt: skip
        self._offset = self.handle().x() - place.x() if held else 0.0
        if not held:
            self._ask(place.x())
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        picture = self.picture()
        if picture is None:
            return
        if self._offset is not None:
            self._ask(event.position().x() + self._offset)
        over = picture.chart.area.contains(event.position())
        self.setCursor(Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._offset is not None:
            self._offset = None
            self.update()
            self.let_go.emit()

    def _ask(self, x: float) -> None:
        """Ask for the value at pixel ``x``, a round step away from where it stands."""
        picture = self.picture()
        if picture is None:
            return
        low, high = picture.view
        slope, part = picture.slope, self._part(DRAG_STEPS_ACROSS)
        wanted = max(low, min(high, picture.chart.value(x)))
        self.asked.emit(slope.value + round((wanted - slope.value) / part) * part)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~(
                Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
            )
            # Home too, or the second press of it would jump to the walk's first step.
            if plain and (event.key() in _KEYS or event.key() == Qt.Key.Key_Home):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _KEYS and self._slope is not None:
            large = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.stepped.emit(_KEYS[key] * (LARGE_STEP if large else 1))
        elif key == Qt.Key.Key_Home:
            self.restore_asked.emit()
        else:
            super().keyPressEvent(event)

    # --- Qt --------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        picture, theme = self.picture(), theme_in_use()
        with QPainter(self) as painter:
            if picture is not None and self._change is None and not self.dragging():
                painter.drawPixmap(0, 0, picture.at_rest)
            else:
                painter.fillRect(event.rect(), theme.colour("surface"))
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                if picture is not None:
                    paint_picture(painter, picture, self._change, self.dragging())
                elif self._waiting:
                    painter.setPen(theme.colour("muted"))
                    painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "…")
            if self.hasFocus():
                focus_ring(painter, QRectF(self.rect()))
