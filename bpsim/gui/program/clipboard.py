"""Pictures on the clipboard, which Qt alone has to hold once the program ends."""

import weakref

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication, QImage

_put: weakref.WeakSet[QMimeData] = weakref.WeakSet()
"""What of this is on the clipboard still: a platform that has none of its own does not tell."""


def picture_data(image: QImage, svg: bytes = b"") -> QMimeData:
    """Pixels, and SVG where there is any; who pastes takes what they can use."""
    data = QMimeData()
    data.setImageData(image)
    if svg:
        data.setData("image/svg+xml", QByteArray(svg))
    return data


def put(data: QMimeData) -> None:
    """Copy ``data``, which Python made."""
    _put.add(data)
    QGuiApplication.clipboard().setMimeData(data)


def leave_to_qt() -> None:
    """Have the clipboard hold nothing that Python made: Qt tidies it up when Python is gone.

    To be called before the program ends. Of a picture the pixels stay; text is Qt's own already.
    """
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard() or clipboard.mimeData() in _put:
        image = clipboard.image()
        if not image.isNull():
            clipboard.setImage(image)
