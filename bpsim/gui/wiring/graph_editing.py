"""Editing numbers in place on the graph: weights, biases, inputs and targets."""

from PySide6.QtCore import QObject

from bpsim.base.words import tr
from bpsim.gui.desk.controller import Controller
from bpsim.gui.graph.layout.navigation import number_beside
from bpsim.gui.graph.view import GraphView
from bpsim.gui.kit.entry.inline_editor import InlineEditor
from bpsim.session.editing import NOT_UP_TO_DATE, set_shown_value, set_weight
from bpsim.steps.places import EdgePlace, Place, TargetPlace, UnitPlace


class GraphEditing(QObject):
    """Opens the editor over a place of the graph and hands its number to the controller."""

    def __init__(self, controller: Controller, graph: GraphView) -> None:
        super().__init__(controller)
        self._controller, self._graph = controller, graph
        self._place: Place | None = None
        self.editor = InlineEditor(graph)
        self.editor.committed.connect(self._commit)
        self.editor.moved.connect(self._go_on)

    def edit(self, place: Place) -> None:
        """Open the editor over ``place``; one without a number of its own is left alone."""
        area, found = self._graph.rect_of(place), self._number(place)
        if area is None or found is None:
            return
        self._place = place
        self.editor.open_at(self._graph, area, *found)

    def _go_on(self, by: int) -> None:
        """To the next number of the same kind after Tab, to the one before after Shift+Tab."""
        place, layers = self._place, self._controller.session.document.network.layers
        beside = None if place is None or by == 0 else number_beside(layers, place, by)
        if beside is not None:
            self._controller.select(beside)  # so it comes into the picture
            self.edit(beside)

    def _number(self, place: Place) -> tuple[float, str] | None:
        """The number at ``place`` and its name; None where there is nothing to edit."""
        session = self._controller.session
        step = self._controller.step
        if isinstance(place, EdgePlace):
            network = session.network
            value = float(network.theta(place.layer)[place.to - 1, place.frm])
            return value, f"{place.symbol} {place}"
        if step is None or step.example is None:
            return None
        if not session.up_to_date:
            self._controller.message.emit(NOT_UP_TO_DATE, "info")
            return None
        row, examples = step.example, session.document.examples
        if isinstance(place, TargetPlace):
            name = examples.y_names[place.unit - 1]
            return float(examples.y[row - 1, place.unit - 1]), tr(
                "{name} of example {row:,}", name=name, row=row
            )
        if place.layer == 1 and place.unit > 0:
            name = examples.x_names[place.unit - 1]
            return float(examples.x[row - 1, place.unit - 1]), tr(
                "{name} of example {row:,}", name=name, row=row
            )
        return None

    def _commit(self, value: float) -> None:
        place, edit = self._place, self._controller.edit
        if isinstance(place, EdgePlace):
            edit(set_weight, place, value)
        elif isinstance(place, TargetPlace):
            edit(set_shown_value, "y", place.unit, value)
        elif isinstance(place, UnitPlace):
            edit(set_shown_value, "x", place.unit, value)
