"""The dock of a mode: at the left, or below the explanation where there is no room for it."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow

from bpsim.gui.desk.modes import Mode
from bpsim.gui.wiring.dock import Dock
from bpsim.gui.wiring.docks_at_right import DocksAtRight
from bpsim.gui.wiring.table import ROWS

LEFT_WIDTH = 340
"""The default width in pixels, for the default window."""
RIGHT_SHARE = 0.38
"""Docks at one side take no more than this of a small window."""
LEFT_LINES = 20
LEAST_LINES = 32
"""Between docks at both sides the network has at least so many lines' heights of the width.

Where it would have less, the dock of a mode shares the place below the explanation.
"""
WIDE = 1600
"""In a window narrower than that the docks at the right make room for one at the left."""


class DocksOfModes:
    """Shows the dock of the mode that the window is in, and those of no other."""

    def __init__(
        self, window: QMainWindow, by_name: Mapping[str, Dock], right: DocksAtRight
    ) -> None:
        self._window, self._right = window, right
        self._all = list(by_name.values())
        self._shared = by_name["slope"]
        self._docks = {row.mode: by_name[row.name] for row in ROWS if row.mode is not None}
        self._width_before: int | None = None
        """Of the docks at the right before a mode took room; None while watching."""
        self._behind: Dock | None = None
        """What stood in front where the dock of a mode stands now."""

    def are_among(self, docks: Iterable[QDockWidget]) -> bool:
        """True if one of ``docks`` is that of the mode that the window is in."""
        own = self._docks.values()
        return any(not dock.isHidden() and dock in own for dock in docks)

    def show_mode(self, mode: Mode) -> None:
        """Show the dock of ``mode``; the network keeps what room it can."""
        for dock in self._all:
            dock.fit()
        for other, dock in self._docks.items():
            if other is not mode:
                self._put_away(dock)
        own = self._docks.get(mode)
        if own is None:
            self._give_width_back()
        elif own.isHidden():
            self._make_room(own)

    def _make_room(self, dock: Dock) -> None:
        window, right = self._window, self._right.explanation
        line, most = window.fontMetrics().height(), round(RIGHT_SHARE * window.width())
        wanted = min(max(LEFT_WIDTH, LEFT_LINES * line), most)
        if window.width() - wanted - right.minimumWidth() < LEAST_LINES * line:
            self._share_place(dock)
            return
        dock.show()
        if self._width_before is None:
            self._width_before = right.width()
        beside = right.minimumWidth() if window.width() < WIDE else self._width_before
        window.resizeDocks([dock, right], [wanted, beside], Qt.Orientation.Horizontal)

    def _share_place(self, dock: Dock) -> None:
        """In front of what stands below the explanation, and half as high as both together."""
        right, stacked = self._right.explanation, self._right.stacked
        self._behind = right if stacked and right.in_front else self._right.front_below
        dock.set_titled(False)
        self._window.tabifyDockWidget(self._shared, dock)
        self._right.lend_to(dock)
        # It has text to read and fields to fill in: no less than the docks have at first.
        width = max(right.width(), round(RIGHT_SHARE * self._window.width()))
        if not right.isHidden():  # a closed one has no place to be wide in
            self._window.resizeDocks([right], [width], Qt.Orientation.Horizontal)

    def _put_away(self, dock: Dock) -> None:
        if dock.isHidden():
            return
        dock.hide()  # first, or a small window would grow to have room for it at the left
        self._window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
        dock.set_titled(True)
        if self._behind is not None:
            if not self._behind.isHidden():
                self._behind.raise_()
            self._behind = None

    def _give_width_back(self) -> None:
        if self._width_before is not None:
            width, self._width_before = self._width_before, None
            right = self._right.explanation
            self._window.resizeDocks([right], [width], Qt.Orientation.Horizontal)
