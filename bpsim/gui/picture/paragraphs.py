"""Words broken into lines of a width, drawn as text or as outlines."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPainter

from bpsim.gui.kit.small_text import Type

TRIES = 20
"""How many widths are tried for lines of about the same length."""


@dataclass(frozen=True)
class Lines:
    """Lines of one type, one below the other."""

    texts: tuple[str, ...]
    type: Type

    @classmethod
    def of(cls, text: str, ink: Type, width: float) -> "Lines":
        """``text`` broken between words into as few lines as possible, all about as long.

        A word wider than ``width`` sticks out.
        """
        words = text.split()
        best = _broken(words, ink, width)
        if len(best) > 1:
            low = ink.width(text) / len(best)
            for n in range(TRIES):
                tried = _broken(words, ink, low + n / TRIES * (width - low))
                if len(tried) == len(best):
                    best = tried
                    break
        return cls(tuple(best), ink)

    @property
    def height(self) -> float:
        """Of all lines; nothing for no text."""
        return len(self.texts) * self.type.metrics.lineSpacing()

    @property
    def width(self) -> float:
        """Of the longest line."""
        return max(map(self.type.width, self.texts), default=0.0)

    def paint(self, painter: QPainter, x: float, y: float, colour: QColor) -> None:
        """Draw the lines, the corner of the first one at (x, y)."""
        painter.setPen(colour)
        base = y + self.type.metrics.ascent()
        for n, text in enumerate(self.texts):
            self.type.draw(painter, x, base + n * self.type.metrics.lineSpacing(), text)


def _broken(words: list[str], ink: Type, width: float) -> list[str]:
    """The words line by line, each line as full as possible."""
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and ink.width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
