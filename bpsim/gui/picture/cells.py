"""The cells of a spreadsheet as a picture."""

from collections.abc import Collection, Mapping
from string import ascii_uppercase

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from bpsim.gui.looks.theme import LIGHT
from bpsim.gui.picture.text import HEIGHT, LETTER, MARGIN, WIDTH

COLUMN, ROW, NUMBERS, PADDING = 100, 28, 40, 6
"""In pixels: a cell's width and height, the column of row numbers, and inside a cell."""
HEADING, BLANK = QColor("#e9edf3"), QColor("#fff4cc")
"""As in the file."""


def cells_image(
    cells: Mapping[tuple[int, int], str | None], headings: Collection[tuple[int, int]]
) -> QImage:
    """As many cells as there is room for, by row and column; None is one to be filled in.

    Words stand left, numbers right. Needs a QGuiApplication.
    """
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    rows, columns = (HEIGHT - 2 * MARGIN) // ROW - 1, (WIDTH - 2 * MARGIN - NUMBERS) // COLUMN
    with QPainter(image) as painter:
        painter.translate(MARGIN, MARGIN)
        for column in range(columns):
            area = QRectF(NUMBERS + column * COLUMN, 0, COLUMN, ROW)
            _cell(painter, area, ascii_uppercase[column], HEADING, Qt.AlignmentFlag.AlignHCenter)
        for row in range(rows):
            y = (row + 1) * ROW
            area = QRectF(0, y, NUMBERS, ROW)
            _cell(painter, area, str(row + 1), HEADING, Qt.AlignmentFlag.AlignHCenter)
            for column in range(columns):
                area = QRectF(NUMBERS + column * COLUMN, y, COLUMN, ROW)
                _content(painter, area, cells, headings, (row, column))
    return image


def _content(
    painter: QPainter,
    area: QRectF,
    cells: Mapping[tuple[int, int], str | None],
    headings: Collection[tuple[int, int]],
    place: tuple[int, int],
) -> None:
    text = cells.get(place, "")
    if text is None:
        _cell(painter, area, "", BLANK)
    elif place in headings:
        _cell(painter, area, text, HEADING, bold=True)
    else:
        number = text.lstrip("-")[:1].isdigit()
        side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
        _cell(painter, area, text, QColor("white"), side)


def _cell(
    painter: QPainter,
    area: QRectF,
    text: str,
    ground: QColor,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    bold: bool = False,
) -> None:
    font = QFont()
    font.setPixelSize(LETTER)
    font.setBold(bold)
    painter.fillRect(area, ground)
    painter.setPen(LIGHT.colour("muted"))
    painter.drawRect(area)
    painter.setFont(font)
    painter.setPen(LIGHT.colour("text"))
    inside = area.adjusted(PADDING, 0, -PADDING, 0)
    metrics = QFontMetricsF(font, painter.device())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
    painter.drawText(inside, side | Qt.AlignmentFlag.AlignVCenter, shown)
