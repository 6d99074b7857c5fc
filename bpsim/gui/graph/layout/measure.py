"""Measuring the graph's text with a font, so that its layout can be computed without one."""

from PySide6.QtGui import QFont

from bpsim.base.language import shown_digits
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.gui.graph.layout.sizes import Metrics
from bpsim.gui.kit.small_text import Fonts
from bpsim.steps.shown.spoken import TARGET_HEADING, heading, more_text

LONGEST_NAME = 11
"""Names are cut short beyond the width of so many digits."""


def measured(font: QFont, network: Network, examples: Examples) -> Metrics:
    """The metrics of everything that the graph of ``network`` writes."""
    fonts = Fonts(font)
    body, small, bold = fonts.body.width, fonts.small.width, fonts.small_bold.width
    digit, zeros = small("0"), "0" * shown_digits()

    def widest(names: tuple[str, ...]) -> float:
        return min(LONGEST_NAME * digit, max(map(small, names), default=0.0))

    def line_pair(texts: tuple[str, str]) -> float:
        return max(bold(texts[0]), small(texts[1]))

    return Metrics(
        line=fonts.body.height,
        small=fonts.small.height,
        numbers=(body(f"−0.{zeros}"), 1.07 * body(f"−0.{zeros[1:]}")),
        labels=(small(f"−0.{zeros}"), small(f"−0.{zeros[1:]}")),
        # Deltas are often tiny.
        deltas=(small(f"δ −0.{zeros[2:]}×10⁻⁴"), small(f"δ −0.{zeros[3:]}×10⁻⁴")),
        names=widest(examples.x_names),
        target_name=widest(examples.y_names),
        target_value=small("−0.000"),
        more=small(more_text(int("8" * len(str(max(network.layers)))))),
        headings=tuple(
            line_pair(heading(network, layer, True)) + 0.3 * digit
            for layer in range(1, network.depth + 1)
        ),
        target_heading=line_pair(TARGET_HEADING),
    )
