"""The network as a graph: renders steps and turns gestures into signals."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from bpsim.base.words import tr
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.gui.graph.canvas import ZOOM_STEP, GraphCanvas
from bpsim.gui.kit.controls.tip_by_place import TipByPlace
from bpsim.gui.kit.controls.told_aloud import ToldAloud
from bpsim.steps.places import EdgePlace, Place, TargetPlace, UnitPlace

if TYPE_CHECKING:
    from bpsim.steps.step import Step


@cache
def arrows() -> dict[Qt.Key, tuple[int, int]]:
    """The arrow keys with their directions; Qt.Key is so large that it is made when it is used."""
    key = Qt.Key
    return {
        key.Key_Left: (-1, 0),
        key.Key_Right: (1, 0),
        key.Key_Up: (0, -1),
        key.Key_Down: (0, 1),
    }


WHEEL_NOTCH = 120


class GraphView(TipByPlace, ToldAloud, GraphCanvas):
    """The graph of a network at one step, with its gestures.

    A click emits ``unit_clicked``, ``edge_clicked`` or ``target_clicked`` with the place; a double
    click, or Enter on what is selected, the same with "activated". A click and Alt with an arrow
    key also emit ``selection_changed``, with None for a click beside everything and for Escape;
    what is selected changes only by :meth:`set_selected`. With ``accessible`` false assistive
    technology sees a plain widget until :meth:`make_accessible`.
    """

    unit_clicked = Signal(object)
    edge_clicked = Signal(object)
    target_clicked = Signal(object)
    unit_activated = Signal(object)
    edge_activated = Signal(object)
    target_activated = Signal(object)
    selection_changed = Signal(object)
    edge_chosen = Signal(object)
    """An edge chosen as an answer, or no longer, by a click or a key while edges are asked for."""
    edges_answered = Signal()
    """Enter while edges are asked for: those chosen are the answer."""
    pointed = Signal(object)
    """The place that the pointer is on, None for none."""
    unit_wanted = Signal(int)
    """One more unit in this layer, by a key."""
    removal_wanted = Signal(object)
    """The unit at this place taken out, by a key."""
    layer_wanted = Signal(int)
    """A layer behind this one, by a key."""
    context_menu_requested = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None, accessible: bool = True) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("The network"))
        self.setAccessibleName(tr("Network graph"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._clicked: Place | None = None
        self._pressed: tuple[QPointF, Place | None] | None = None
        self._drag: QPointF | None = None
        self._accessible = False
        if accessible:
            self.make_accessible()

    def show_step(self, step: Step, examples: Examples) -> None:
        """Render ``step``; ``examples`` gives the names of the inputs and the targets."""
        super().show_step(step, examples)
        self._describe()

    def show_network(self, network: Network, examples: Examples) -> None:
        """Render a network that cannot be stepped yet: every value is unknown."""
        super().show_network(network, examples)
        self.setAccessibleDescription("")

    def set_selected(self, place: Place | None) -> None:
        """Mark a unit, an edge or a target, and have it in the picture."""
        super().set_selected(place)
        self._describe()
        if self._accessible:
            from bpsim.gui.graph.accessible import tell_selection

            tell_selection(self)

    def set_chosen(self, edges: frozenset[EdgePlace] | None) -> None:
        """Show the edges chosen as an answer; the keys are here once edges are asked for."""
        if edges is not None and self.chosen is None:
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        super().set_chosen(edges)

    def make_accessible(self) -> None:
        """Let assistive technology see the units; for a view that was made without."""
        from bpsim.gui.graph.accessible import install

        install(self)
        self._accessible = True

    def _describe(self) -> None:
        if self._step is not None and self._examples is not None:
            from bpsim.steps.shown.spoken import summary

            self.setAccessibleDescription(
                summary(self._step, self.selected, self._examples, self._bias_deltas)
            )

    def place_of_keys(self) -> QPoint:
        area = None if self.selected is None else self.rect_of(self.selected)
        return super().place_of_keys() if area is None else area.center()

    def place_at(self, point: QPointF) -> Place | None:
        """What lies at a point of the view."""
        picture = self.picture
        if picture is None:
            return None
        from bpsim.gui.graph.layout.hits import place_at

        lit = [ray.edge.place for ray in picture.lit]
        for ray in picture.lit:
            if ray.label is not None and ray.label.contains(point.x(), point.y()):
                return ray.edge.place
        return place_at(picture.scene.layout, point.x(), point.y(), lit)

    # --- pointer ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click or a drag begins."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._drag = None
            self._pressed = (event.position(), self.place_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan, or follow the pointer with the highlight."""
        if self._pressed is None:
            self._hover(self.place_at(event.position()))
            return
        start = self._pressed[0]
        if self._drag is None:
            way = (event.position() - start).manhattanLength()
            if way < QApplication.startDragDistance():
                return
            self._drag = start
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.pan(event.position().x() - self._drag.x(), event.position().y() - self._drag.y())
        self._drag = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag, or tell what was clicked."""
        pressed, dragged = self._pressed, self._drag is not None
        self._pressed = self._drag = None
        self._hover(self.place_at(event.position()))
        if pressed is None or dragged or event.button() is not Qt.MouseButton.LeftButton:
            return
        place = self._clicked = pressed[1]
        if place != self.selected:
            self.selection_changed.emit(place)
        match place:
            case UnitPlace():
                self.unit_clicked.emit(place)
            case EdgePlace():
                self.edge_clicked.emit(place)
                if self.chosen is not None:
                    self.edge_chosen.emit(place)
            case TargetPlace():
                self.target_clicked.emit(place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Activate what is under the pointer."""
        self._pressed = None
        place = self.place_at(event.position())
        # The first click may have moved another place there, or been on a sign that did so.
        if event.button() is Qt.MouseButton.LeftButton and place == self._clicked:
            self._activate(place)

    def leaveEvent(self, event: QEvent) -> None:
        """Take the highlight away."""
        super().leaveEvent(event)
        self._hover(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else pan; a wheel that moves nothing is left to the parent."""
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            factor = ZOOM_STEP ** (turn.y() / WHEEL_NOTCH)
            self.zoom_at(factor, event.position().x(), event.position().y())
            event.accept()
            return
        way = event.pixelDelta()
        if way.isNull():
            step = 3 * self.fontMetrics().height() / WHEEL_NOTCH
            way = QPoint(round(turn.x() * step), round(turn.y() * step))
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            way = QPoint(way.y(), way.x())
        event.setAccepted(self.pan(way.x(), way.y()))

    def _hover(self, place: Place | None) -> None:
        if self._drag is None:
            if place is None:
                self.unsetCursor()
            else:
                self.setCursor(Qt.CursorShape.PointingHandCursor)
        if place != self._hovered:
            self._hovered = place
            self.update()
            self.pointed.emit(place)

    def event(self, event: QEvent) -> bool:
        """Zoom with a pinch, and keep Space from playing while it chooses edges."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and self._chooses(event):
            event.accept()
            return True
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_at(1.0 + event.value(), event.position().x(), event.position().y())
                return True
            return False
        return super().event(event)

    def tip_at(self, at: QPoint) -> str:
        place = self.place_at(QPointF(at))
        if place is None or self._step is None or self._examples is None:
            return ""
        from bpsim.steps.shown.spoken import tooltip

        values = tooltip(self._step, place, self._examples, self._bias_deltas)
        return f"{values}\n{self._gesture(place)}".rstrip()

    def _gesture(self, place: Place) -> str:
        """What one can do at a place."""
        match place:
            case UnitPlace(_, 0):
                return ""
            case UnitPlace(layer, _) if layer > 1:
                return tr("Click to see how it is computed")
            case EdgePlace() if self.chosen is not None:
                return tr("Click to choose it, or no longer")
        return tr("Double-click to change it")

    def tip_area(self, at: QPoint) -> QRect:
        return QRect(at - QPoint(4, 4), at + QPoint(4, 4))

    def what_at(self, at: QPoint) -> str:
        """A place with its values and what they mean, a layer's heading or the legend."""
        picture, network = self.picture, self._network
        if picture is None or network is None:
            return ""
        from bpsim.teach.understanding.meaning import meaning_of_layer, meaning_of_place

        place, point = self.place_at(QPointF(at)), QPointF(at)
        if self.legend is not None and self.legend.chip.contains(point):
            return tr("The legend: which line is which, and what the numbers on the edges are now.")
        if place is not None:
            return "\n\n".join(filter(None, (self.tip_at(at), meaning_of_place(place, network))))
        for layer in range(1, network.depth + 2):
            if picture.scene.layout.heading_box(layer).contains(point.x(), point.y()):
                return meaning_of_layer(layer, network)
        return ""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is under the pointer, or of the selection."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.selected
            area = None if place is None else self.rect_of(place)
            at = (self.rect() if area is None else area).center()
            self.context_menu_requested.emit(place, self.mapToGlobal(at))
        else:
            place = self.place_at(QPointF(event.pos()))
            self.context_menu_requested.emit(place, event.globalPos())
        event.accept()

    # --- keyboard --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves the selection, with Shift along the edges.

        Shift alone does so too, as window managers may keep Alt with Shift to themselves.
        """
        arrow = arrows().get(Qt.Key(event.key()))
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        alt, shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
        if arrow is not None and modifiers in (alt, shift, alt | shift):
            self._move_selection(arrow, along_edges=bool(modifiers & shift))
        elif self._chooses(event):
            if isinstance(self.selected, EdgePlace):
                self.edge_chosen.emit(self.selected)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._enter():
            pass
        elif event.key() == Qt.Key.Key_Escape and self.selected is not None:
            self.selection_changed.emit(None)
        elif isinstance(self.selected, UnitPlace) and self._builds(event, self.selected):
            pass
        else:
            super().keyPressEvent(event)

    def _enter(self) -> bool:
        """Answer with the edges chosen, or activate the selection; False where there is none."""
        if self.chosen is not None:
            self.edges_answered.emit()
        elif self.selected is not None:
            self._activate(self.selected)
        else:
            return False
        return True

    def _chooses(self, event: QKeyEvent) -> bool:
        """True for Space while edges are asked for, also where no edge is selected yet."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return self.chosen is not None and plain and event.key() == Qt.Key.Key_Space

    def _builds(self, event: QKeyEvent, place: UnitPlace) -> bool:
        """True for a key that changes the network: Ins, Shift+Ins and Del with a unit selected."""
        if event.key() == Qt.Key.Key_Insert:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.layer_wanted.emit(place.layer)
            else:
                self.unit_wanted.emit(place.layer)
        elif event.key() == Qt.Key.Key_Delete and place.unit > 0:
            self.removal_wanted.emit(place)
        else:
            return False
        return True

    def _move_selection(self, arrow: tuple[int, int], along_edges: bool) -> None:
        picture = self.picture
        if picture is None:
            return
        from bpsim.gui.graph.layout.navigation import edge_beside, moved

        layout = picture.scene.layout
        right, down = arrow
        start = self.selected
        place: Place | None = None
        if start is None and self._step is not None and len(self._step.units) == 1:
            start = place = UnitPlace(*self._step.units[0])
        if along_edges and right and start is not None:
            place = edge_beside(layout, start, right)
        elif place is None:
            place = moved(layout, start, right, down)
        if place != self.selected:
            self.selection_changed.emit(place)

    def _activate(self, place: Place | None) -> None:
        match place:
            case UnitPlace():
                self.unit_activated.emit(place)
            case EdgePlace() if self.chosen is not None:
                self.edge_chosen.emit(place)
            case EdgePlace():
                self.edge_activated.emit(place)
            case TargetPlace():
                self.target_activated.emit(place)
