"""Items of a list that have a title and, below it, a line on what it is about."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from bpsim.gui.kit.controls.room import draw_wrapped, wrapped_size

MARGIN = 0.35
"""Around an item, in letter heights."""
LINE_SEPARATOR = "\u2028"
"""What Qt makes of the end of a line in the text of an item."""


class TitledItems(QStyledItemDelegate):
    """Paints the first line of each item bold, what follows in the usual type below it."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        view.setItemDelegate(self)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setWordWrap(True)  # else Qt keeps their heights when only the width changes
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As wide as the view, and as high as both texts are then."""
        self.initStyleOption(option, index)
        margin = self._margin(option.font)
        width = self._view.viewport().width() - 2 * margin
        heights = [
            wrapped_size(QFontMetrics(font), width, text).height() for font, text in _parts(option)
        ]
        return QSize(width + 2 * margin, sum(heights) + 2 * margin)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The ground and the mark of the focus as the style has them, then the texts."""
        self.initStyleOption(option, index)
        parts, margin = _parts(option), self._margin(option.font)
        option.text = ""
        style = self._view.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, self._view)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        painter.save()
        painter.setPen(option.palette.color(role))
        place = option.rect.adjusted(margin, margin, -margin, -margin)
        for font, text in parts:
            painter.setFont(font)
            draw_wrapped(painter, place, text)
            used = wrapped_size(QFontMetrics(font), place.width(), text).height()
            place.setTop(place.top() + used)
        painter.restore()

    def _margin(self, font: QFont) -> int:
        return round(MARGIN * QFontMetrics(font).height())


def _parts(option: QStyleOptionViewItem) -> list[tuple[QFont, str]]:
    title, _, more = option.text.partition(LINE_SEPARATOR)
    bold = QFont(option.font)
    bold.setBold(True)
    return [(bold, title), *([(option.font, more)] if more else [])]
