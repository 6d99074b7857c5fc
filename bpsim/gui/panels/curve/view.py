"""The picture in the curve panel, painted anew at every step."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from bpsim.base.words import listed, named, tr
from bpsim.gui.kit.controls.picture import PictureWidget
from bpsim.gui.kit.formula.copying import plain_text
from bpsim.gui.looks.theme import theme_in_use
from bpsim.gui.panels.curve.cost_paint import paint_cost
from bpsim.gui.panels.curve.paint import paint_activation, paint_bars, paint_headline
from bpsim.notation.numerals import number_text
from bpsim.steps.shown.cost_curves import CostCurves
from bpsim.steps.shown.curve import ActivationCurve, Bars, Content, NoCurve


class CurveView(PictureWidget):
    """Draws one content; of several outputs' costs the one that is chosen."""

    USUAL = 22, 11
    LEAST = 11, 6

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content: Content = NoCurve("")
        self._output = 0

    def show_content(self, content: Content, output: int = 0) -> None:
        """Draw ``content``; ``output`` (from 0) is the one whose cost is drawn."""
        self._content, self._output = content, output
        self.setAccessibleName(name_of(content))
        self.setAccessibleDescription(description_of(content, output))
        self.update()

    def content(self) -> Content:
        """What is drawn."""
        return self._content

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self.font())
            self._paint(painter, QRectF(self.rect()))

    def _paint(self, painter: QPainter, rect: QRectF) -> None:
        font, theme = self.font(), theme_in_use()
        match self._content:
            case NoCurve(text):
                painter.setPen(theme.colour("muted"))
                flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
                painter.drawText(rect, flags, text)
            case ActivationCurve() as curve:
                rest = paint_headline(painter, rect, curve.headline, font, theme)
                paint_activation(painter, rest, curve, font, theme)
            case Bars() as bars:
                rest = paint_headline(painter, rect, bars.headline, font, theme)
                paint_bars(painter, rest, bars, font, theme)
            case CostCurves() as curves:
                paint_cost(painter, rect, curves, self._output, font, theme)


def name_of(content: Content) -> str:
    """What the picture is, for those who do not see it."""
    match content:
        case ActivationCurve(g=g):
            return tr("The curve of g, {g}", g=g.label)
        case Bars(layer=layer):
            return tr("The activations of layer {layer} as bars", layer=layer)
        case CostCurves():
            return tr("The cost as a function of the output h")
    return tr("Curve")


def description_of(content: Content, output: int) -> str:
    """What is to be seen in it."""
    match content:
        case NoCurve(text):
            return text
        case ActivationCurve() as curve:
            return f"{plain_text(curve.headline)}. {curve.words}"
        case Bars() as bars:
            values = listed("—" if a is None else number_text(a) for a in bars.a[:20])
            return f"{values}. {bars.words}"
        case CostCurves() as curves:
            parts = [f"{line.name} {number_text(line.value)}" for line in curves.lines(output)]
            return named(f"h = {number_text(float(curves.h[output]))}", f"{', '.join(parts)}.")
