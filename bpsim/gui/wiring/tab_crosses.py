"""The cross on the tab of a panel that is not there from the start, to hide it again."""

from collections.abc import Mapping

from PySide6.QtWidgets import QMainWindow, QTabBar

from bpsim.gui.program.soon import Soon
from bpsim.gui.wiring.dock import Dock
from bpsim.gui.wiring.dock_title import cross
from bpsim.gui.wiring.docks_below import tab_bars
from bpsim.gui.wiring.table import ROWS

SIDE = QTabBar.ButtonPosition.RightSide


class TabCrosses:
    """Puts a cross on each such tab, whenever Qt has made one."""

    def __init__(self, window: QMainWindow, by_name: Mapping[str, Dock]) -> None:
        self._window = window
        asked_for = (row.name for row in ROWS if row.in_dock and not row.shown)
        self._docks = {dock.windowTitle(): dock for dock in map(by_name.__getitem__, asked_for)}
        fits = Soon(window, self.fit)
        for dock in self._docks.values():
            # Qt makes its tab, or another one in another row, behind that.
            dock.visibilityChanged.connect(lambda _seen: fits.start())

    def fit(self) -> None:
        """Have them all, in the size of the text."""
        for bar in tab_bars(self._window):
            for place in range(bar.count()):
                dock = self._docks.get(bar.tabText(place))
                if dock is None:
                    continue
                if bar.tabButton(place, SIDE) is None:
                    button = cross(dock.windowTitle())
                    button.clicked.connect(dock.close)
                    button.clicked.connect(dock.closed)
                    bar.setTabButton(place, SIDE, button)
                line = self._window.fontMetrics().height()
                bar.tabButton(place, SIDE).setFixedSize(line, line)
