"""“Which edges?” in practice: those that carry the terms of a blank are chosen on the graph."""

from PySide6.QtCore import QObject, QSignalBlocker

from bpsim.base.words import tr
from bpsim.gui.desk.controller import Controller
from bpsim.gui.panels.practise.panel import PractisePanel
from bpsim.steps.places import EdgePlace
from bpsim.teach.practice.blanks import ValuePlace
from bpsim.teach.practice.hints import edges_of
from bpsim.teach.practice.sheet import Sheet

NO_EDGE = tr("No edge is chosen.")


class WhichEdges(QObject):
    """Joins the button in the panel to the edges of the graph, and judges which were chosen."""

    def __init__(self, controller: Controller, panel: PractisePanel) -> None:
        super().__init__(controller)
        self._controller, self._panel = controller, panel
        self._asked: tuple[Sheet, ValuePlace] | None = None
        self._edges: frozenset[EdgePlace] = frozenset()
        panel.edges_toggled.connect(self._toggled)
        controller.edge_chosen.connect(self._choose)
        controller.edges_answered.connect(lambda: panel.edges.setChecked(False))

    def ask_of(self, made: Sheet | None, place: ValuePlace | None) -> None:
        """Another blank is asked for, or none: what was chosen for the one before is no answer."""
        self._asked = None if made is None or place is None else (made, place)
        self._edges = frozenset()
        button = self._panel.edges
        with QSignalBlocker(button):
            button.setChecked(False)
        if made is not None and place is not None:
            button.setEnabled(bool(edges_of(made.problem, place)))
        self._controller.edges_asked.emit(None)

    def _choose(self, edge: EdgePlace) -> None:
        """Take ``edge`` into the answer, or out of it."""
        self._edges ^= {edge}
        self._controller.edges_asked.emit(self._edges)
        names = ", ".join(each.symbol for each in sorted(self._edges))
        words = tr("Chosen: {names}. Enter, or “Which edges?” again, checks.", names=names)
        self._panel.show_verdict(words if names else NO_EDGE)

    def _toggled(self, on: bool) -> None:
        self._controller.edges_asked.emit(frozenset() if on else None)
        if self._asked is None:
            return
        if on:
            self._edges = frozenset()
            self._panel.show_verdict(
                tr(
                    "Click the edges that carry the terms, or select each with Alt, Shift and the "
                    "arrows and press Space. Then press Enter, or “Which edges?” again."
                )
            )
        else:
            self._panel.show_verdict(self._verdict(*self._asked))
            self._panel.field.setFocus()

    def _verdict(self, made: Sheet, place: ValuePlace) -> str:
        if not self._edges:
            return NO_EDGE
        if made.edges_are_right(place, self._edges):
            return tr("Right: these edges carry the terms of {symbol}.", symbol=place.symbol)
        return tr("Not these, or not all of them. The first two hints say which.")
