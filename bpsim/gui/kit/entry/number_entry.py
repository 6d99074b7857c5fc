"""Numbers as people type them: read without guessing, written back without losing a bit."""

import math
import re

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from bpsim.base.language import decimal_sign
from bpsim.base.words import cut, in_local_signs, tr
from bpsim.core.errors import BpsimError
from bpsim.gui.kit.controls.told_aloud import ToldAloud

_SPACES = re.compile(r"[\s\u2007\u202f\u2009]+")
_UNSEEN = str.maketrans("−﹣－⁄٬", "---/,", "\u200b\u200e\u200f\u061c\u2060\ufeff")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_POWER = re.compile(r" ?[×·*x] ?10(?:\^\(?|(?=[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]))([-+\d⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+)\)?$")
_EXPONENT = r"(?:[eE][-+]?\d+)?"
_PLAIN = re.compile(rf"[-+]?(?:\d+\.?\d*|\.\d+){_EXPONENT}")
_COMMA = re.compile(rf"[-+]?(?:\d+,\d*|\d*,\d+){_EXPONENT}")
_THOUSANDS = re.compile(rf"[-+]?[1-9]\d{{0,2}}(?:([,. ’'])\d{{3}})(?:\1\d{{3}})*"
                        rf"(?:(?!\1)[.,]\d+)?{_EXPONENT}")  # fmt: skip


class NumberError(BpsimError):
    """A text that is no number, or not one that a float64 holds; the text says why."""


def commas_are_decimal() -> bool:
    """True where the program writes decimals with a comma, or the system around it does."""
    return decimal_sign() == "," or QLocale.system().decimalPoint() == ","


def parse_number(text: str, comma: bool | None = None) -> float:
    """The float64 nearest to the number written in ``text``; of a fraction, the quotient.

    Reads 0.25, -.5, −3, 1e-3, 3.2×10⁻⁷, 1/3 and thousands in groups of three. A point always
    means decimals, and so does a comma that cannot separate thousands. One that can does where
    ``comma`` says so (default: ``commas_are_decimal``), else NumberError is raised, as for
    whatever is no number.
    """
    if _PLAIN.fullmatch(text):
        return _finite(float(text), text)
    if comma is None:
        comma = commas_are_decimal()
    plain = _SPACES.sub(" ", text.translate(_UNSEEN).replace("٫", ".")).strip()
    if not plain:
        raise NumberError(tr("A number is missing here."))
    over, slash, under = plain.partition("/")
    if not slash:
        return _finite(_decimal(plain, text, comma), text)
    top, bottom = _decimal(over, text, comma), _decimal(under, text, comma)
    if bottom == 0:
        raise NumberError(tr("A fraction cannot have 0 below the line."))
    return _finite(_finite(top, text) / _finite(bottom, text), text)


def number_to_edit(value: float) -> str:
    """The fewest digits that read back as the same float64; empty for what is no finite number."""
    if not math.isfinite(value):
        return ""
    plain = repr(float(value)).removesuffix(".0").replace("e+", "e").replace("e-0", "e-")
    return plain.replace(".", decimal_sign())


def same_number(one: float, other: float) -> bool:
    """True if both are the same float64, the sign of a zero included."""
    return one == other and math.copysign(1.0, one) == math.copysign(1.0, other)


def _decimal(part: str, text: str, comma: bool) -> float:
    """One decimal, its spaces single ones already."""
    plain = part.strip()
    if plain[:2] in ("- ", "+ "):
        plain = plain[0] + plain[2:]
    power = _POWER.search(plain)
    if power:
        plain = f"{plain[: power.start()]}e{power.group(1).translate(_RAISED)}"
    if _PLAIN.fullmatch(plain):
        return float(plain)
    grouped = _THOUSANDS.fullmatch(plain)
    if _COMMA.fullmatch(plain):
        if grouped and not comma:
            point, none = plain.replace(",", "."), plain.replace(",", "")
            raise NumberError(
                tr(
                    "“{plain}” can be read in two ways: write {point} or {none}.",
                    plain=plain,
                    point=point,
                    none=none,
                )
            )
        return float(plain.replace(",", "."))
    if grouped:
        return float(_ungrouped(plain, grouped.group(1)))
    raise NumberError(tr("“{text}” is not a number.", text=cut(text)))


def _ungrouped(plain: str, separator: str) -> str:
    """``plain`` without what separates its thousands."""
    point = "," if separator == "." else "."
    if separator not in ",." and "," in plain:
        point = ","
    return plain.replace(separator, "").replace(point, ".")


def _finite(value: float, text: str) -> float:
    if not math.isfinite(value):
        raise NumberError(
            tr(
                "“{text}” is too large; the largest number is about {largest}.",
                text=cut(text),
                largest=in_local_signs("1.8e308"),
            )
        )
    return value


KEEPS_SELECTION = (
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
"""Whoever comes to a line so is there already, or has pointed at a place in it."""


class NumberLine(ToldAloud, QLineEdit):
    """A line for one number at full precision. ``edited`` says that its text was changed by hand.

    Keys other than those of a line are left to whoever holds it.
    """

    edited = Signal()

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = 0.0
        self.setAccessibleName(name)
        self.textEdited.connect(lambda _text: self.edited.emit())

    def set_value(self, value: float) -> None:
        """Show ``value`` with every digit it needs, all selected while the keys are here."""
        self._value = value
        self.setText(number_to_edit(value))
        # Elsewhere a screen reader would say what is selected where nobody is.
        if self.hasFocus():
            self.selectAll()

    def type_over(self, text: str) -> None:
        """Put ``text`` in the place of the number, as if it had been typed."""
        self.selectAll()
        self.insert(text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # What has been typed already goes on: it opened the line.
        if event.reason() not in KEEPS_SELECTION and not self.isModified():
            self.selectAll()

    def number(self) -> float:
        """The number typed; the one set, to the last bit, while the text is still its text.

        Raises NumberError.
        """
        if self.text() == number_to_edit(self._value) and self.text():
            return self._value
        return parse_number(self.text())

    def changed(self) -> bool:
        """True if there stands a number other than the one set. Raises NumberError."""
        return not same_number(self.number(), self._value)
