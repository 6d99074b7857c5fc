"""Inputs as a picture, and beside it the weights that lead from them to a unit."""

from dataclasses import dataclass
from math import isqrt

import numpy as np
from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.painting import Grounded
from bpsim.gui.kit.controls.segmented import Segmented
from bpsim.gui.kit.controls.tip_by_place import TipByPlace
from bpsim.gui.kit.controls.told_aloud import ToldAloud
from bpsim.gui.looks.theme import theme_in_use
from bpsim.notation.numerals import number_text

SMALLEST = 64
"""Fewer inputs are no picture."""
COURSE = 400
"""The course's digits are 20 × 20, written column by column."""
ROWS, COLUMNS = 0, 1


def side_of(inputs: int) -> int | None:
    """How many pixels high and wide so many inputs are; None where they are no picture."""
    side = isqrt(inputs)
    return side if inputs >= SMALLEST and side * side == inputs else None


@dataclass(frozen=True, eq=False)
class Shown:
    """What is on show: inputs, and weights from them to a unit, both in the order of the inputs."""

    x: Array
    weights: Array
    example: str
    unit: str


class Pixels(TipByPlace, ToldAloud, QWidget):
    """A square of numbers: from dark to light, or with ``signed`` orange below 0 and blue above."""

    def __init__(self, signed: bool) -> None:
        super().__init__()
        self._signed = signed
        self._values: Array = np.zeros((1, 1))
        self._symbol, self._by_columns = "", False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_values(self, values: Array, symbol: str, by_columns: bool, words: str) -> None:
        """Show a square matrix; ``symbol`` names a number of it, ``words`` say what it is."""
        self._values, self._symbol, self._by_columns = values, symbol, by_columns
        low, high = float(values.min()), float(values.max())
        self.setAccessibleName(words)
        side = len(values)
        self.setAccessibleDescription(
            tr(
                "{side} × {side} numbers from {low} to {high}",
                side=side,
                low=number_text(low, 3),
                high=number_text(high, 3),
            )
        )
        self.update()

    def words_at(self, row: int, column: int) -> str:
        """What is said of one pixel, rows and columns from 0."""
        side = len(self._values)
        n = (column * side + row if self._by_columns else row * side + column) + 1
        value = number_text(float(self._values[row, column]), 4)
        return tr(
            "Row {row}, column {column}: {symbol} = {value}",
            row=row + 1,
            column=column + 1,
            symbol=self._symbol.format(n=n),
            value=value,
        )

    def image(self) -> QImage:
        """A pixel for each number, in the theme's colours."""
        values, theme = self._values, theme_in_use()
        ground = _rgb(theme.colour("surface"))
        if self._signed:
            reach = float(np.abs(values).max()) or 1.0
            share = np.abs(values) / reach
            ends = [_rgb(theme.sign(s)) for s in (-1, 1)]
            colour = np.where((values < 0)[..., None], ends[0], ends[1])
        else:
            low, high = float(values.min()), float(values.max())
            share = (values - low) / (high - low) if high > low else np.zeros_like(values)
            colour = np.broadcast_to(_rgb(theme.colour("text")), (*values.shape, 3))
        mixed = ground + (colour - ground) * share[..., None]
        pixels = np.ascontiguousarray(np.rint(mixed).astype(np.uint8))
        side = len(values)
        return QImage(pixels.tobytes(), side, side, 3 * side, QImage.Format.Format_RGB888).copy()

    def square(self) -> QRectF:
        """Where the picture stands."""
        extent = float(min(self.width(), self.height()))
        return QRectF((self.width() - extent) / 2, (self.height() - extent) / 2, extent, extent)

    def sizeHint(self) -> QSize:
        return QSize(10, 10) * self.fontMetrics().height()

    def minimumSizeHint(self) -> QSize:
        return QSize(4, 4) * self.fontMetrics().height()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.drawImage(self.square(), self.image())
            painter.setPen(theme_in_use().colour("line"))
            painter.drawRect(self.square().adjusted(0, 0, -1, -1))

    def tip_at(self, at: QPoint) -> str:
        square, side = self.square(), len(self._values)
        column = int((at.x() - square.left()) / square.width() * side)
        row = int((at.y() - square.top()) / square.height() * side)
        inside = 0 <= row < side and 0 <= column < side
        return self.words_at(row, column) if inside else ""


def _rgb(colour: QColor) -> Array:
    """Red, green and blue from 0 to 255."""
    return np.array([colour.red(), colour.green(), colour.blue()], dtype=float)


class ImagePanel(Grounded):
    """Shows the inputs of the example on screen as a picture, where they are one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_ground("surface")
        self._shown: Shown | None = None
        self._inputs = 0
        self.order = Segmented(
            [tr("By rows"), tr("By columns")],
            tr("Order of the pixels"),
            [tr("Pixels follow row by row"), tr("Pixels follow column by column, as in MATLAB")],
        )
        self.order.chosen.connect(lambda _place: self._show())
        self.input, self.weights = Pixels(signed=False), Pixels(signed=True)
        self.input_words, self.weight_words = Label(), Label()
        self.message = Label(colour="muted")
        self.message.setWordWrap(True)
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pictures = QWidget()
        row = QHBoxLayout(self._pictures)
        row.setContentsMargins(0, 0, 0, 0)
        for words, pixels in (
            (self.input_words, self.input), (self.weight_words, self.weights),
        ):  # fmt: skip
            column = QVBoxLayout()
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            words.setWordWrap(True)
            column.addWidget(words)
            column.addWidget(pixels, 1)
            row.addLayout(column, 1)
        whole = QVBoxLayout(self)
        whole.addWidget(self.order, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self._pictures, 1)
        whole.addWidget(self.message, 1)
        self.clear("")

    def clear(self, message: str) -> None:
        """Show ``message`` and no picture."""
        self._shown = None
        self.message.setText(message)
        self.message.setVisible(True)
        self.order.setVisible(False)
        self._pictures.setVisible(False)

    def show_image(self, shown: Shown) -> None:
        """Show the inputs and the weights, or say why they are no picture."""
        inputs = len(shown.x)
        if side_of(inputs) is None:
            self.clear(
                tr(
                    "{inputs:,} inputs are no picture: a square number of them, 64 at "
                    "least, would be one, such as 400 or 784.",
                    inputs=inputs,
                )
            )
            return
        if inputs != self._inputs:
            self._inputs = inputs
            self.order.set_current(COLUMNS if inputs == COURSE else ROWS)
        self._shown = shown
        self._show()

    def _show(self) -> None:
        shown = self._shown
        if shown is None:
            return
        by_columns = self.order.current() == COLUMNS
        side = side_of(len(shown.x)) or 1
        order = "F" if by_columns else "C"
        x, weights = (
            each.reshape((side, side), order=order)  # type: ignore[call-overload]
            for each in (shown.x, shown.weights)
        )
        self.input.show_values(x, "input {n}", by_columns, shown.example)
        self.weights.show_values(weights, tr("weight from input {n}"), by_columns, shown.unit)
        self.input_words.setText(shown.example)
        self.weight_words.setText(tr("{unit}: blue above 0, orange below", unit=shown.unit))
        self.message.setVisible(False)
        self.order.setVisible(True)
        self._pictures.setVisible(True)
