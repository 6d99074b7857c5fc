"""The graph for assistive technology: the drawn units, targets and edges, each with its value, and
the controls that stand on it."""

import weakref

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import Shiboken

from bpsim.gui.graph.canvas import GraphCanvas
from bpsim.gui.graph.paint.picture import Picture
from bpsim.gui.kit.controls import accessible
from bpsim.notation.aloud import aloud
from bpsim.steps.places import EdgePlace, Place, UnitPlace

MOST_EDGES = 200
"""More of them are no list that anybody would go through."""
_lists: weakref.WeakKeyDictionary[Picture, list[Place]] = weakref.WeakKeyDictionary()
"""What the list of a picture consists of: each of its places looks itself up there, many times."""


def install(view: GraphCanvas) -> None:
    """Have Qt ask here for the interface of ``view``, also where it has given it one already."""
    accessible.install(_interface)
    if QAccessible.isActive():
        known = QAccessible.queryAccessibleInterface(view)
        if not isinstance(known, GraphInterface):
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(known))


def tell_selection(view: GraphCanvas) -> None:
    """Let a screen reader know that another place is selected."""
    if not QAccessible.isActive():
        return
    places = _listed(view)
    if view.selected in places:
        event = QAccessibleEvent(view, QAccessible.Event.Focus)
        event.setChild(places.index(view.selected))
        QAccessible.updateAccessibility(event)


def _listed(view: GraphCanvas) -> list[Place]:
    """What the list consists of: units and targets, then the edges."""
    picture = view.picture
    if picture is None:
        return []
    if picture not in _lists:
        _lists[picture] = [*picture.faces, *edges(view)]
    return _lists[picture]


def edges(view: GraphCanvas) -> list[EdgePlace]:
    """The edges between drawn units, layer by layer; of a large network those lit alone."""
    picture = view.picture
    if picture is None:
        return []
    units = [place for place in picture.faces if isinstance(place, UnitPlace)]
    found = [
        EdgePlace(start.layer, end.unit, start.unit)
        for start in units
        for end in units
        if end.layer == start.layer + 1 and end.unit
    ]
    return found if len(found) <= MOST_EDGES else [ray.edge.place for ray in picture.lit]


def _interface(key: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, GraphCanvas):
        return None
    return accessible.kept(GraphInterface(thing))


class GraphInterface(QAccessibleWidget):
    """The graph as a list."""

    def __init__(self, view: GraphCanvas) -> None:
        super().__init__(view, QAccessible.Role.List, view.accessibleName())
        self._view = weakref.ref(view)
        self._children: list[PlaceInterface] = []

    def _count(self) -> int:
        view = self._view()
        return len(_listed(view)) if view is not None and Shiboken.isValid(view) else 0

    def _controls(self) -> list[QWidget]:
        """What stands on the graph and can be seen."""
        view = self._view()
        if view is None or not Shiboken.isValid(view):
            return []
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        return [each for each in view.findChildren(QWidget, options=direct) if each.isVisible()]

    def childCount(self) -> int:
        """How many units, targets and edges are listed, and the controls."""
        return self._count() + len(self._controls())

    def child(self, index: int) -> QAccessibleInterface:
        """The interface of the ``index``-th place; controls come after all places."""
        places, controls = self._count(), self._controls()
        if places <= index < places + len(controls):
            return QAccessible.queryAccessibleInterface(controls[index - places])
        if not 0 <= index < places:
            return None  # type: ignore[return-value]  # Qt's way to say that there is none
        while len(self._children) <= index:
            child = PlaceInterface(self, self._view, len(self._children))
            self._children.append(accessible.kept(child))
        return self._children[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The number of the place or control, −1 if it is none of these."""
        if isinstance(child, PlaceInterface):
            return child.index
        thing, controls = child.object(), self._controls()
        return self._count() + controls.index(thing) if thing in controls else -1

    def focusChild(self) -> QAccessibleInterface:
        """The selected place."""
        view = self._view()
        if view is not None and view.selected in (listed := _listed(view)):
            return self.child(listed.index(view.selected))
        return super().focusChild()

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        """The place at a point of the screen."""
        return accessible.child_at(self, x, y)


class PlaceInterface(accessible.Part):
    """One unit, target or edge: its name says what is known of its values."""

    def __init__(self, parent: GraphInterface, view: weakref.ref[GraphCanvas], index: int) -> None:
        super().__init__(parent, index)
        self._view = view

    def _place(self) -> tuple[GraphCanvas, Place] | None:
        view = self._view()
        if view is None or not Shiboken.isValid(view):
            return None
        places = _listed(view)
        return (view, places[self.index]) if self.index < len(places) else None

    def isValid(self) -> bool:
        """True while the graph draws as many places."""
        return self._place() is not None

    def role(self) -> QAccessible.Role:
        """An item of a list."""
        return QAccessible.Role.ListItem

    def rect(self) -> QRect:
        """Where the place is on the screen."""
        found = self._place()
        area = None if found is None else found[0].rect_of(found[1])
        if found is None or area is None:
            return QRect()
        return QRect(found[0].mapToGlobal(area.topLeft()), area.size())

    def state(self) -> QAccessible.State:
        """Selectable; selected and focused if it is the selection.

        While edges are asked for, an edge can be checked, and is where it is chosen.
        """
        state = QAccessible.State()
        found = self._place()
        state.invisible = int(found is None)
        state.selectable = state.focusable = 1
        if found is not None:
            view, place = found
            state.selected = int(view.selected == place)
            state.focused = int(view.selected == place and view.hasFocus())
            if view.chosen is not None and isinstance(place, EdgePlace):
                state.checkable, state.checked = 1, int(place in view.chosen)
        return state

    def text(self, kind: QAccessible.Text) -> str:
        """The name: "Layer 2 unit 1: z 0.3, a 0.57, delta not known yet"."""
        found = self._place()
        if found is None or kind is not QAccessible.Text.Name:
            return ""
        return aloud(found[0].spoken(found[1]))
