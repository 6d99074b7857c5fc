"""Where values lie in a small plot, and the round numbers along its axes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from bpsim.base.words import in_local_signs
from bpsim.core.arrays import Array
from bpsim.gui.looks.theme import sized
from bpsim.notation.numerals import number_text, superscript

Range = tuple[float, float]
Tick = tuple[float, str]

FAR = 1e5
"""Pixels beyond which a line is cut off, before numbers grow too large for the painter."""
GAP = 4.0
MOST_TICKS, MOST_DRAWN = 7, 20
MOST_DIGITS = 17
"""More of them tell no two numbers apart."""
NAME_GAP = 0.95
"""Between an axis and its name, in lines of its labels: half a label has room there."""


def round_step(rough: float) -> float:
    """The next of 1, 2 and 5 times a power of ten that is not smaller than ``rough`` > 0."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(m * power for m in (1.0, 2.0, 5.0, 10.0) if m * power >= rough * (1 - 1e-9))


def ticks(low: float, high: float, most: int) -> tuple[Tick, ...]:
    """About ``most`` round numbers from ``low`` to ``high``, with the digits that they need."""
    if not (math.isfinite(low) and math.isfinite(high) and high > low):
        return ()
    rough = (high - low) / max(1, most)
    for rough in (rough, rough / 2, rough / 4):  # noqa: B020
        step = round_step(rough)
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last > first:
            break
    values = [n * step for n in range(first, min(last, first + MOST_DRAWN) + 1)]
    return tuple(zip(values, tick_texts(values, step), strict=True))


def tick_texts(values: Sequence[float], step: float, unit: float = 1.0) -> list[str]:
    """``values`` in ``unit``s, with the digits that ``step`` between them needs.

    What is no number, in its unit, has no text.
    """
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    largest = max(map(abs, values), default=0.0)
    if unit != 1.0 or largest >= 1e6 or digits > 6:
        most = math.ceil(math.log10(max(largest / step, 1.0)) + 1e-9) + 1
        form = f".{min(most, MOST_DIGITS)}g"
    else:
        form = f".{digits}f"
    return ["0" if abs(each) < step / 2 else _text(each * unit, form) for each in values]


def _text(number: float, form: str) -> str:
    if not math.isfinite(number):
        return ""
    mantissa, _, exponent = f"{number:{form}}".partition("e")
    power = f"×10{superscript(str(int(exponent)))}" if exponent else ""
    return in_local_signs(mantissa).replace("-", "−") + power


def padded(values: Array, share: float = 0.07) -> Range:
    """The range of the finite ``values`` and a little more, never empty."""
    finite = values[np.isfinite(values)]
    if not finite.size:
        return 0.0, 1.0
    low, high = float(finite.min()), float(finite.max())
    middle = (low + high) / 2
    if high - low <= 1e-9 * max(1.0, abs(middle)):
        half = max(0.5, 0.5 * abs(middle))
        return middle - half, middle + half
    room = share * (high - low)
    return low - room, high + room


@dataclass(frozen=True, slots=True)
class Chart:
    """Where values lie in ``area``, and the ticks along both axes."""

    area: QRectF
    x_range: Range
    y_range: Range
    x_ticks: tuple[Tick, ...] = ()
    y_ticks: tuple[Tick, ...] = ()
    below: float = 2.0

    @classmethod
    def within(
        cls,
        outer: QRectF,
        x_range: Range,
        y_range: Range,
        font: QFont,
        right: float = 0.0,
        below: float = 2.0,
        left: float = 0.0,
    ) -> "Chart":
        """A chart that fills ``outer`` with its labels in ``font``.

        ``right`` is kept free beside the lower labels, ``below`` between them and the axis, and
        ``left`` at least beside the chart. Where there is little room the labels go first.
        """
        metrics = QFontMetricsF(font)
        line = metrics.height()
        y_ticks = ticks(*y_range, most=max(2, min(MOST_TICKS, int(outer.height() / (2.1 * line)))))
        left = max([left, *(metrics.horizontalAdvance(text) + GAP for _, text in y_ticks)])
        if outer.width() < 3.0 * left + right or outer.height() < 4.0 * line:
            return cls(outer, x_range, y_range)
        inner = outer.adjusted(left, 0.5 * line, -max(right, 0.7 * line), -(line + below))
        widest = max((metrics.horizontalAdvance(each) for _, each in ticks(*x_range, 8)), default=1)
        chart = cls(inner, x_range, y_range, (), y_ticks, below)
        end = inner.right() + 0.8 * line
        fitting = int(inner.width() / (widest + line))
        x_ticks = tuple(
            (value, text)
            for value, text in ticks(*x_range, most=max(2, min(2 * MOST_TICKS, fitting)))
            if chart.x(value) + metrics.horizontalAdvance(text) / 2 <= end
        )
        return replace(chart, x_ticks=x_ticks)

    def x(self, value: float) -> float:
        """The pixel of ``value`` along the lower axis."""
        low, high = self.x_range
        at = self.area.left() + (value - low) / (high - low) * self.area.width()
        return max(-FAR, min(FAR, at))

    def y(self, value: float) -> float:
        """The pixel of ``value`` along the left axis."""
        low, high = self.y_range
        at = self.area.bottom() - (value - low) / (high - low) * self.area.height()
        return max(-FAR, min(FAR, at))

    def point(self, x: float, y: float) -> QPointF:
        """The pixel of a pair of values."""
        return QPointF(self.x(x), self.y(y))

    def value(self, x: float) -> float:
        """The value along the lower axis at pixel ``x``."""
        low, high = self.x_range
        return low + (x - self.area.left()) / max(1.0, self.area.width()) * (high - low)

    def pixels(self, xs: Array, ys: Array) -> Array:
        """The pixels of a curve, shape (n, 2); what is not finite stays so."""
        (x0, x1), (y0, y1), area = self.x_range, self.y_range, self.area
        with np.errstate(over="ignore", invalid="ignore"):
            across = area.left() + (xs - x0) / (x1 - x0) * area.width()
            down = area.bottom() - (ys - y0) / (y1 - y0) * area.height()
        out: Array = np.clip(np.column_stack([across, down]), -FAR, FAR)
        return out


@dataclass(frozen=True, slots=True)
class Tag:
    """A value written in bold among the labels of an axis: the lower one, or the left one."""

    value: float
    below: bool

    @property
    def text(self) -> str:
        """The value as it is written."""
        return number_text(self.value)

    def width(self, font: QFont) -> float:
        """The room it needs."""
        return QFontMetricsF(sized(font, 1.0, bold=True)).horizontalAdvance(self.text) + 4

    def rect(self, chart: Chart, font: QFont) -> QRectF:
        """Where it stands."""
        width, height, area = self.width(font), QFontMetricsF(font).height(), chart.area
        if self.below:
            x = chart.x(self.value) - width / 2
            x = max(area.left() - 8, min(area.right() + 8 - width, x))
            return QRectF(x, area.bottom() + chart.below - 1, width, height)
        y = max(area.top(), min(area.bottom(), chart.y(self.value)))
        return QRectF(area.left() - width - 2, y - height / 2, width, height)
