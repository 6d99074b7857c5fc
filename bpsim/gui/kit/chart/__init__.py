"""Small plots painted by hand: axes with round ticks, curves, and labels that find a free place."""

from bpsim.gui.kit.chart.axes import NAME_GAP, Chart, Range, Tag, padded, round_step, ticks
from bpsim.gui.kit.chart.labels import free_place, paint_label
from bpsim.gui.kit.chart.paint import (
    paint_axes,
    paint_axis_name,
    paint_curve,
    paint_line,
    paint_point,
)

__all__ = [
    "NAME_GAP",
    "Chart",
    "Range",
    "Tag",
    "free_place",
    "padded",
    "paint_axes",
    "paint_axis_name",
    "paint_curve",
    "paint_label",
    "paint_line",
    "paint_point",
    "round_step",
    "ticks",
]
