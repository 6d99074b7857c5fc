"""A box of whole numbers that keeps what is typed, and says why it is not taken."""

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QValidator
from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox, QToolTip

from bpsim.base.words import cut, tr
from bpsim.gui.kit.entry.number_entry import NumberError, parse_number
from bpsim.gui.kit.entry.refused import Refusal
from bpsim.gui.program.announcing import announce
from bpsim.gui.program.tips import tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractSpinBox as Box
else:
    Box = object  # a field's own class is the widget; this one stands before it

MOST_DIGITS = 400
"""Python refuses to read some thousands of them."""
TIP_BELOW = 25
"""How far below a point Qt puts the tip for it, in pixels."""
ENTERING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KeepsDigits(Box):
    """Comes before QSpinBox or QDoubleSpinBox among the base classes of a field.

    Left to itself, Qt takes 12 for 1 where 4 is the largest, and 1e3 for 13. Here the largest takes
    the place of what is larger, and the least of what is less, once it is entered; 1e3 is a
    thousand. What is no whole number stays, in the colours of a warning and with the reason beside
    it, and gives way to the old number when the field is left.
    """

    _refusal: Refusal | None = None
    _entered: float | None = None
    """The number that stood here when the box was entered."""

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        state = super().validate(text, place)
        if state[0] is QValidator.State.Acceptable:
            return state
        return (QValidator.State.Intermediate, text, place)  # Qt drops what may be the beginning

    def fixup(self, text: str) -> str:
        """The whole number that ``text`` is another way to write, within the bounds."""
        try:
            return str(self._read(text))
        except NumberError:
            return super().fixup(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        reason = self._wrong() if event.key() in ENTERING else ""
        if reason:
            self._refuse(reason)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        assert isinstance(self, QSpinBox | QDoubleSpinBox)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._entered = self.value()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        assert isinstance(self, QSpinBox | QDoubleSpinBox)
        if self._entered is not None and self._wrong():
            # A box that is read while it is typed into has taken the beginning.
            self.setValue(self._entered)  # type: ignore[arg-type]
        super().focusOutEvent(event)

    def _wrong(self) -> str:
        """Why what stands here is not taken; "" where it is."""
        if self.hasAcceptableInput():
            return ""
        try:
            self._read(self.text())
        except NumberError as reason:
            return str(reason)
        return ""

    def _refuse(self, reason: str) -> None:
        """Keep what stands here, and say why it is not taken."""
        if self._refusal is None:
            self._refusal = Refusal(self)
            self.lineEdit().textChanged.connect(self._accept)
        self._refusal.set(reason)
        self.selectAll()
        # Above: below, at the edge of the screen, it would come under the pointer and be gone.
        above = TIP_BELOW + 3 * self.fontMetrics().height()
        QToolTip.showText(self.mapToGlobal(QPoint(0, -above)), tip(reason), self)
        announce(self, reason)

    def _accept(self) -> None:
        if self._refusal is not None and self._refusal.on:
            self._refusal.set("")
            QToolTip.hideText()

    def _read(self, text: str) -> int:
        """The whole number written there, within the bounds; raises NumberError."""
        assert isinstance(self, QSpinBox | QDoubleSpinBox)
        bare = text.removeprefix(self.prefix()).removesuffix(self.suffix()).strip()
        digits = bare.replace(self.locale().groupSeparator(), "")
        if digits.isdecimal():
            number = int(digits[:MOST_DIGITS])
        else:
            read = parse_number(digits)
            if not read.is_integer():
                raise NumberError(tr("“{text}” is not a whole number.", text=cut(bare)))
            number = int(read)
        return min(max(number, math.ceil(self.minimum())), math.floor(self.maximum()))


class WholeNumber(KeepsDigits, QSpinBox):
    """A QSpinBox that keeps what is typed."""
