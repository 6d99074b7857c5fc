"""The small controls on the graph: a sign in a box, and a name with a dotted line below it."""

from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from bpsim.gui.kit.controls.enter_button import EnterButton
from bpsim.gui.kit.controls.painting import RADIUS, focus_ring, mixed
from bpsim.gui.looks.theme import theme_in_use
from bpsim.gui.program.tips import tip


class Control(EnterButton):
    """A button that stands on the graph; the mouse does not take the keyboard away from there.

    What a click does may move another control below the pointer: the second click of a double one
    is not meant for that.
    """

    _pressed: ClassVar[int] = 0
    """The control pressed last, as its id."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # What it does not answer, a right click or the wheel, the graph does.
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def say(self, words: str) -> None:
        """What it does, for the tooltip and for screen readers."""
        if words != self.accessibleName():
            self.setAccessibleName(words)
            self.setToolTip(tip(words))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        Control._pressed = id(self)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if Control._pressed == id(self):
            super().mouseDoubleClickEvent(event)

    def active(self) -> bool:
        """True under the pointer and with the keys."""
        return self.isEnabled() and (self.underMouse() or self.hasFocus())

    def colour(self) -> QColor:
        """The colour of its sign or its line."""
        return theme_in_use().colour("accent" if self.active() else "muted")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it, with a ring where it has the keys."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if not self.isEnabled():
                painter.setOpacity(0.45)
            self.draw(painter)
            painter.setOpacity(1.0)
            if self.hasFocus():
                focus_ring(painter, QRectF(self.rect()))

    def draw(self, painter: QPainter) -> None:
        """Draw it without the ring."""
        raise NotImplementedError


class Sign(Control):
    """A + or a − in a box; ``dashed`` stands for something that is not there yet."""

    def __init__(self, parent: QWidget, plus: bool, dashed: bool = False) -> None:
        super().__init__(parent)
        self._plus, self._dashed = plus, dashed

    def draw(self, painter: QPainter) -> None:
        """The box, and the sign in its middle."""
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.active():
            accent, surface = theme_in_use().colour("accent"), theme_in_use().colour("surface")
            painter.setBrush(mixed(accent, surface, 0.3 if self.isDown() else 0.15))
        pen = QPen(self.colour(), 1.0)
        if self._dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(box, RADIUS - 1, RADIUS - 1)
        centre, reach = box.center(), 0.26 * min(box.width(), box.height())
        painter.setPen(QPen(self.colour(), 1.5))
        painter.drawLine(centre - QPointF(reach, 0), centre + QPointF(reach, 0))
        if self._plus:
            painter.drawLine(centre - QPointF(0, reach), centre + QPointF(0, reach))


class Name(Control):
    """A word that can be changed: a dotted line lies below it.

    The word itself is drawn here only where ``set_words`` gives one; a heading is there already.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words, self._type = "", QFont()

    def set_words(self, words: str, font: QFont) -> None:
        """Draw ``words``, cut short where there is too little room."""
        self._words, self._type = words, font
        self.update()

    def draw(self, painter: QPainter) -> None:
        """The word, and the line."""
        rect = QRectF(self.rect())
        if self._words:
            painter.setPen(theme_in_use().colour("accent" if self.active() else "muted"))
            painter.setFont(self._type)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
            metrics = QFontMetrics(self._type)
            words = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, self.width() - 4)
            painter.drawText(rect, flags, words)
        pen = QPen(self.colour(), 1.5 if self.active() else 1.0)
        pen.setStyle(Qt.PenStyle.SolidLine if self.active() else Qt.PenStyle.DotLine)
        painter.setPen(pen)
        low = rect.bottom() - 1
        painter.drawLine(QPointF(rect.left() + 2, low), QPointF(rect.right() - 2, low))
