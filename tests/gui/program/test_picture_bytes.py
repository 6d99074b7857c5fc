"""What is painted comes back out of the bytes of a file."""

from xml.etree import ElementTree

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from bpsim.gui.program.picture_bytes import png_bytes, svg_bytes


def paint(painter: QPainter) -> None:
    painter.fillRect(QRectF(10, 5, 20, 10), QColor("#3355cc"))


def test_a_png_has_every_pixel() -> None:
    image = QImage(60, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    with QPainter(image) as painter:
        paint(painter)
    assert QImage.fromData(png_bytes(image), "png") == image


def test_an_svg_is_as_large_as_it_says_and_has_its_words() -> None:
    data = svg_bytes(QSize(60, 30), paint, "A title", "What it shows")
    root = ElementTree.fromstring(data)
    assert root.attrib["viewBox"] == "0 0 60 30"
    texts = [each.text for each in root.iter() if each.tag.endswith(("title", "desc"))]
    assert texts == ["A title", "What it shows"]
    # 96 pixels are an inch, and an inch is 25.4 mm.
    assert abs(float(root.attrib["width"].removesuffix("mm")) - 60 / 96 * 25.4) < 0.01
    assert b'fill="#3355cc"' in data


def test_any_name_may_stand_in_an_svg(qapp: QApplication) -> None:
    name = 'α < 3 & "γ"\x01\x1b'

    def write(painter: QPainter) -> None:
        painter.drawText(5, 15, name)

    root = ElementTree.fromstring(svg_bytes(QSize(60, 30), write, name, name))
    texts = [each.text for each in root.iter() if each.tag.endswith(("title", "desc", "text"))]
    assert texts == ['α < 3 & "γ"'] * 3
