"""The docks around the graph: which there are, where they stand, and which share a place."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget, QWidget

RIGHT, BELOW = Qt.DockWidgetArea.RightDockWidgetArea, Qt.DockWidgetArea.BottomDockWidgetArea


@dataclass(frozen=True, slots=True)
class Place:
    """One dock: its ``title``, where it stands, and the dock it shares a place with, as a tab."""

    title: str
    area: Qt.DockWidgetArea
    beside: str = ""


PLACES: dict[str, Place] = {
    "step": Place("Step", RIGHT),
    "delta": Place("δ of a unit", RIGHT),
    "slope": Place("δ as a slope", RIGHT, "delta"),
    "curve": Place("Curve", RIGHT, "delta"),
    "map": Place("Map", RIGHT, "delta"),
    "cost": Place("Cost", BELOW),
    "matrices": Place("Matrices", BELOW, "cost"),
    "examples": Place("Examples", BELOW, "cost"),
    "breakpoints": Place("Breakpoints", BELOW, "cost"),
    "runs": Place("Runs", BELOW, "cost"),
}
"""By name, which is also the name under which the layout is remembered."""
IN_FRONT = ("step", "delta", "cost")
RIGHT_WIDTH, STEP_HEIGHT, DELTA_HEIGHT, COST_HEIGHT = 440, 400, 340, 200
"""The default sizes in pixels, for the default window."""


class Docks:
    """The docks of ``window`` by name; a panel that is made later gets its place right away."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        window.setCorner(Qt.Corner.BottomRightCorner, RIGHT)
        self.by_name: dict[str, QDockWidget] = {}
        for name, place in PLACES.items():
            dock = QDockWidget(place.title, window)
            dock.setObjectName(f"{name}_dock")
            dock.setWidget(QWidget())
            window.addDockWidget(place.area, dock)
            if place.beside:
                window.tabifyDockWidget(self.by_name[place.beside], dock)
            if name != "step":  # the tab is title enough, and can be dragged as well
                dock.setTitleBarWidget(QWidget())
            self.by_name[name] = dock

    def fill(self, name: str, panel: QWidget) -> None:
        """Put a panel into its dock."""
        dock = self.by_name[name]
        empty = dock.widget()
        dock.setWidget(panel)
        if empty is not None:
            empty.deleteLater()

    def arrange(self) -> None:
        """The default sizes, with the default docks in front."""
        docks, window = self.by_name, self._window
        window.resizeDocks(
            [docks["step"], docks["delta"]], [STEP_HEIGHT, DELTA_HEIGHT], Qt.Orientation.Vertical
        )
        window.resizeDocks([docks["step"]], [RIGHT_WIDTH], Qt.Orientation.Horizontal)
        window.resizeDocks([docks["cost"]], [COST_HEIGHT], Qt.Orientation.Vertical)
        for name in IN_FRONT:
            docks[name].raise_()

    def toggle(self, name: str) -> None:
        """Bring a dock up, or hide it if it is to be seen already."""
        dock = self.by_name[name]
        if dock.isHidden() or dock.visibleRegion().isEmpty():
            self.bring_up(name)
        else:
            dock.hide()

    def bring_up(self, name: str) -> None:
        """Show a dock and put it in front of those it shares its place with."""
        self.by_name[name].show()
        self.by_name[name].raise_()
