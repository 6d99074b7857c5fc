"""How large the parts of the graph are: derived from measured text, in pixels, no Qt."""

from enum import Enum
from typing import NamedTuple

ROOM = 0.893
"""How wide the ellipse still is, as a part of its width, where the numbers stand in it."""

STACKED_ROOM = 0.8
"""How wide it is at the height of two rows of numbers, which leave its ends free."""
SYMBOL = 1.1
"""How wide the symbol before a number is there, in lines."""


class Form(Enum):
    """What an ellipse carries; the value is how high it is, in lines.

    ``CAPTIONED`` has z₂⁽³⁾ and a₂⁽³⁾ above the numbers, ``PLAIN`` z, a and the unit's number,
    ``STACKED`` has z₂ above a₂: much narrower, for large text in little room.
    """

    CAPTIONED = 3.8
    PLAIN = 2.75
    STACKED = 2.7


class Metrics(NamedTuple):
    """Text as measured with the widget's font, in pixels at scale 1.

    ``line`` and ``small`` are line heights. ``numbers[n]``, ``labels[n]`` and ``deltas[n]`` are the
    widths of a negative number in an ellipse, on an edge, and behind "δ", with all its digits (0)
    or with one fewer (1).
    ``names``, ``target_name`` and ``target_value`` are the widest of their kind, ``more`` the
    widest "⋮ 388 more". ``headings`` are the widths of the layers’ headings, ``target_heading`` of
    the targets'.
    """

    line: float
    small: float
    numbers: tuple[float, float]
    labels: tuple[float, float]
    deltas: tuple[float, float]
    names: float
    target_name: float
    target_value: float
    more: float
    headings: tuple[float, ...]
    target_heading: float


class Sizes(NamedTuple):
    """The parts' extents in pixels.

    ``chip_drop`` is how far the δ beneath an ellipse hangs over its lower edge, ``bias_rise`` how
    far a bias unit rises into the gap below the headings.
    """

    form: Form
    unit_w: float
    unit_h: float
    input_w: float
    bias: float
    chip_w: float
    chip_h: float
    chip_drop: float
    label_w: float
    label_h: float
    target_w: float
    target_value_w: float
    target_h: float
    target_gap: float
    names_w: float
    names_gap: float
    row_gap: float
    more_w: float
    more_h: float
    column_gap: float
    clear: float
    heading_h: float
    heading_gap: float
    bias_gap: float
    bias_rise: float
    margin: float

    @property
    def captions(self) -> bool:
        """True if the ellipses carry symbols (z₂⁽³⁾) above their numbers."""
        return self.form is Form.CAPTIONED

    def scaled(self, factor: float) -> "Sizes":
        """The same parts, ``factor`` times as large."""
        form, *lengths = self
        return Sizes(form, *(length * factor for length in lengths))


def sizes(metrics: Metrics, form: Form, fewer: int) -> Sizes:
    """The parts at scale 1, with room for all digits of a number, or for one fewer.

    A number that needs more is drawn smaller, never with other digits than elsewhere.
    """
    line, small = metrics.line, metrics.small
    number = metrics.numbers[fewer]
    label = metrics.labels[fewer] + 0.7 * small
    stacked = form is Form.STACKED
    unit_w = 2 * (number + 0.45 * line) / ROOM
    if stacked:
        unit_w = (SYMBOL * line + number) / STACKED_ROOM
    bias = 1.75 * line
    return Sizes(
        form=form,
        unit_w=unit_w,
        unit_h=form.value * line,
        input_w=max((number + 0.5 * line) / 0.82, 2.2 * line),
        bias=bias,
        chip_w=min(metrics.deltas[fewer] + 0.9 * small, (1.0 if stacked else 0.8) * unit_w),
        chip_h=1.25 * small,
        chip_drop=(0.9 if stacked else 0.8) * small,
        label_w=label,
        label_h=1.2 * small,
        target_w=metrics.target_name + metrics.target_value + 1.8 * small,
        target_value_w=metrics.target_value + 0.5 * small,
        target_h=1.7 * line,
        target_gap=1.3 * line,
        names_w=metrics.names,
        names_gap=0.6 * line,
        row_gap=(0.4 if stacked else 0.55) * line,
        more_w=metrics.more,
        more_h=1.35 * small,
        column_gap={Form.CAPTIONED: 1.55, Form.PLAIN: 1.3, Form.STACKED: 1.1}[form] * label,
        clear=0.16 * line,
        heading_h=2.15 * small,
        heading_gap=bias if stacked else 1.5 * small,
        bias_gap=(0.25 if stacked else 0.55) * line,
        bias_rise=0.9 * bias if stacked else 0.0,
        margin=(0.45 if stacked else 0.8) * line,
    )
