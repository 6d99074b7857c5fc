"""Words broken into lines of a width, drawn as text or as outlines."""

from dataclasses import dataclass

from PySide6.QtCore import QTextBoundaryFinder
from PySide6.QtGui import QColor, QPainter

from bpsim.gui.kit.small_text import Type

Boundary = QTextBoundaryFinder.BoundaryType
BREAKS = (Boundary.Line, Boundary.Grapheme)
"""Where a word may be broken that is wider than a line."""
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

        A word wider than ``width`` is broken where its language allows it, or else anywhere:
        Chinese has no blanks between words.
        """
        words = [part for word in text.split() for part in _fitting(word, ink, width)]
        best = _broken(words, ink, width)
        if len(best) > 1:
            low = ink.width(text) / len(best)
            for n in range(TRIES):
                tried = _broken(words, ink, low + n / TRIES * (width - low))
                if len(tried) == len(best):
                    best = tried
                    break
        return cls(tuple(best), ink)

    def pages(self, height: float) -> list["Lines"]:
        """The lines in parts that are no higher than that, but of a line at least."""
        most = max(1, int(height / self.type.metrics.lineSpacing()))
        starts = range(0, max(1, len(self.texts)), most)
        return [Lines(self.texts[n : n + most], self.type) for n in starts]

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


def _fitting(word: str, ink: Type, width: float, at: tuple[Boundary, ...] = BREAKS) -> list[str]:
    """``word`` in parts that are no wider than ``width``, broken ``at`` the first that help."""
    if not at or ink.width(word) <= width:
        return [word]
    out: list[str] = []
    for part in _parts(word, at[0]):
        for each in _fitting(part, ink, width, at[1:]):
            if out and ink.width(out[-1] + each) <= width:
                out[-1] += each
            else:
                out.append(each)
    return out


def _parts(word: str, at: Boundary) -> list[str]:
    finder, coded = QTextBoundaryFinder(at, word), word.encode("utf-16-le", "surrogatepass")
    out, start = [], 0
    while (end := finder.toNextBoundary()) > start:  # in units of UTF-16
        out.append(coded[2 * start : 2 * end].decode("utf-16-le", "surrogatepass"))
        start = end
    return out
