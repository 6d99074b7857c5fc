"""A box of whole numbers that drops no digit without a word where the number is too large."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractSpinBox as Box
else:
    Box = object  # a field's own class is the widget; this one stands before it

MOST_DIGITS = 400
"""Python refuses to read some thousands of them."""


class KeepsDigits(Box):
    """Comes before QSpinBox or QDoubleSpinBox among the base classes of a field.

    Left to itself, Qt takes 12 for 1 where 4 is the largest. Here the largest takes the place of
    what is larger, once it is entered.
    """

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        state = super().validate(text, place)
        if self._larger(text) is not None:
            return (QValidator.State.Intermediate, text, place)
        return state

    def fixup(self, text: str) -> str:
        """The largest value in the place of one that is larger."""
        return self._larger(text) or super().fixup(text)

    def _larger(self, text: str) -> str | None:
        """The largest value, where ``text`` is a larger one."""
        assert isinstance(self, QSpinBox | QDoubleSpinBox)
        digits = text.removeprefix(self.prefix()).removesuffix(self.suffix())
        digits = digits.replace(self.locale().groupSeparator(), "").strip()
        larger = digits.isdecimal() and int(digits[:MOST_DIGITS]) > self.maximum()
        return str(int(self.maximum())) if larger else None


class WholeNumber(KeepsDigits, QSpinBox):
    """A QSpinBox that keeps its digits."""
