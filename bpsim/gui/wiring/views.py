"""Every view of the window, made once and in one place; none knows another."""

from collections.abc import Iterator

from bpsim.gui.graph.view import GraphView
from bpsim.gui.looks.theme import Theme
from bpsim.gui.panels.cost.panel import CostPanel
from bpsim.gui.panels.delta.panel import DeltaPanel
from bpsim.gui.panels.messages.bar import MessageBar
from bpsim.gui.panels.step.panel import StepPanel
from bpsim.gui.panels.transport.bar import TransportBar


class Views:
    """The views by name; the graph is there before the others are."""

    def __init__(self, graph: GraphView) -> None:
        self.graph = graph

    def making(self) -> Iterator[None]:
        """Make the others, one after the other."""
        self.messages = MessageBar()
        yield
        self.transport = TransportBar()
        yield
        self.step = StepPanel()
        yield
        self.delta = DeltaPanel()
        yield
        self.cost = CostPanel()
        yield

    def set_theme(self, theme: Theme) -> None:
        """Colour every view."""
        self.messages.set_theme(theme)
        self.graph.set_theme(theme)
        self.transport.set_theme(theme)
        self.step.set_theme(theme)
        self.delta.set_theme(theme)
        self.cost.set_theme(theme)
