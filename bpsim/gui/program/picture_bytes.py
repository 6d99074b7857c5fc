"""Pictures as the bytes of a file: PNG, and SVG made of what is painted."""

import re
from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

DPI = 96
"""What other programs take a pixel of an SVG for."""
_NOT_IN_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Characters that a name in a file may have and XML may not; Qt leaves them in."""


def open_buffer() -> QBuffer:
    """Memory to write a file to, which keeps its own bytes."""
    buffer = QBuffer()
    buffer.setData(QByteArray())
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def png_bytes(image: QImage, title: str = "", description: str = "") -> bytes:
    """``image`` as a PNG file, with words for those who cannot see it."""
    # Qt folds the lines of such a text into one.
    for name, text in (("Title", title), ("Description", description.replace("\n", " · "))):
        if text:
            image.setText(name, text)
    buffer = open_buffer()
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())


def svg_bytes(
    size: QSize, paint: Callable[[QPainter], None], title: str, description: str = ""
) -> bytes:
    """What ``paint`` paints into a rectangle of ``size`` at (0, 0), as an SVG file."""
    buffer = open_buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(DPI)
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setTitle(title)
    generator.setDescription(description)
    with QPainter(generator) as painter:
        paint(painter)
    return _NOT_IN_XML.sub(b"", bytes(buffer.data().data()))
