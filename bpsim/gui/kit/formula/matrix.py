"""Sets the cells of a matrix in columns, numbers aligned at their decimal points."""

from collections.abc import Sequence

from bpsim.base.language import decimal_sign
from bpsim.gui.kit.formula.box import Node
from bpsim.gui.kit.formula.nodes import (
    ASCENT,
    BRACKET_SIDE,
    DESCENT,
    MATRIX_COLUMN_GAP,
    MATRIX_ROW_GAP,
    Builder,
)
from bpsim.notation.formula import Expr, Number
from bpsim.notation.numerals import number_text


def matrix_node(
    builder: Builder,
    cells: Sequence[Sequence[Expr]],
    nodes: Sequence[Sequence[Node]],
    level: int,
) -> Node:
    """The matrix of ``nodes``, which are ``cells`` laid out, between brackets around the axis."""
    em = builder.font.face(level).size
    columns = max((len(row) for row in nodes), default=0)
    offsets, widths = zip(
        *(_column(builder, cells, nodes, c, level) for c in range(columns)), strict=True
    )
    heights = [
        (
            max([ASCENT * em, *(node.ascent for node in row)]),
            max([DESCENT * em, *(node.descent for node in row)]),
        )
        for row in nodes
    ]
    gap, side = MATRIX_ROW_GAP * em, BRACKET_SIDE * em
    total = sum(up + down for up, down in heights) + gap * (len(heights) - 1)
    axis = builder.font.axis * em
    above = total / 2 + axis
    left = builder.fence("[", above, total / 2 - axis, level)
    parts: list[tuple[float, float, Node]] = [(0.0, 0.0, left)]
    y = -above
    for r, (row, (up, down)) in enumerate(zip(nodes, heights, strict=True)):
        x = left.width + side
        for c, node in enumerate(row):
            parts.append((x + offsets[c][r], y + up, node))
            x += widths[c] + MATRIX_COLUMN_GAP * em
        y += up + down + gap
    inner = sum(widths) + MATRIX_COLUMN_GAP * em * (columns - 1)
    right = builder.fence("]", above, total / 2 - axis, level)
    parts.append((left.width + 2 * side + inner, 0.0, right))
    return Node(
        left.width + 2 * side + inner + right.width,
        max(above, left.ascent),
        max(total / 2 - axis, left.descent),
        parts,
    )


def _column(
    builder: Builder,
    cells: Sequence[Sequence[Expr]],
    nodes: Sequence[Sequence[Node]],
    column: int,
    level: int,
) -> tuple[list[float], float]:
    """Where each cell of a column starts within it, and how wide the column is."""
    before, after = 0.0, 0.0
    points: list[float | None] = []
    widths = [row[column].width if column < len(row) else 0.0 for row in nodes]
    for line, width in zip(cells, widths, strict=True):
        cell = line[column] if column < len(line) else None
        point = None
        if isinstance(cell, Number):
            whole = number_text(cell.value, cell.digits).partition(decimal_sign())[0]
            point = builder.text(whole, level).width
            before, after = max(before, point), max(after, width - point)
        points.append(point)
    whole_width = max(before + after, *widths)
    indent = (whole_width - before - after) / 2
    return [
        (whole_width - width) / 2 if point is None else indent + before - point
        for point, width in zip(points, widths, strict=True)
    ], whole_width
