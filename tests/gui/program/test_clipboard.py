"""A picture stays on the clipboard, and the program ends well with it there."""

import subprocess
import sys

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from bpsim.gui.program.clipboard import leave_to_qt, picture_data, put

PROGRAM = """
import sys
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from bpsim.gui.program.clipboard import leave_to_qt, picture_data, put

def main():
    application = QApplication([])
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    put(picture_data(image, b"<svg/>"))
    leave_to_qt()

main()
"""


def red() -> QImage:
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    return image


def test_the_pixels_of_a_picture_stay(qapp: QApplication) -> None:
    clipboard = QGuiApplication.clipboard()
    put(picture_data(red(), b"<svg/>"))
    assert clipboard.mimeData().data("image/svg+xml").data() == b"<svg/>"
    leave_to_qt()
    assert clipboard.image().pixelColor(1, 1) == QColor("red")


def test_text_stays_as_it_is(qapp: QApplication) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("δ")
    before: QMimeData = clipboard.mimeData()
    leave_to_qt()
    assert clipboard.text() == "δ" and clipboard.mimeData() is before


def test_a_program_ends_well_that_has_copied_a_picture() -> None:
    ended = subprocess.run([sys.executable, "-c", PROGRAM], check=False)
    assert ended.returncode == 0
