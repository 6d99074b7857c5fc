"""A few choices side by side, one of them taken, or folded into a list that opens."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from bpsim.base.words import named
from bpsim.gui.kit.controls.combo_box import ComboBox
from bpsim.gui.kit.controls.painting import RADIUS, control_height, fill_rounded, focus_ring, mixed
from bpsim.gui.kit.controls.tab_order import follow_layout
from bpsim.gui.kit.controls.told_aloud import ReadAloud, ToldAloud
from bpsim.gui.looks import icons
from bpsim.gui.looks.theme import theme_in_use
from bpsim.gui.program.tips import tip

LOW = 8
"""How much higher than its text a low one is, in pixels."""


class _Segment(ReadAloud, QRadioButton):
    """One of the choices of a :class:`Segmented`; Qt takes care of arrow keys and tab order."""

    def __init__(self, text: str, parent: "Segmented") -> None:
        super().__init__(text, parent)
        self._owner = parent
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + round(metrics.height() * 0.9)
        high = metrics.height() + LOW if self._owner.low else control_height(metrics)
        return QSize(max(width, high), high)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        theme, rect = theme_in_use(), QRectF(self.rect())
        inner = rect.adjusted(2, 2, -2, -2)
        if self.isChecked():
            painter.setPen(QPen(theme.colour("accent"), 1.0))
            painter.setBrush(theme.colour("surface"))
            painter.drawRoundedRect(inner.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS - 1, RADIUS - 1)
        elif self.underMouse() and self.isEnabled():
            hovered = mixed(theme.colour("text"), theme.colour("raised"), 0.10)
            fill_rounded(painter, inner, RADIUS - 1, hovered)
        if not self.isEnabled():
            painter.setOpacity(icons.DISABLED_OPACITY)
        painter.setPen(theme.colour("accent" if self.isChecked() else "text"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.setOpacity(1.0)
        if self.hasFocus():
            focus_ring(painter, rect)


class Segmented(ToldAloud, QWidget):
    """A few choices side by side, one of them taken.

    Tab reaches the one taken, arrow keys go on from there. ``chosen`` carries the place (from 0)
    that the user picked; :meth:`set_current` does not emit it. A ``low`` one is no higher than the
    words of a menu bar. Where there is little room :meth:`fold` makes it as narrow as its longest
    choice.
    """

    chosen = Signal(int)

    def __init__(
        self,
        texts: Sequence[str],
        name: str,
        tips: Sequence[str] = (),
        parent: QWidget | None = None,
        low: bool = False,
    ) -> None:
        super().__init__(parent)
        self.low = low
        self.setAccessibleName(name)
        self._name = name
        self._list: ComboBox | None = None
        """Stands in for the choices side by side; none before they are folded."""
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_texts(texts, tips)

    def set_texts(self, texts: Sequence[str], tips: Sequence[str] = ()) -> None:
        """Offer these choices, with none taken."""
        row = self.layout()
        assert row is not None
        for old in self._group.buttons():
            self._group.removeButton(old)
            row.removeWidget(old)
            old.hide()
            old.deleteLater()
        for place, text in enumerate(texts):
            segment = _Segment(text, self)
            segment.setToolTip(tip(tips[place] if tips else ""))
            # A screen reader says the tip after the name.
            segment.setAccessibleName(named(self._name, text))
            self._group.addButton(segment, place)
            row.addWidget(segment)
        if self._list is not None:
            self._fill_list()
        follow_layout(self)
        self._set_tab_stop()
        self.updateGeometry()

    def texts(self) -> list[str]:
        """The choices on offer."""
        return [button.text() for button in self._group.buttons()]

    @property
    def folded(self) -> bool:
        """True while the choices are a list that opens."""
        return self._list is not None and not self._list.isHidden()

    def fold(self, on: bool) -> None:
        """Offer the choices in a list that opens, or side by side again."""
        if on == self.folded:
            return
        box, focus = self._the_list, QApplication.focusWidget()
        focused = focus is not None and self.isAncestorOf(focus)
        for segment in self._group.buttons():
            segment.setVisible(not on)
        box.setVisible(on)
        self.updateGeometry()
        if focused:
            self.take_keys()

    def spread_width(self) -> int:
        """How wide the choices are side by side, in pixels."""
        return sum(segment.sizeHint().width() for segment in self._group.buttons())

    def folded_width(self) -> int:
        """How wide the list is, in pixels."""
        return self._the_list.sizeHint().width()

    @property
    def _the_list(self) -> ComboBox:
        if self._list is None:
            self._list = ComboBox(self)
            self._list.hide()
            self._list.setAccessibleName(self._name)
            self._list.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self._list.activated.connect(self._picked)
            row = self.layout()
            assert row is not None
            row.addWidget(self._list)
            self._fill_list()
            follow_layout(self)
        return self._list

    def _fill_list(self) -> None:
        assert self._list is not None
        self._list.clear()
        for place, button in enumerate(self._group.buttons()):
            self._list.addItem(button.text())
            self._list.setItemData(place, button.toolTip(), Qt.ItemDataRole.ToolTipRole)
            button.setVisible(self._list.isHidden())
        self._list.setCurrentIndex(self._group.checkedId())

    def _picked(self, place: int) -> None:
        if place != self.current():
            self.set_current(place)
            self.chosen.emit(place)

    def current(self) -> int | None:
        """The place taken, from 0, or None."""
        place = self._group.checkedId()
        return place if place >= 0 else None

    def set_current(self, place: int | None) -> None:
        """Take the choice at ``place``, or none."""
        if place == self.current():
            return
        if place is None:
            # An exclusive group does not let go of its last choice.
            self._group.setExclusive(False)
            for button in self._group.buttons():
                button.setChecked(False)
            self._group.setExclusive(True)
        else:
            self._group.button(place).setChecked(True)
        if self._list is not None:
            self._list.setCurrentIndex(self._group.checkedId())
        self._set_tab_stop()

    def take_keys(self) -> None:
        """Give the focus to the choice taken, or to the first one."""
        if self._list is not None and self.folded:
            self._list.setFocus()
            return
        self._group.button(max(0, self._group.checkedId())).setFocus()

    def _clicked(self, place: int) -> None:
        self._set_tab_stop()
        self.chosen.emit(place)

    def _set_tab_stop(self) -> None:
        """Let Tab reach the choice taken, or the first one; Qt does so only once one has focus."""
        stop = max(0, self._group.checkedId())
        for place, segment in enumerate(self._group.buttons()):
            policy = Qt.FocusPolicy.TabFocus if place == stop else Qt.FocusPolicy.NoFocus
            segment.setFocusPolicy(policy)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.folded:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            fill_rounded(painter, QRectF(self.rect()), RADIUS, theme_in_use().colour("raised"))
