"""The line that stands for a named run, the same in its list and in the plot."""

from typing import Final

from PySide6.QtGui import QPen

from bpsim.gui.looks.theme import Theme

DASHES: Final = (
    (6.0, 3.0),
    (2.0, 3.0),
    (9.0, 3.0, 2.0, 3.0),
    (4.0, 4.0),
    (14.0, 3.0),
    (6.0, 2.0, 2.0, 2.0, 2.0, 2.0),
)
"""By the run's colour, so that runs are told apart without it as well."""


def run_dashes(colour: int) -> tuple[float, ...]:
    """The dashes of the run with the ``colour``-th colour, in pixels of a line of 1 pixel."""
    return DASHES[colour % len(DASHES)]


def run_pen(theme: Theme, colour: int) -> QPen:
    """The thin pen of the run with the ``colour``-th of the theme's term colours."""
    pen = QPen(theme.term(colour), 1.0)
    pen.setCosmetic(True)
    pen.setDashPattern(run_dashes(colour))
    return pen
