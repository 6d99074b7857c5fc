"""An axis of numbers with the signs of the user's language."""

from collections.abc import Sequence

import pyqtgraph as pg

from bpsim.base.words import in_local_signs


class PlainAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph ships no types
    """pyqtgraph's own axis but for the decimal sign."""

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """The numbers at these places."""
        return [in_local_signs(text) for text in super().tickStrings(values, scale, spacing)]
