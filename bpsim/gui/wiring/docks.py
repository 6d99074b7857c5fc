"""The docks around the graph: which there are, where they stand, and which share a place."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QMainWindow,
    QTabBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from bpsim.gui.kit.controls.shrinking import Shrinking

CLOSABLE = QDockWidget.DockWidgetFeature.DockWidgetClosable
MOVABLE = QDockWidget.DockWidgetFeature.DockWidgetMovable
"""A dock that floats would be one more window to lose, and comes back dead from a saved layout."""
RIGHT, BELOW = Qt.DockWidgetArea.RightDockWidgetArea, Qt.DockWidgetArea.BottomDockWidgetArea


@dataclass(frozen=True, slots=True)
class Place:
    """One dock: its ``title``, where it stands, and the dock it shares a place with, as a tab.

    ``key`` brings it to the front with the focus in it.
    ``scrolls`` says that its panel scrolls by itself where there is little room.
    """

    title: str
    key: str
    area: Qt.DockWidgetArea
    beside: str = ""
    scrolls: bool = False


PLACES: dict[str, Place] = {
    "step": Place("Step", "Alt+1", RIGHT, scrolls=True),
    "delta": Place("δ of a unit", "Alt+2", RIGHT, scrolls=True),
    "slope": Place("δ as a slope", "Alt+3", RIGHT, "delta"),
    "curve": Place("Curve", "Alt+4", RIGHT, "delta"),
    "weight": Place("Weight", "Alt+5", RIGHT, "delta"),
    "map": Place("Map", "Alt+6", RIGHT, "delta"),
    "cost": Place("Cost", "Alt+7", BELOW),
    "matrices": Place("Matrices", "Alt+8", BELOW, "cost"),
    "examples": Place("Examples", "Alt+9", BELOW, "cost"),
    "breakpoints": Place("Breakpoints", "Alt+0", BELOW, "cost"),
    "runs": Place("Runs", "Alt+-", BELOW, "cost"),
}
"""By name, which is also the name under which the layout is remembered."""
IN_FRONT = ("step", "delta", "cost")
RIGHT_WIDTH, STEP_HEIGHT, DELTA_HEIGHT, COST_HEIGHT = 440, 400, 340, 200
"""The default sizes in pixels, for the default window."""
RIGHT_SHARE = 0.38
"""The docks at the right take no more than this of a small window."""
RIGHT_LINES, RIGHT_MOST = 21, 330
"""Docks at the right are at least so many lines' heights wide, but need no more pixels than that.

Otherwise a window that is made narrow for a while leaves nothing but a sliver of them behind.
"""


class _Dock(QDockWidget):
    """A dock that keeps a sensible width at the right."""

    def __init__(self, place: Place, window: QMainWindow) -> None:
        super().__init__(place.title, window)
        self._right = place.area is RIGHT
        self._fit()

    def _fit(self) -> None:
        if self._right:
            self.setMinimumWidth(min(RIGHT_LINES * self.fontMetrics().height(), RIGHT_MOST))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_right"):
            self._fit()


class Docks:
    """The docks of ``window`` by name; a panel that is made later gets its place right away."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        window.setCorner(Qt.Corner.BottomRightCorner, RIGHT)
        self.by_name: dict[str, QDockWidget] = {}
        self._contents: dict[str, QWidget] = {}
        for name, place in PLACES.items():
            dock = _Dock(place, window)
            dock.setObjectName(f"{name}_dock")
            dock.setFeatures(CLOSABLE | MOVABLE)
            dock.setWidget(QWidget())
            dock.visibilityChanged.connect(partial(self._show_content, name))
            window.addDockWidget(place.area, dock)
            if place.beside:
                window.tabifyDockWidget(self.by_name[place.beside], dock)
            if name != "step":  # the tab is title enough, and can be dragged as well
                dock.setTitleBarWidget(QWidget())
            self.by_name[name] = dock

    def fill(self, name: str, panel: QWidget) -> None:
        """Put a panel into its dock."""
        content = panel if PLACES[name].scrolls else Shrinking(panel)
        policy = content.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # or the window would change with each tab
        content.setSizePolicy(policy)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(content)
        dock = self.by_name[name]
        empty = dock.widget()
        dock.setWidget(holder)
        if empty is not None:
            empty.deleteLater()
        self._contents[name] = content
        self._show_content(name, self.in_front(name) or not dock.isVisible())

    def _show_content(self, name: str, visible: bool) -> None:
        """Keep what stands behind a tab away from the Tab key and from screen readers."""
        if name in self._contents:
            self._contents[name].setVisible(visible)

    def arrange(self) -> None:
        """The default sizes, with the default docks in front."""
        docks, window = self.by_name, self._window
        window.resizeDocks(
            [docks["step"], docks["delta"]], [STEP_HEIGHT, DELTA_HEIGHT], Qt.Orientation.Vertical
        )
        right = min(RIGHT_WIDTH, round(RIGHT_SHARE * window.width()))
        window.resizeDocks([docks["step"]], [right], Qt.Orientation.Horizontal)
        window.resizeDocks([docks["cost"]], [COST_HEIGHT], Qt.Orientation.Vertical)
        for name in IN_FRONT:
            docks[name].raise_()
        self.write_tabs_out()

    def write_tabs_out(self) -> None:
        """Let tabs scroll rather than shorten their words."""
        for bar in self._window.findChildren(QTabBar):
            bar.setElideMode(Qt.TextElideMode.ElideNone)
            bar.setUsesScrollButtons(True)

    def toggle(self, name: str) -> None:
        """Bring a dock up, or hide it if it is to be seen already."""
        if self.in_front(name):
            self.by_name[name].hide()
        else:
            self.bring_up(name)

    def in_front(self, name: str) -> bool:
        """True if the dock can be seen.

        Qt calls one behind another tab visible too, but has moved it out of the window.
        """
        dock = self.by_name[name]
        return dock.isVisible() and dock.geometry().right() > 0

    def bring_up(self, name: str) -> None:
        """Show a dock and put it in front of those it shares its place with."""
        self.by_name[name].show()
        self.by_name[name].raise_()

    def go_to(self, name: str) -> None:
        """Bring a dock up with the focus in it."""
        self.bring_up(name)
        self._enter(self.by_name[name])

    def go_round(self, by: int) -> None:
        """Give the focus to the next place that can be seen: the middle or a dock in front."""
        focus, middle = QApplication.focusWidget(), self._window.centralWidget()
        names = [name for name in self.by_name if self.in_front(name)]
        here = next(
            (n for n, name in enumerate(names, 1) if self.by_name[name].isAncestorOf(focus)), 0
        ) if focus is not None else 0  # fmt: skip
        place = (here + by) % (len(names) + 1)
        if place:
            self._enter(self.by_name[names[place - 1]])
        elif middle is not None:
            middle.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _enter(self, dock: QDockWidget) -> None:
        """Give the focus to the first part of a dock that takes keys, or to the dock."""
        for part in _parts(dock):
            if part.isVisible() and part.isEnabled() and _takes_tab(part):
                part.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return
        dock.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        dock.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _parts(dock: QWidget) -> Iterator[QWidget]:
    """What stands in ``dock``, in the order of the Tab key."""
    part = dock.nextInFocusChain()
    while part is not None and part is not dock:
        if dock.isAncestorOf(part):
            yield part
        part = part.nextInFocusChain()


def _takes_tab(widget: QWidget) -> bool:
    tab = Qt.FocusPolicy.TabFocus
    return widget.focusPolicy() & tab == tab
