"""A row of widgets that goes on in the next line where the window is too narrow for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from bpsim.gui.kit.controls.room import height_by_width

NOTHING: Mapping[QWidget | None, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Line:
    """The items of one line, how wide each is, and how high the line is."""

    items: tuple[QLayoutItem, ...]
    widths: tuple[int, ...]
    height: int


class FlowLayout(QLayout):
    """Lines of widgets, each widget at its own size; what is left over goes to those that stretch.

    A widget that stretches is content with its minimum width, or with the whole line where that is
    less, and takes what its line has to spare: first what its size hint asks for, then up to its
    maximum width. The height depends on the width, so whoever holds this layout must ask.
    """

    def __init__(self, parent: QWidget | None = None, gap: int = 8, line_gap: int = 4) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._stretching: set[QWidget] = set()
        self._known: dict[int, list[_Line]] = {}
        """The lines by width: Qt asks for the same ones several times over while it lays out."""
        self._gap = gap
        self._line_gap = line_gap
        self.setContentsMargins(0, 0, 0, 0)

    def add(self, widget: QWidget, stretch: bool = False) -> None:
        """Put ``widget`` at the end."""
        if stretch:
            self._stretching.add(widget)
        self.addWidget(widget)

    def set_gaps(self, gap: int, line_gap: int) -> None:
        """The space between neighbours and between lines, in pixels."""
        self._gap, self._line_gap = gap, line_gap
        self.invalidate()

    def setSpacing(self, gap: int) -> None:
        """The same space between neighbours and between lines, in pixels."""
        self.set_gaps(gap, gap)

    def lines(self, width: int, instead: Mapping[QWidget | None, int]) -> int:
        """How many lines there are at ``width``, were some widgets as wide as ``instead`` says."""
        margins = self.contentsMargins()
        return len(self._broken(width - margins.left() - margins.right(), instead))

    def widest(self) -> int:
        """The width in which no widget has to be narrower than it asks for."""
        margins = self.contentsMargins()
        wishes = [self._wish(item) for item in self._shown()]
        return max(wishes, default=0) + margins.left() + margins.right()

    # --- what QLayout asks for -------------------------------------------------------------------

    def invalidate(self) -> None:
        self._known.clear()
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        inner = width - margins.left() - margins.right()
        lines = self._lines(inner)
        gaps = self._line_gap * max(0, len(lines) - 1)
        return sum(line.height for line in lines) + gaps + margins.top() + margins.bottom()

    def whole_lines(self, width: int, room: int) -> int:
        """The height of as many whole lines as ``room`` has place for; of one at least."""
        margins, high = self.contentsMargins(), 0
        for line in self._lines(width - margins.left() - margins.right()):
            more = high + line.height + (self._line_gap if high else 0)
            if high and more + margins.top() + margins.bottom() > room:
                break
            high = more
        return high + margins.top() + margins.bottom()

    def minimumSize(self) -> QSize:
        size = QSize(0, 0)
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size.grownBy(margins)

    def sizeHint(self) -> QSize:
        widths = [self._wish(item) for item in self._shown()]
        margins = self.contentsMargins()
        width = sum(widths) + self._gap * max(0, len(widths) - 1)
        width += margins.left() + margins.right()
        return QSize(width, self.heightForWidth(width))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        inner = rect.marginsRemoved(self.contentsMargins())
        y = inner.top()
        for line in self._lines(inner.width()):
            x = inner.left()
            for item, width in zip(line.items, line.widths, strict=True):
                height = min(self._height(item, width), line.height)
                item.setGeometry(QRect(x, y + (line.height - height) // 2, width, height))
                x += width + self._gap
            y += line.height + self._line_gap

    # --- the arithmetic --------------------------------------------------------------------------

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _stretches(self, item: QLayoutItem) -> bool:
        return item.widget() in self._stretching

    def _wish(self, item: QLayoutItem) -> int:
        return (item.minimumSize() if self._stretches(item) else item.sizeHint()).width()

    @staticmethod
    def _height(item: QLayoutItem, width: int) -> int:
        if item.hasHeightForWidth():
            return item.heightForWidth(width)
        return item.sizeHint().height()

    def _lines(self, width: int) -> list[_Line]:
        if width not in self._known:
            self._known[width] = self._broken(width)
        return self._known[width]

    def _broken(self, width: int, instead: Mapping[QWidget | None, int] = NOTHING) -> list[_Line]:
        lines: list[_Line] = []
        items: list[QLayoutItem] = []
        widths: list[int] = []
        for item in self._shown():
            least = 0 if self._stretches(item) else item.minimumSize().width()
            wish = min(instead.get(item.widget(), self._wish(item)), max(width, least))
            if items and sum(widths) + self._gap * len(widths) + wish > width:
                lines.append(self._line(items, widths, width))
                items, widths = [], []
            items.append(item)
            widths.append(wish)
        if items:
            lines.append(self._line(items, widths, width))
        return lines

    def _line(self, items: list[QLayoutItem], widths: list[int], width: int) -> _Line:
        shared = self._shared(items, widths, width)
        return _Line(tuple(items), tuple(shared), max(map(self._height, items, shared)))

    def _shared(self, items: list[QLayoutItem], wishes: list[int], width: int) -> list[int]:
        """The widths once the items that stretch have got what they ask for, then what is left."""
        widths = list(wishes)
        spare = max(0, width - sum(widths) - self._gap * (len(widths) - 1))
        growing = [n for n, item in enumerate(items) if self._stretches(item)]
        for n in growing:
            more = min(spare, max(0, items[n].sizeHint().width() - widths[n]))
            widths[n] += more
            spare -= more
        while spare > 0 and growing:
            each = max(1, spare // len(growing))
            for n in list(growing):
                most = items[n].maximumSize().width()
                grown = min(most, widths[n] + min(each, spare))
                spare -= grown - widths[n]
                if grown == widths[n] or grown == most:
                    growing.remove(n)
                widths[n] = grown
        return widths


class FlowBar(QWidget):
    """Widgets beside each other over as many lines as they need; ``stretch`` takes the rest."""

    def __init__(self, *widgets: QWidget, stretch: QWidget | None = None) -> None:
        super().__init__()
        self.setSizePolicy(height_by_width())
        flow = FlowLayout(self)
        for widget in widgets:
            flow.add(widget, stretch=widget is stretch)
