"""Where the panels stand: around the graph, and in docks that share places."""

from collections.abc import Collection

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMainWindow, QTabWidget, QToolButton, QVBoxLayout, QWidget

from bpsim.gui.graph.view import GraphView
from bpsim.gui.kit.controls.shrinking import Shrinking
from bpsim.gui.program.soon import Soon
from bpsim.gui.wiring.dock import Dock
from bpsim.gui.wiring.docks_at_right import DocksAtRight
from bpsim.gui.wiring.docks_below import COST_HEIGHT, DocksBelow, tab_bars
from bpsim.gui.wiring.docks_of_modes import RIGHT_SHARE, DocksOfModes
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.gui.wiring.tab_crosses import TabCrosses
from bpsim.gui.wiring.tab_words import TabWords
from bpsim.gui.wiring.table import ROWS, Area, Row

DOCK_AREAS = {
    Area.LEFT: Qt.DockWidgetArea.LeftDockWidgetArea,
    Area.RIGHT: Qt.DockWidgetArea.RightDockWidgetArea,
    Area.BELOW: Qt.DockWidgetArea.BottomDockWidgetArea,
}
RIGHT_WIDTH, RIGHT_LINES = 440, 26
"""The default width in pixels, for the default window, and at least so many lines' heights."""
VERSION = 9
"""Of the arrangement that is kept between runs."""


class _Middle(QWidget):
    """What stands between the docks; ``resized`` tells of another size, once it has it."""

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._tells = Soon(self, self.resized.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tells.start()


class Docks:
    """The places of ``window``: its docks by name, and what stands around the graph."""

    def __init__(self, window: QMainWindow, graph: GraphView) -> None:
        self._window, self._graph = window, graph
        # Nothing glides: what is asked for is there at once, and panels are told their size once.
        window.setDockOptions(QMainWindow.DockOption.AllowTabbedDocks)
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        window.setCorner(Qt.Corner.BottomLeftCorner, DOCK_AREAS[Area.LEFT])
        window.setCorner(Qt.Corner.BottomRightCorner, DOCK_AREAS[Area.RIGHT])
        self.middle = _Middle()
        self.middle.resized.connect(self._fit_height)
        self.middle.setFocusProxy(graph)
        self._column = QVBoxLayout(self.middle)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(graph, 1)
        window.setCentralWidget(self.middle)
        # Qt's own would hide the tool bar, and offer nothing to bring it back.
        window.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.by_name: dict[str, Dock] = {}
        self._kept: list[QByteArray] = []
        self._line = window.fontMetrics().height()
        shared = {row.beside for row in ROWS}
        for row in ROWS:
            if row.in_dock:
                self.by_name[row.name] = dock = Dock(row.title, row.area is not Area.BELOW, window)
                dock.setObjectName(f"{row.name}_dock")
                dock.usual = row.name in shared and not row.beside
                window.addDockWidget(DOCK_AREAS[row.area], dock)
                if row.mode is not None:
                    dock.keep_open()
                    dock.hide()  # or a small window would grow to have room for it
                if row.beside:
                    window.tabifyDockWidget(self.by_name[row.beside], dock)
                if row.beside or row.name in shared:
                    dock.set_titled(False)  # the tab can be dragged as well
        self.right = DocksAtRight(window, self.by_name)
        self.below = DocksBelow(window, graph, self.by_name)
        self.modes = DocksOfModes(window, self.by_name, self.right)
        self._crosses = TabCrosses(window, self.by_name)
        self._tab_words = TabWords(window, self.by_name.values())
        self.middle.resized.connect(self._tab_words.fit)

    def fill(self, row: Row, wiring: PanelWiring[QWidget]) -> None:
        """Put the panel of ``row`` into its place."""
        panel = wiring.panel
        if not row.in_dock:
            panel.setWindowTitle(row.title)  # for the help; that of a dock is the dock's
        if row.area is Area.OVER_GRAPH:
            panel.float_over(self._graph, self._graph.free_along_bottom)  # type: ignore[attr-defined]
            self._graph.laid_out.connect(panel.stay_free)  # type: ignore[attr-defined]
        elif row.area is Area.UNDER_GRAPH:
            self._column.addWidget(panel)
        else:
            dock = self.by_name[row.name]
            frame = None if row.scrolls else Shrinking(panel)
            dock.set_content(frame or panel)
            wiring.dock = dock
            dock.visibilityChanged.connect(wiring.appeared)
            if row.area is Area.BELOW:
                dock.visibilityChanged.connect(self._fit_below)
            if row.name == "cost" and frame is not None:
                frame.room_changed.connect(panel.fit_height)  # type: ignore[attr-defined]
                panel.little_to_show.connect(self._set_little_below)  # type: ignore[attr-defined]

    def arrange(self) -> None:
        """The default sizes, with the default docks in front."""
        docks, window = self.by_name, self._window
        self.right.arrange()
        self._line = window.fontMetrics().height()
        across = Qt.Orientation.Horizontal
        window.resizeDocks([docks["step"]], [self._right_width(self._line)], across)
        window.resizeDocks([docks["cost"]], [COST_HEIGHT], Qt.Orientation.Vertical)
        for row in ROWS:
            if row.in_dock and not row.shown:
                docks[row.name].hide()
            elif row.in_dock and not row.beside and row.mode is None:
                docks[row.name].raise_()
        docks["step"].raise_()
        self.fit()

    def _right_width(self, line: int) -> int:
        """Of the docks at the right by default, with lines of text of that height."""
        return min(max(RIGHT_WIDTH, RIGHT_LINES * line), round(RIGHT_SHARE * self._window.width()))

    def _fit_text(self) -> None:
        """Have the docks at the right as large as other text asks for, if nobody has moved them."""
        line, step = self._window.fontMetrics().height(), self.by_name["step"]
        if line != self._line and step.width() == self._right_width(self._line):
            across = Qt.Orientation.Horizontal
            self._window.resizeDocks([step], [self._right_width(line)], across)
            self.right.arrange()
        self._line = line

    def fit(self) -> None:
        """The window has its size and its text: what it has kept may have been for others."""
        if not self._kept:
            self._fit_text()
        self._crosses.fit()
        self._tab_words.fit()
        self.right.lay_out()  # how high a dock below has to be depends on its width
        self._column.activate()  # what was hidden just now has given its room to the graph
        self._fit_height()
        self.below.forget()
        self._fit_below()

    def _fit_height(self) -> None:
        if not self._kept:
            self.right.fit_height()

    def _fit_below(self) -> None:
        if not self._kept:
            self.below.fit()

    def _set_little_below(self, little: bool) -> None:
        self.below.little = little
        self._fit_below()

    def order_for_tab(self) -> None:
        """Have Tab come to each row of tabs before the panel that is in front there.

        Qt makes these rows when it needs them, at the end of its order, and lets Tab stop at their
        arrows as well, which do what the arrow keys do.
        """
        in_front = {dock.windowTitle(): dock for dock in self.by_name.values() if dock.in_front}
        for bar in tab_bars(self._window):
            dock = in_front.get(bar.tabText(bar.currentIndex()))
            if dock is not None:
                dock.follow(bar)
            for arrow in bar.findChildren(QToolButton):
                arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    # --- what is kept -----------------------------------------------------------------------

    def state(self) -> QByteArray:
        """How the panels stand; while some have made way for others, how they stood before."""
        return self._kept[0] if self._kept else self._window.saveState(VERSION)

    def restore(self, state: QByteArray, from_here: bool = False) -> bool:
        """Put the panels where they stood; False for what no window of this version has kept.

        ``from_here`` says that it was kept from this window and not from one of another height.
        """
        before = [bar for bar in tab_bars(self._window) if not bar.isHidden()]
        if not self._window.restoreState(state, VERSION):
            return False
        self.right.restored(from_here)
        for bar in before:  # Qt makes new ones, and would leave these on the screen
            bar.hide()
        return True

    def show_only(self, names: Collection[str]) -> None:
        """Hide every other dock, until :meth:`put_back`."""
        self._kept.append(self._window.saveState(VERSION))
        self.right.stack(False)
        for name, dock in self.by_name.items():
            dock.setVisible(name in names)

    def put_back(self) -> None:
        """Have the docks where they stood before :meth:`show_only`."""
        if self._kept:
            self.restore(self._kept.pop(), from_here=True)

    def toggle(self, name: str) -> None:
        """Bring a dock up, or hide it if it is to be seen already."""
        dock = self.by_name[name]
        if dock.in_front:
            dock.hide()
        else:
            self.bring_up(name)

    def bring_up(self, name: str) -> None:
        """Show a dock and put it in front of those it shares its place with."""
        dock = self.by_name[name]
        if dock in self.right.passing:
            self.right.lend_to(dock)
        else:
            dock.bring_up()

    def covers_mode(self, name: str) -> bool:
        """True if a dock, brought up, would hide that of the mode, whose place it shares."""
        return self.modes.are_among(self._window.tabifiedDockWidgets(self.by_name[name]))
