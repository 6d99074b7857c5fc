"""Where the panels stand: around the graph, and in docks that share places."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QTabBar, QTabWidget, QVBoxLayout, QWidget

from bpsim.gui.desk.modes import Mode
from bpsim.gui.graph.view import GraphView
from bpsim.gui.kit.controls.shrinking import Shrinking
from bpsim.gui.wiring.dock import Dock
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.gui.wiring.table import ROWS, Area, Row

DOCK_AREAS = {
    Area.LEFT: Qt.DockWidgetArea.LeftDockWidgetArea,
    Area.RIGHT: Qt.DockWidgetArea.RightDockWidgetArea,
    Area.BELOW: Qt.DockWidgetArea.BottomDockWidgetArea,
}
LEFT_WIDTH, RIGHT_WIDTH, STEP_HEIGHT, SLOPE_HEIGHT, COST_HEIGHT = 340, 440, 500, 240, 200
"""The default sizes in pixels, for the default window."""
RIGHT_SHARE = 0.38
"""The docks at the right take no more than this of a small window."""
LEFT_LINES = 20
WIDE = 1600
"""In a window narrower than that the docks at the right make room for one at the left."""
GIVES_AWAY = "Not shown while values are blank: it would give them away."


class Docks:
    """The places of ``window``: its docks by name, and what stands around the graph."""

    def __init__(self, window: QMainWindow, graph: GraphView) -> None:
        self._window, self._graph = window, graph
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        window.setCorner(Qt.Corner.BottomLeftCorner, DOCK_AREAS[Area.LEFT])
        window.setCorner(Qt.Corner.BottomRightCorner, DOCK_AREAS[Area.RIGHT])
        self.middle = QWidget()
        self.middle.setFocusProxy(graph)
        self._column = QVBoxLayout(self.middle)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(graph, 1)
        window.setCentralWidget(self.middle)
        # Qt's own would hide the tool bar, and offer nothing to bring it back.
        window.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.by_name: dict[str, Dock] = {}
        self._right_width: int | None = None
        """Of the docks at the right before a mode took room; None while watching."""
        shared = {row.beside for row in ROWS}
        for row in ROWS:
            if row.in_dock:
                self.by_name[row.name] = dock = Dock(row.title, row.area is not Area.BELOW, window)
                dock.setObjectName(f"{row.name}_dock")
                window.addDockWidget(DOCK_AREAS[row.area], dock)
                if row.mode is not None:
                    dock.keep_open()
                    dock.hide()  # or a small window would grow to have room for it
                if row.beside:
                    window.tabifyDockWidget(self.by_name[row.beside], dock)
                if row.beside or row.name in shared:
                    # The tab is title enough, and can be dragged as well.
                    dock.setTitleBarWidget(QWidget())

    def fill(self, row: Row, wiring: PanelWiring[QWidget]) -> None:
        """Put the panel of ``row`` into its place."""
        panel = wiring.panel
        if row.area is Area.OVER_GRAPH:
            panel.float_over(self._graph)  # type: ignore[attr-defined]
        elif row.area is Area.UNDER_GRAPH:
            self._column.addWidget(panel)
        else:
            dock = self.by_name[row.name]
            dock.set_content(panel if row.scrolls else Shrinking(panel))
            wiring.dock = dock
            dock.visibilityChanged.connect(wiring.appeared)

    def arrange(self) -> None:
        """The default sizes, with the default docks in front."""
        docks, window = self.by_name, self._window
        window.resizeDocks(
            [docks["step"], docks["slope"]], [STEP_HEIGHT, SLOPE_HEIGHT], Qt.Orientation.Vertical
        )
        right = min(RIGHT_WIDTH, round(RIGHT_SHARE * window.width()))
        window.resizeDocks([docks["step"]], [right], Qt.Orientation.Horizontal)
        window.resizeDocks([docks["cost"]], [COST_HEIGHT], Qt.Orientation.Vertical)
        for row in ROWS:
            if row.in_dock and not row.shown:
                docks[row.name].hide()
            elif row.in_dock and not row.beside and row.mode is None:
                docks[row.name].raise_()
        self.write_tabs_out()

    def show_mode(self, mode: Mode) -> None:
        """Show the dock of ``mode`` and those of no other; the network keeps what room it can."""
        own = [row.name for row in ROWS if row.mode is mode and mode is not Mode.WATCH]
        for dock in self.by_name.values():
            dock.fit()
        for row in ROWS:
            if row.mode is not None:
                self.by_name[row.name].setVisible(row.name in own)
        right = self.by_name["step"]
        if own and self._right_width is None:
            self._right_width = right.width()
        wanted = max(LEFT_WIDTH, LEFT_LINES * self._window.fontMetrics().height())
        most = round(RIGHT_SHARE * self._window.width())
        widths = {name: min(wanted, most) for name in own}
        if self._right_width is not None:
            narrow = own and self._window.width() < WIDE
            widths["step"] = right.minimumWidth() if narrow else self._right_width
            self._right_width = self._right_width if own else None
        docks = [self.by_name[name] for name in widths]
        self._window.resizeDocks(docks, list(widths.values()), Qt.Orientation.Horizontal)

    def cover(self, on: bool) -> None:
        """Cover what would give blank values away, or show it again."""
        for row in ROWS:
            if row.gives_away:
                self.by_name[row.name].cover(GIVES_AWAY if on else "")

    def write_tabs_out(self) -> None:
        """Let tabs scroll rather than shorten their words."""
        for bar in self._window.findChildren(QTabBar):
            bar.setElideMode(Qt.TextElideMode.ElideNone)
            bar.setUsesScrollButtons(True)

    def toggle(self, name: str) -> None:
        """Bring a dock up, or hide it if it is to be seen already."""
        dock = self.by_name[name]
        if dock.in_front:
            dock.hide()
        else:
            dock.bring_up()

    def bring_up(self, name: str) -> None:
        """Show a dock and put it in front of those it shares its place with."""
        self.by_name[name].bring_up()
