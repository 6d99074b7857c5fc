"""The docks at the right: the explanation above the others, in a low window a tab before them."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QStyle

from bpsim.gui.program.kept import AtRight
from bpsim.gui.program.soon import Soon
from bpsim.gui.wiring.dock import Dock
from bpsim.gui.wiring.table import ROWS

STEP_HEIGHT, SLOPE_HEIGHT, SLOPE_LINES = 500, 240, 14
"""The default heights in pixels, for the default window; the second at least so many lines'."""
STACK_LINES = 32
"""In a window that is lower, in lines' heights, the explanation shares a place with what else would
stand below it: each has the whole height, as one of two halves would show next to nothing."""
LENT = 0.5
"""Of both heights, what a dock below the explanation has for a while that is not always there."""


class DocksAtRight:
    """Stacks the docks at the right of ``window``, by their names, and puts them apart again."""

    def __init__(self, window: QMainWindow, by_name: Mapping[str, Dock]) -> None:
        self._window = window
        self.explanation, self._first = by_name["step"], by_name["slope"]
        rows = [row for row in ROWS if "slope" in (row.name, row.beside)]
        self._others = [by_name[row.name] for row in rows]
        self._usual = [by_name[row.name] for row in rows if row.shown]
        """Those of them that are there from the start."""
        self.passing = [each for each in self._others if each not in self._usual]
        """The others, which would find little room below the explanation."""
        self._last_front: Dock | None = None
        """What was last in front below the explanation."""
        self._heights = STEP_HEIGHT, SLOPE_HEIGHT
        """Of the explanation and of what stands below it, when they last stood apart."""
        self._lent: tuple[tuple[int, int], int] | None = None
        """Their heights before the explanation lent some of its own, and its height since then."""
        self._was_low: bool | None = None
        """Whether the window was lower than STACK_LINES when it was last looked at."""
        self._gives_back = Soon(window, self._give_back)
        self._shares = Soon(window, lambda: self._share(*self._heights))
        for dock in self._usual:
            dock.visibilityChanged.connect(self._usual_seen)

    @property
    def stacked(self) -> bool:
        """True while the explanation is one of the tabs."""
        return self._first in self._window.tabifiedDockWidgets(self.explanation)

    @property
    def front_below(self) -> Dock | None:
        """The dock that can be seen below the explanation."""
        return next((each for each in self._others if each.in_front), None)

    def lend_to(self, dock: Dock) -> None:
        """Put ``dock`` in front below the explanation, half as high as both.

        Else there would be little room for it. The explanation has its height back with the next
        of the usual docks, unless somebody has moved the border.
        """
        heights = self._still_lent or self._heights_apart()
        dock.bring_up()  # which may change the heights
        share = 0 if heights is None else round(LENT * sum(heights))
        if heights is not None and heights[1] < share:
            self._share(sum(heights) - share, share)
            self.lay_out()
            self._lent = heights, self.explanation.height()

    def _heights_apart(self) -> tuple[int, int] | None:
        """The heights of the explanation and of what can be seen below it, together with its tabs.

        None where one of them cannot be seen or they stand elsewhere.
        """
        front, above = self.front_below, self.explanation.geometry()
        if front is None or not self.explanation.in_front:
            return None
        below = front.geometry()
        if below.left() != above.left() or below.top() <= above.bottom():
            return None
        between = self._window.style().pixelMetric(
            QStyle.PixelMetric.PM_DockWidgetSeparatorExtent, None, self._window
        )
        return above.height(), below.bottom() - above.bottom() - between

    def lay_out(self) -> None:
        """Have every dock in its place now."""
        layout = self._window.layout()
        assert layout is not None  # a main window has its own
        layout.activate()

    @property
    def _still_lent(self) -> tuple[int, int] | None:
        """The heights before some was lent, unless none is or somebody has moved the border."""
        if self._lent is None:
            return None
        heights, since = self._lent
        return heights if since == self.explanation.height() else None

    def _usual_seen(self, visible: bool) -> None:
        if visible and self._lent is not None:
            self._gives_back.start()  # once it has its place

    def _give_back(self) -> None:
        if self.stacked or self.front_below not in self._usual:
            return
        heights, self._lent = self._still_lent, None
        if heights is not None:
            self._share(*heights)

    def fit_height(self) -> None:
        """Stack them, or put them apart, where the window has become so high.

        As long as it stays so they stand as the user has put them.
        """
        low = self._low
        if low != self._was_low:
            if low or self._was_low is not None:
                self.stack(low)
            self._was_low = low

    def arrange(self) -> None:
        """Have them as the height of the window asks for, apart in the default heights."""
        self._lent = None
        self.stack(self._low)
        if not self.stacked:
            line = self._window.fontMetrics().height()
            self._share(STEP_HEIGHT, max(SLOPE_HEIGHT, SLOPE_LINES * line))

    def restored(self, in_this_window: bool) -> None:
        """They have been put elsewhere: as kept from a window of this height, or of any other."""
        self.explanation.set_titled(not self.stacked)
        self._was_low = self._low if in_this_window else None

    def kept(self) -> AtRight | None:
        """What the next start is to know of them; None before they have been looked at."""
        self.lay_out()
        self._give_back()  # with the dock of a mode that has just been put away
        if self._was_low is None:
            return None
        lent = None if self._still_lent is None else self._lent
        return AtRight(self._was_low, self._heights_apart() or self._heights, lent)

    def recall(self, kept: AtRight | None) -> None:
        """They stand as an earlier window had them: in one that was low as tabs, without a wish."""
        if kept is not None:
            self._was_low, self._heights, self._lent = kept.low, kept.apart, kept.lent

    def stack(self, low: bool) -> None:
        """Put the explanation before the panels below it as one more tab, or above them again."""
        self._was_low = low
        if low == self.stacked:
            return
        front = self.front_below
        self._last_front = front or self._last_front
        if low:
            self._heights = self._heights_apart() or self._heights
        self.explanation.set_titled(not low)
        if not low:
            # Beside a dock among tabs Qt would make it one more tab.
            self._window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.explanation)
            self._window.splitDockWidget(self.explanation, self._first, Qt.Orientation.Vertical)
        for dock in self._others:
            if low or dock is not self._first:
                self._window.tabifyDockWidget(self.explanation if low else self._first, dock)
        if low:
            self.explanation.raise_()
            return
        first = next((each for each in self._others if not each.isHidden()), self._first)
        (self._last_front or first).raise_()
        # Once the rest of the window has taken the size of its text.
        self._shares.start()

    def _share(self, above: int, below: int) -> None:
        front = self.front_below or self._first
        if not (self.explanation.isHidden() or front.isHidden()):
            heights = [above, below]
            self._window.resizeDocks([self.explanation, front], heights, Qt.Orientation.Vertical)

    @property
    def _low(self) -> bool:
        return self._window.height() < STACK_LINES * self._window.fontMetrics().height()
