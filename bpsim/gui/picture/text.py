"""How a text begins, as a picture."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontDatabase, QFontMetricsF, QImage, QPainter

from bpsim.gui.looks.theme import LIGHT, grey_edged

WIDTH, HEIGHT, MARGIN, LETTER = 960, 720, 24, 16
"""In pixels; the last is the size of the letters."""


def text_image(text: str) -> QImage:
    """As many lines as there is room for, each cut at the right edge. Needs a QGuiApplication."""
    font = grey_edged(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    font.setPixelSize(LETTER)
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    metrics = QFontMetricsF(font, image)
    y = MARGIN + metrics.ascent()
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setFont(font)
        painter.setPen(LIGHT.colour("text"))
        for line in text.splitlines():
            if y > HEIGHT - MARGIN:
                break
            shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, WIDTH - 2 * MARGIN)
            painter.drawText(QPointF(MARGIN, y), shown)
            y += metrics.lineSpacing()
    return image
