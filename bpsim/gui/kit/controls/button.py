"""A push button painted in the theme's colours."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bpsim.gui.kit.controls.enter_button import EnterButton
from bpsim.gui.kit.controls.painting import RADIUS, control_height, fill_rounded, focus_ring, mixed
from bpsim.gui.looks import icons
from bpsim.gui.looks.theme import theme_in_use


class Button(EnterButton):
    """An icon, a text, or both, in the theme's colours; Space, Enter and clicks press it.

    A ``primary`` button is filled with the accent colour, a ``framed`` one with the colour of
    raised things, any other shows its ground only under the pointer. The mouse does not take the
    keyboard away from where it was.
    """

    def __init__(
        self,
        icon: str = "",
        text: str = "",
        primary: bool = False,
        framed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._primary, self._framed = icon, primary, framed
        self.setText(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # painted anew as the pointer comes and goes
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        if icon != self._icon:
            self._icon = icon
            self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        height = control_height(metrics)
        if not self.text():
            return QSize(height + metrics.height() // 4, height)
        width = metrics.horizontalAdvance(self.text()) + metrics.height()
        if self._icon:
            width += self._icon_extent() + metrics.height() // 3
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter)

    def _icon_extent(self) -> int:
        return round(self.fontMetrics().height() * 1.1)

    def _ground(self) -> QColor | None:
        theme = theme_in_use()
        under = self.isEnabled() and (self.underMouse() or self.isDown())
        if self._primary and self.isEnabled():
            share = 0.75 if self.isDown() else 0.88 if under else 1.0
            return mixed(theme.colour("accent"), theme.colour("surface"), share)
        ground, text = theme.colour("raised"), theme.colour("text")
        if self.isChecked():
            return mixed(theme.colour("accent"), theme.colour("surface"), 0.22)
        if self.isDown() or (under and self._framed):
            return mixed(text, ground, 0.12)
        return ground if under or self._framed or self._primary else None

    def _paint(self, painter: QPainter) -> None:
        theme, rect = theme_in_use(), QRectF(self.rect())
        ground = self._ground()
        if ground is not None:
            fill_rounded(painter, rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, ground)
        if self.isChecked():  # not by colour alone
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 1.0))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        name = "on_accent" if self._primary and self.isEnabled() else "text"
        colour = theme.colour(name)
        if not self.isEnabled():
            painter.setOpacity(icons.DISABLED_OPACITY)
        self._paint_content(painter, colour)
        painter.setOpacity(1.0)
        if self.hasFocus():
            focus_ring(painter, rect)
            if self._primary:  # the ring has the colour of the ground
                painter.setPen(QPen(theme.colour("on_accent"), 1.0))
                painter.drawRoundedRect(rect.adjusted(2.5, 2.5, -2.5, -2.5), RADIUS, RADIUS)

    def _paint_content(self, painter: QPainter, colour: QColor) -> None:
        extent = self._icon_extent() if self._icon else 0
        height, width = self.height(), self.width()
        if not self.text():
            place = QRectF((width - extent) / 2, (height - extent) / 2, extent, extent)
            icons.draw(painter, place, self._icon, colour)
            return
        metrics = self.fontMetrics()
        gap = metrics.height() // 3 if extent else 0
        x = (width - metrics.horizontalAdvance(self.text()) - extent - gap) / 2
        if extent:
            icons.draw(
                painter, QRectF(x, (height - extent) / 2, extent, extent), self._icon, colour
            )
        painter.setPen(colour)
        rect = QRectF(x + extent + gap, 0, width, height)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, self.text())
