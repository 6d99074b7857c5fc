"""How fast the walk plays: a slider from slow motion to every frame, with its value in words."""

import math

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QWidget

from bpsim.base.words import tr, tr_n
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.looks.theme import SMALL, sized

# Steps per second at the slider's stops; even distances on it are even factors, nearly.
SPEEDS = (0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0, math.inf)
LEAST_EMS, USUAL_EMS = 3, 5


def nearest(speed: float) -> int:
    """The slider's stop that comes closest to ``speed``, by factor."""
    if math.isinf(speed):
        return len(SPEEDS) - 1
    finite = SPEEDS[:-1]
    return min(range(len(finite)), key=lambda n: abs(math.log(finite[n] / speed)))


def speed_words(speed: float) -> str:
    """ "0.25 steps/s", "1 step/s", "every frame"."""
    if math.isinf(speed):
        return tr("every frame")
    return tr_n("{speed:g} step/s", "{speed:g} steps/s", speed, speed=speed)


class SpeedControl(FitsFont, QWidget):
    """Emits ``chosen`` with steps per second, infinity for every frame the screen can show."""

    chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, len(SPEEDS) - 1)
        self.slider.setPageStep(2)
        self.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.slider.setAccessibleName(tr("Speed"))
        self.slider.setToolTip(tr("How fast Play steps"))
        self.slider.valueChanged.connect(self._moved)
        self.label = Label("", self, "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.slider, 1)
        row.addWidget(self.label)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.fit_font()
        self.set_speed(1.0)

    def set_speed(self, speed: float) -> None:
        """Show ``speed`` in steps per second."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(nearest(speed))
        self._say(speed)

    def minimumSizeHint(self) -> QSize:
        return self._size(LEAST_EMS)

    def sizeHint(self) -> QSize:
        return self._size(USUAL_EMS)

    def _size(self, ems: int) -> QSize:
        """With a slider of that length, in heights of a line."""
        em = self.fontMetrics().height()
        width = ems * em + self.label.minimumWidth() + em // 2
        return QSize(width, max(self.slider.sizeHint().height(), em))

    def fit_font(self) -> None:
        """Give the label the room of its longest text, so that the slider keeps its length."""
        font = sized(self.font(), SMALL)
        if self.label.font() != font:
            self.label.setFont(font)
        metrics = self.label.fontMetrics()
        longest = max(metrics.horizontalAdvance(speed_words(speed)) for speed in SPEEDS)
        self.label.setMinimumWidth(longest + 2)
        self.updateGeometry()

    def _moved(self, stop: int) -> None:
        self._say(SPEEDS[stop])
        self.chosen.emit(SPEEDS[stop])

    def _say(self, speed: float) -> None:
        self.label.setText(speed_words(speed))
        self.slider.setAccessibleDescription(speed_words(speed))
