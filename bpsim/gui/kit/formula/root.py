"""The sign of a square root around what stands below it."""

from typing import Final

from PySide6.QtGui import QTransform

from bpsim.gui.kit.formula.box import Node, Rule
from bpsim.gui.kit.formula.nodes import BAR, Builder

GAP, AFTER = 0.08, 0.06
WIDEST: Final = 1.2
"""A high sign grows upwards and hardly to the side."""


def root_node(builder: Builder, body: Node, level: int) -> Node:
    """√ stretched to the height of ``body``, with a line from its top over all of it."""
    face = builder.font.face(level)
    em = face.size
    bar, gap = max(1.0, BAR * em), GAP * em
    top = -body.ascent - gap - bar
    height = body.descent - top
    outline = face.outline(face.number("√"))
    bounds = outline.boundingRect()
    up = height / max(bounds.height(), 1.0)
    scale = QTransform.fromScale(min(up, WIDEST), up)
    sign = scale.map(outline)
    placed = sign.boundingRect()
    start = placed.right()
    width = body.width + AFTER * em
    return Node(
        start + width,
        -top,
        body.descent,
        [
            (0.0, body.descent - placed.bottom(), sign),
            (start - bar / 2, top, Rule(width + bar / 2, bar)),
            (start, 0.0, body),
        ],
    )
