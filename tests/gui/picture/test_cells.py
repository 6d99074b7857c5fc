"""Cells as a picture: blanks, headings and where words and numbers stand."""

from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from bpsim.gui.picture.cells import BLANK, COLUMN, HEADING, NUMBERS, ROW, cells_image
from bpsim.gui.picture.text import HEIGHT, MARGIN, WIDTH


def ink(image: QImage, row: int, column: int, ground: QColor) -> list[int]:
    """The columns of pixels in a cell that are not of its ground, without the lines around it."""
    x, y = MARGIN + NUMBERS + column * COLUMN, MARGIN + (row + 1) * ROW
    return [
        n
        for n in range(2, COLUMN - 2)
        if any(image.pixelColor(x + n, y + k) != ground for k in range(2, ROW - 2))
    ]


def test_each_cell_has_its_ground_and_its_side(qtbot: QtBot) -> None:
    cells = {(0, 0): "layer 2", (1, 0): "x", (1, 1): "-0.25", (2, 1): None}
    image = cells_image(cells, {(0, 0)})
    white = QColor("white")
    assert ink(image, 0, 0, HEADING)
    assert max(ink(image, 1, 0, white)) < COLUMN / 2 < min(ink(image, 1, 1, white))
    assert not ink(image, 2, 1, BLANK) and not ink(image, 3, 3, white)


def test_what_has_no_room_is_left_out(qtbot: QtBot) -> None:
    image = cells_image({(500, 0): "far", (0, 500): "away", (0, 0): "w" * 500}, ())
    assert (image.width(), image.height()) == (WIDTH, HEIGHT)
    assert not ink(image, 0, 1, QColor("white"))
