"""Fitting a network into a view: how rich, how large, how many units, how far apart."""

import numpy as np

from bpsim.core.arrays import Array
from bpsim.gui.graph.layout.frame import Frame
from bpsim.gui.graph.layout.sizes import Form, Metrics, Sizes, sizes

WHOLE = 16
"""The most units of a layer that are all drawn."""
SLOTS, FEW_SLOTS, LEAST_SLOTS = 12, 8, 4
"""How many units of a shortened layer are drawn: at best, in little room, and at least."""
LARGEST_SCALE = 1.75
AIRY = 1.8
"""How much wider the gaps between columns are in a graph that no view of this width can hold."""
LEAST_STACKED = 15.0
"""How high lines of stacked numbers are at least, in pixels, before the graph has to be moved to be
seen: about as high as those of usual text, so larger text makes none of it smaller than usual."""
WIDEST_GAP, TALLEST_GAP = 2.4, 1.8
"""How far spare room may spread columns and rows, in widths and heights of a unit."""


def frame_for(layers: tuple[int, ...], metrics: Metrics, width: float, height: float) -> Frame:
    """The frame that shows a network best in a view of that extent.

    Rich ellipses first; narrower ones before text becomes smaller than was asked for; plainer and
    smaller ones where there is less room, then fewer units. Never smaller than legible: the frame
    is larger than the view if it must be.
    """
    # Larger text is asked for by those who need it: the picture is moved rather than shrunk.
    legible = min(0.75, max(0.7, 10.5 / metrics.line))
    stacked = min(legible, LEAST_STACKED / metrics.line)
    for form, fewer, slots, least in (
        (Form.CAPTIONED, 0, SLOTS, 1.0),
        (Form.CAPTIONED, 1, SLOTS, 0.92),
        (Form.STACKED, 0, SLOTS, 0.92),
        (Form.PLAIN, 1, SLOTS, 0.8),
        (Form.CAPTIONED, 1, FEW_SLOTS, 0.85),
        (Form.PLAIN, 1, FEW_SLOTS, legible),
        (Form.STACKED, 1, FEW_SLOTS, stacked),
        (Form.PLAIN, 1, LEAST_SLOTS, legible),
        (Form.STACKED, 1, LEAST_SLOTS, stacked),
    ):
        part = sizes(metrics, form, fewer)
        scale = min(
            LARGEST_SCALE,
            width / _least_width(layers, part, metrics),
            height / _least_height(layers, part, slots),
        )
        if scale >= least:
            return _spread(layers, part, metrics, scale, width, height)
    part = sizes(metrics, Form.PLAIN, 1)
    if width / legible < _least_width(layers, part, metrics):
        # It has to be moved to be seen anyway: no need to press the columns together.
        part = part._replace(column_gap=AIRY * part.column_gap)
    return _spread(layers, part, metrics, legible, width, height)


def _head(part: Sizes) -> float:
    """What stands above the units: margin, headings, the row of bias units."""
    bias = part.bias + part.bias_gap - part.bias_rise
    return part.margin + part.heading_h + part.heading_gap + bias


def _foot(part: Sizes, shortened: bool) -> float:
    """What hangs below the last units, and a margin."""
    return part.chip_drop + (part.more_h if shortened else 0.0) + 0.6 * part.margin


def _least_pitch(layer: int, part: Sizes, shortened: bool) -> float:
    """How close units may stand: with room for the δ, and for the number of those left out."""
    row = part.unit_h + (part.chip_drop if layer > 1 else 0.0)
    return row + (part.more_h if shortened else part.row_gap)


def _least_height(layers: tuple[int, ...], part: Sizes, slots: int) -> float:
    rows = [size if size <= SLOTS else min(size, slots) for size in layers]
    units = max(
        (count - 1) * _least_pitch(n + 1, part, count < size)
        for n, (count, size) in enumerate(zip(rows, layers, strict=True))
    )
    return _head(part) + part.unit_h + units + _foot(part, rows != list(layers))


def _centres(layers: tuple[int, ...], part: Sizes, headings: tuple[float, ...]) -> list[float]:
    """The columns' centres where they stand as close as they may, at scale 1."""
    widths = [part.input_w] + [part.unit_w] * (len(layers) - 1)
    names = part.names_w + part.names_gap if part.names_w else 0.0
    x = [part.margin + max(names + widths[0] / 2, headings[0] / 2, part.more_w / 2)]
    for left, right, left_head, right_head in zip(
        widths, widths[1:], headings, headings[1:], strict=False
    ):
        x.append(
            x[-1]
            + max(
                (left + right) / 2 + part.column_gap,
                (left_head + right_head) / 2 + part.names_gap,
                part.more_w + part.names_gap,
            )
        )
    return x


def _target_left(x: float, part: Sizes, metrics: Metrics) -> float:
    """Where the targets begin if the last column stands at ``x``."""
    return x + max(metrics.headings[-1] / 2 + part.names_gap, part.unit_w / 2 + part.target_gap)


def _target_width(part: Sizes, metrics: Metrics) -> float:
    return max(part.target_w, metrics.target_heading)


def _least_width(layers: tuple[int, ...], part: Sizes, metrics: Metrics) -> float:
    last = _centres(layers, part, metrics.headings)[-1]
    return _target_left(last, part, metrics) + _target_width(part, metrics) + part.margin


def _spread(
    layers: tuple[int, ...],
    part: Sizes,
    metrics: Metrics,
    scale: float,
    width: float,
    height: float,
) -> Frame:
    """The frame at that scale, with what room is left over given to the gaps."""
    room_w, room_h = width / scale, height / scale
    spare = max(0.0, room_w - _least_width(layers, part, metrics))
    between = min(spare / (len(layers) - 1), WIDEST_GAP * part.unit_w - part.column_gap)
    x = np.array(_centres(layers, part, metrics.headings)) + between * np.arange(len(layers))
    targets = _target_left(float(x[-1]), part, metrics)
    target_w = _target_width(part, metrics)
    head = _head(part)
    columns = _columns(layers, part, room_h - head - _foot(part, False))
    shortened = any(count < size for size, (count, _) in zip(layers, columns, strict=True))
    if shortened:
        columns = _columns(layers, part, room_h - head - _foot(part, True))
    half = (max((count - 1) * pitch for count, pitch in columns) + part.unit_h) / 2
    slots: list[Array] = [
        head + half + np.float64(pitch) * (np.arange(count, dtype=np.float64) - (count - 1) / 2)
        for count, pitch in columns
    ]
    frame = Frame(
        layers=layers,
        sizes=part,
        scale=1.0,
        x=tuple(map(float, x)),
        target_x=targets + target_w / 2,
        slots=tuple(slots),
        heading_widths=(*metrics.headings, metrics.target_heading),
        heading_y=part.margin,
        bias_y=head - part.bias_gap - part.bias / 2,
        left=0.0,
        top=0.0,
        width=targets + target_w + part.margin,
        height=head + 2 * half + _foot(part, shortened),
    )
    return frame.placed(scale, 0.0, 0.0)


def _columns(layers: tuple[int, ...], part: Sizes, room: float) -> list[tuple[int, float]]:
    """For each column how many slots it has in that height, and the distance between them."""
    out = []
    for layer, size in enumerate(layers, start=1):
        most = _fitting(room, part.unit_h, _least_pitch(layer, part, False))
        count, widest = size, part.chip_drop + TALLEST_GAP * part.unit_h
        if size > LEAST_SLOTS and size > min(WHOLE, most):
            most = _fitting(room, part.unit_h, _least_pitch(layer, part, True))
            count = min(size, SLOTS, max(LEAST_SLOTS, most))
            widest *= 0.6
        least = _least_pitch(layer, part, count < size)
        spare = (room - part.unit_h) / (count - 1) if count > 1 else 0.0
        out.append((count, min(part.unit_h + widest, max(least, spare))))
    return out


def _fitting(room: float, unit: float, pitch: float) -> int:
    """How many units fit into the room; never less than one."""
    return max(1, 1 + int((room - unit) / pitch + 1e-6))
