"""The words on the tabs: as large as a row has room for, so that none is behind an arrow."""

from collections.abc import Iterable

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QMainWindow, QTabBar

from bpsim.gui.looks.theme import sized
from bpsim.gui.program.soon import Soon
from bpsim.gui.wiring.dock import Dock
from bpsim.gui.wiring.docks_below import tab_bars

STEP = 0.02


class TabWords:
    """Makes the words of a row smaller if it has room for all then, down to the system's size."""

    def __init__(self, window: QMainWindow, docks: Iterable[Dock]) -> None:
        self._window = window
        fits = Soon(window, self.fit)
        for dock in docks:
            # A tab comes, goes, or is another row's.
            dock.visibilityChanged.connect(lambda _seen: fits.start())

    def fit(self) -> None:
        """Have every row fit the room and the text that there are."""
        for bar in tab_bars(self._window):
            if bar.isVisible():
                font = self._fitting(bar)
                if font != bar.font():
                    bar.setFont(font)

    def _fitting(self, bar: QTabBar) -> QFont:
        usual = self._window.font()
        least = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
        room = bar.width() - (bar.sizeHint().width() - _words(bar, bar.font()))
        scale = 1.0
        while _words(bar, sized(usual, scale)) > room:
            scale -= STEP
            if scale * usual.pointSizeF() < least:
                return usual  # there will be arrows whatever the size
        return sized(usual, scale)


def _words(bar: QTabBar, font: QFont) -> int:
    """How wide the words of all tabs are in ``font``, in pixels."""
    metrics = QFontMetrics(font)
    return sum(metrics.horizontalAdvance(bar.tabText(place)) for place in range(bar.count()))
