"""A picture of what will be exported, as large as there is room for it."""

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bpsim.base.words import tr


class Preview(QWidget):
    """Keeps the shape of its picture; nothing is painted where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setAccessibleName(tr("Preview"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def show_image(self, image: QImage | None) -> None:
        """Show ``image``."""
        self._image = QImage() if image is None else image
        self.setVisible(not self._image.isNull())
        self.update()

    def sizeHint(self) -> QSize:
        # Layouts that ask for heights by width count this, not the minimum.
        return QSize(0, self.minimumHeight())

    @property
    def place(self) -> QRectF:
        """Where the picture is painted."""
        if self._image.isNull():
            return QRectF()
        size = QSizeF(self._image.size())
        size.scale(QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        return QRectF(left, top, size.width(), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        place, ratio = self.place, self.devicePixelRatioF()
        # Smaller in steps of smooth scaling: a painter alone leaves letters ragged.
        scaled = self._image.scaled(
            (place.size() * ratio).toSize(),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        # Pixel on pixel: into a rectangle that is a part of a pixel lower it would lose a row.
        scaled.setDevicePixelRatio(ratio)
        with QPainter(self) as painter:
            painter.drawImage(place.topLeft().toPoint(), scaled)
