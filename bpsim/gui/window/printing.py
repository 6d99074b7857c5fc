"""Printing with a preview: a picture fitted to a page, or the pages of a solution."""

from collections.abc import Callable

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from bpsim.base.words import tr
from bpsim.gui.picture.page import PicturePage
from bpsim.gui.picture.paper import HEIGHT, WIDTH, Sheets

MARGIN_MM = 12.0
Paint = Callable[[QPrinter], None]


def preview(window: QWidget, title: str, paint: Paint, *, landscape: bool) -> None:
    """Show what ``paint`` paints as pages; the user prints it from there, or does not."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setCreator("bpsim")
    orientation = QPageLayout.Orientation
    printer.setPageOrientation(orientation.Landscape if landscape else orientation.Portrait)
    printer.setPageMargins(
        QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM), QPageLayout.Unit.Millimeter
    )
    dialog = QPrintPreviewDialog(printer, window)
    dialog.setWindowTitle(tr("Print: {title}", title=title))
    dialog.paintRequested.connect(paint)
    room = window.screen().availableGeometry().size()
    dialog.resize(room * 0.8)
    try:
        dialog.exec()
    finally:
        dialog.deleteLater()


def paint_step(page: PicturePage) -> Paint:
    """A step as shapes, as large as the paper allows."""
    size = QSizeF(page.look.width, page.look.height)
    return lambda printer: _fitted(printer, size, page.paint)


def paint_image(image: QImage) -> Paint:
    """A picture of pixels, likewise."""
    size = QSizeF(image.size())
    return lambda printer: _fitted(
        printer, size, lambda painter: painter.drawImage(QRectF(0, 0, *size.toTuple()), image)
    )


def paint_sheets(sheets: Sheets) -> Paint:
    """The pages of a solution, each on a page of its own; they have margins of their own."""

    def paint(printer: QPrinter) -> None:
        printer.setFullPage(True)
        with QPainter(printer) as painter:
            for number in range(len(sheets)):
                if number:
                    printer.newPage()
                painter.resetTransform()
                _fit(painter, printer, QSizeF(WIDTH, HEIGHT))
                sheets.paint(painter, number)

    return paint


def _fitted(printer: QPrinter, size: QSizeF, paint: Callable[[QPainter], None]) -> None:
    with QPainter(printer) as painter:
        _fit(painter, printer, size)
        paint(painter)


def _fit(painter: QPainter, printer: QPrinter, size: QSizeF) -> None:
    """Let (0, 0) to ``size`` be as much of the page as it can, in its middle."""
    room = QSizeF(printer.width(), printer.height())
    scale = min(room.width() / size.width(), room.height() / size.height())
    left, top = (room - size * scale).toTuple()
    painter.translate(left / 2, top / 2)
    painter.scale(scale, scale)
