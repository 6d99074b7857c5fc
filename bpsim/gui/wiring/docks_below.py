"""The docks below: how high they are, as much as what is in front needs."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QTabBar

from bpsim.gui.graph.view import GraphView
from bpsim.gui.wiring.dock import Dock
from bpsim.gui.wiring.table import ROWS, Area

COST_HEIGHT, COST_LINES = 200, 10
"""The default height in pixels, for the default window, and at least so many lines' heights."""
GRAPH_LINES = 14
"""While the cost has little to show the network has at least so many lines' heights."""


class DocksBelow:
    """Gives the docks below ``graph`` their height.

    The cost needs next to none until there is a curve: then it has what the others have.
    """

    def __init__(self, window: QMainWindow, graph: GraphView, by_name: Mapping[str, Dock]) -> None:
        self._window, self._graph, self._cost = window, graph, by_name["cost"]
        self._docks = [by_name[row.name] for row in ROWS if row.area is Area.BELOW]
        self.little = True
        """Whether the cost has little to show: while it is in front the network gets its room."""
        self._low = False
        """Whether they are low because of that."""
        self._height = COST_HEIGHT
        """What they had before they were made low."""

    def forget(self) -> None:
        """The window has its size and its text: what they have had may have been for others."""
        self._low = False

    def fit(self) -> None:
        """Give them their height, or take what they do not need."""
        front = next((dock for dock in self._docks if dock.in_front), None)
        if front is None:
            return
        if self._window.dockWidgetArea(front) is Qt.DockWidgetArea.NoDockWidgetArea:
            return  # an arrangement is being restored, and has not come to this dock yet
        low, tabs = self.little and front is self._cost, self._tabs_over(front)
        if low and not self._low:
            self._height = max(front.height(), self._usual)
            both = self._graph.height() + front.height()
            spare = both - GRAPH_LINES * self._graph.fontMetrics().height()
            needed, least = front.needed_height(), front.minimumSizeHint().height()
            # All of its lines or one of them: half a line looks broken.
            wanted = needed if needed <= spare else least
            self._resize(front, *(tabs + height for height in (wanted, spare, least)))
        elif not low and (self._low or front.height() < self._usual // 2):
            # Without the network's least.
            spare = tabs + front.height() + self._graph.height()
            spare -= self._graph.minimumSizeHint().height()
            self._resize(front, max(self._height, self._usual), spare, COST_HEIGHT // 2)
        self._low = low

    def _tabs_over(self, dock: Dock) -> int:
        """The height of the row of tabs that ``dock`` has one of, which Qt counts in."""
        for bar in tab_bars(self._window):
            if bar.tabText(bar.currentIndex()) == dock.windowTitle():
                return bar.sizeHint().height()
        return 0

    @property
    def _usual(self) -> int:
        """The default height with the text that there is."""
        return max(COST_HEIGHT, COST_LINES * self._graph.fontMetrics().height())

    def _resize(self, front: Dock, wanted: int, spare: int, least: int) -> None:
        """As high as wanted, where the network can spare it."""
        height = min(wanted, max(spare, least))
        self._window.resizeDocks([front], [height], Qt.Orientation.Vertical)


def tab_bars(window: QMainWindow) -> list[QTabBar]:
    """The tabs of docks that share a place."""
    return window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
