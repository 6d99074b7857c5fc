"""Where the panels stand: around the graph, and in docks that share places."""

from collections.abc import Collection

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
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
LEAST_LINES = 32
"""Between docks at both sides the network has at least so many lines' heights of the width.

Where it would have less, the dock of a mode shares the place below the explanation.
"""
MODE_SHARE = 0.5
"""Of the height that such a dock then takes."""
WIDE = 1600
"""In a window narrower than that the docks at the right make room for one at the left."""
GRAPH_LINES = 14
"""While the place below has little to show the network has at least so many lines' heights."""
STACK_LINES = 32
"""In a window that is lower, in lines' heights, the explanation shares a place with what else would
stand below it: each has the whole height, as one of two halves would show next to nothing."""
BELOW_EXPLANATION = frozenset(row.name for row in ROWS if row.beside == "slope" and not row.shown)
VERSION = 9
"""Of the arrangement that is kept between runs."""


class _Middle(QWidget):
    """What stands between the docks; ``resized`` tells of another size, once it has it."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.resized.emit)


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
        self.middle.resized.connect(self.fit_height)
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
        self._behind: Dock | None = None
        """What stood in front where the dock of a mode stands now."""
        self._kept: list[QByteArray] = []
        self._little, self._low = True, False
        self._front_apart: Dock | None = None
        """What was last in front below the explanation."""
        self._lines_low: bool | None = None
        """Whether the window was lower than STACK_LINES when it was last looked at."""
        self._height_below = COST_HEIGHT
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
                panel.little_to_show.connect(self.set_little_below)  # type: ignore[attr-defined]

    def arrange(self) -> None:
        """The default sizes, with the default docks in front."""
        docks, window = self.by_name, self._window
        self._stack(self._is_low())
        if not self.stacked:
            both, heights = [docks["step"], docks["slope"]], [STEP_HEIGHT, SLOPE_HEIGHT]
            window.resizeDocks(both, heights, Qt.Orientation.Vertical)
        right = min(RIGHT_WIDTH, round(RIGHT_SHARE * window.width()))
        window.resizeDocks([docks["step"]], [right], Qt.Orientation.Horizontal)
        window.resizeDocks([docks["cost"]], [COST_HEIGHT], Qt.Orientation.Vertical)
        for row in ROWS:
            if row.in_dock and not row.shown:
                docks[row.name].hide()
            elif row.in_dock and not row.beside and row.mode is None:
                docks[row.name].raise_()
        docks["step"].raise_()
        self.fit()

    # --- the place at the right -------------------------------------------------------------

    @property
    def stacked(self) -> bool:
        """True while the explanation is one of the tabs at the right."""
        return self.by_name["slope"] in self._window.tabifiedDockWidgets(self.by_name["step"])

    def _is_low(self) -> bool:
        return self._window.height() < STACK_LINES * self._window.fontMetrics().height()

    def fit_height(self) -> None:
        """Stack the panels at the right, or put them apart, where the window has become so high.

        As long as it stays so they stand as the user has put them.
        """
        low = self._is_low()
        if low != self._lines_low and not self._kept:
            if low or self._lines_low is not None:
                self._stack(low)
            self._lines_low = low

    def _stack(self, low: bool) -> None:
        """Put the explanation before the panels below it as one more tab, or above them again."""
        self._lines_low = low
        if low == self.stacked:
            return
        step, slope = self.by_name["step"], self.by_name["slope"]
        others = self._below_explanation()
        self._front_apart = self._front_below_explanation() or self._front_apart
        step.set_titled(not low)
        if not low:
            # Beside a dock among tabs Qt would make it one more tab.
            self._window.addDockWidget(DOCK_AREAS[Area.RIGHT], step)
            self._window.splitDockWidget(step, slope, Qt.Orientation.Vertical)
        for dock in others:
            if low or dock is not slope:
                self._window.tabifyDockWidget(step if low else slope, dock)
        if low:
            step.raise_()
        elif self._front_apart is not None:
            self._front_apart.raise_()

    # --- the place below --------------------------------------------------------------------

    def set_little_below(self, little: bool) -> None:
        """The cost has ``little`` to show: while it is in front the network gets its room."""
        self._little = little
        self._fit_below()

    def fit(self) -> None:
        """The window has its size and its text: what it has kept may have been for others."""
        self.fit_height()
        self._low = False
        self._fit_below()

    def _fit_below(self) -> None:
        """Give the place below its height, or take what it does not need."""
        docks = [self.by_name[row.name] for row in ROWS if row.in_dock and row.area is Area.BELOW]
        front = next((dock for dock in docks if dock.in_front), None)
        if front is None or self._kept:
            return
        if self._window.dockWidgetArea(front) is Qt.DockWidgetArea.NoDockWidgetArea:
            return  # an arrangement is being restored, and has not come to this dock yet
        low = self._little and front is self.by_name["cost"]
        if low and not self._low:
            self._height_below = max(front.height(), COST_HEIGHT)
            both = self._graph.height() + front.height()
            spare = both - GRAPH_LINES * self._graph.fontMetrics().height()
            wanted = min(front.needed_height(), max(spare, front.minimumSizeHint().height()))
            self._window.resizeDocks([front], [wanted], Qt.Orientation.Vertical)
        elif not low and (self._low or front.height() < COST_HEIGHT // 2):
            # Without the network's least; Qt counts the tabs in.
            tabs = max((bar.height() for bar in self._bars()), default=0)
            spare = tabs + front.height() + self._graph.height()
            spare -= self._graph.minimumSizeHint().height()
            wanted = min(self._height_below, max(spare, COST_HEIGHT // 2))
            self._window.resizeDocks([front], [wanted], Qt.Orientation.Vertical)
        self._low = low

    # --- a mode -----------------------------------------------------------------------------

    def show_mode(self, mode: Mode) -> None:
        """Show the dock of ``mode`` and those of no other; the network keeps what room it can."""
        for dock in self.by_name.values():
            dock.fit()
        for row in ROWS:
            if row.mode is not None and row.mode is not mode:
                self._put_away(self.by_name[row.name])
        own = next((row.name for row in ROWS if row.mode is mode and row.mode is not None), None)
        if own is None:
            self._give_width_back()
        elif self.by_name[own].isHidden():
            self._make_room(self.by_name[own])

    def _make_room(self, dock: Dock) -> None:
        window, right = self._window, self.by_name["step"]
        line, most = window.fontMetrics().height(), round(RIGHT_SHARE * window.width())
        wanted = min(max(LEFT_WIDTH, LEFT_LINES * line), most)
        if window.width() - wanted - right.minimumWidth() < LEAST_LINES * line:
            self._share_place(dock)
            return
        dock.show()
        widths = {dock: wanted}
        if self._right_width is None:
            self._right_width = right.width()
        widths[right] = right.minimumWidth() if window.width() < WIDE else self._right_width
        window.resizeDocks(list(widths), list(widths.values()), Qt.Orientation.Horizontal)

    def _share_place(self, dock: Dock) -> None:
        """In front of what stands below the explanation, and half as high as both together."""
        self._behind = self._front_below_explanation()
        if self.stacked and self.by_name["step"].in_front:
            self._behind = self.by_name["step"]
        dock.set_titled(False)
        self._window.tabifyDockWidget(self.by_name["slope"], dock)
        dock.bring_up()
        right = self.by_name["step"]
        both = right.height() + (self._behind.height() if self._behind else 0)
        share = round(MODE_SHARE * both)
        if not self.stacked:
            self._window.resizeDocks([right, dock], [both - share, share], Qt.Orientation.Vertical)
        # It has text to read and fields to fill in: no less than the docks have at first.
        self._widen(right, max(right.width(), round(RIGHT_SHARE * self._window.width())))

    def _widen(self, dock: Dock, width: int) -> None:
        if not dock.isHidden():  # a closed one has no place to be wide in
            self._window.resizeDocks([dock], [width], Qt.Orientation.Horizontal)

    def _put_away(self, dock: Dock) -> None:
        if dock.isHidden():
            return
        dock.hide()  # first, or a small window would grow to have room for it at the left
        self._window.addDockWidget(DOCK_AREAS[Area.LEFT], dock)
        dock.set_titled(True)
        if self._behind is not None:
            if not self._behind.isHidden():
                self._behind.raise_()
            self._behind = None

    def _give_width_back(self) -> None:
        if self._right_width is not None:
            right, self._right_width = self._right_width, None
            self._window.resizeDocks([self.by_name["step"]], [right], Qt.Orientation.Horizontal)

    # --- what is kept -----------------------------------------------------------------------

    def state(self) -> QByteArray:
        """How the panels stand; while some have made way for others, how they stood before."""
        return self._kept[0] if self._kept else self._window.saveState(VERSION)

    def restore(self, state: QByteArray) -> bool:
        """Put the panels where they stood; False for what no window of this version has kept."""
        before = [bar for bar in self._bars() if not bar.isHidden()]
        if not self._window.restoreState(state, VERSION):
            return False
        self.by_name["step"].set_titled(not self.stacked)
        self._lines_low = None  # it may have been kept in a window of another height
        for bar in before:  # Qt makes new ones, and would leave these on the screen
            bar.hide()
        return True

    def _bars(self) -> list[QTabBar]:
        """The tabs of docks that share a place."""
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        return self._window.findChildren(QTabBar, options=direct)

    def show_only(self, names: Collection[str]) -> None:
        """Hide every other dock, until :meth:`put_back`."""
        self._kept.append(self._window.saveState(VERSION))
        self._stack(False)
        for name, dock in self.by_name.items():
            dock.setVisible(name in names)

    def put_back(self) -> None:
        """Have the docks where they stood before :meth:`show_only`."""
        if self._kept:
            self.restore(self._kept.pop())
            self._lines_low = self._is_low()

    def toggle(self, name: str) -> None:
        """Bring a dock up, or hide it if it is to be seen already."""
        dock = self.by_name[name]
        if dock.in_front:
            dock.hide()
        else:
            self.bring_up(name)

    def bring_up(self, name: str) -> None:
        """Show a dock and put it in front of those it shares its place with.

        One that is not there from the start would find little room below the explanation: it is
        given half of both.
        """
        dock, above = self.by_name[name], self.by_name["step"]
        before = self._front_below_explanation()
        here = None if before is None else before.geometry()  # it is moved out of the window
        dock.bring_up()
        if name not in BELOW_EXPLANATION or here is None or not above.isVisible() or self.stacked:
            return
        both = above.height() + here.height()
        share = round(MODE_SHARE * both)
        if here.height() < share and here.left() == above.geometry().left():
            heights = [both - share, share]
            self._window.resizeDocks([above, dock], heights, Qt.Orientation.Vertical)

    def covers_mode(self, name: str) -> bool:
        """True if a dock, brought up, would hide that of the mode, whose place it shares."""
        modes = [self.by_name[row.name] for row in ROWS if row.mode is not None]
        beside = self._window.tabifiedDockWidgets(self.by_name[name])
        return any(not dock.isHidden() and dock in beside for dock in modes)

    def _front_below_explanation(self) -> Dock | None:
        """The dock that can be seen below the explanation."""
        return next((each for each in self._below_explanation() if each.in_front), None)

    def _below_explanation(self) -> list[Dock]:
        """The docks whose place is there."""
        return [self.by_name[row.name] for row in ROWS if "slope" in (row.name, row.beside)]
