"""How wide a text is, from the widths of its letters."""

from PySide6.QtGui import QFontMetricsF


class TextWidths:
    """Remembers the letters of one font: most numbers have never been measured before."""

    def __init__(self, metrics: QFontMetricsF) -> None:
        self._metrics = metrics
        self._known: dict[str, float] = {}

    def width(self, text: str) -> float:
        """How wide ``text`` is, letter by letter, without what the font does to pairs of them."""
        known, total = self._known, 0.0
        for letter in text:
            width = known.get(letter)
            if width is None:
                width = known[letter] = self._metrics.horizontalAdvance(letter)
            total += width
        return total
