"""Builds the parts of a formula that stay whole: letters with indices, fractions, matrices.

All measures are in units of the em and come from what TeX does, rounded to what suits a screen.
"""

from functools import lru_cache
from typing import Final

from PySide6.QtGui import QTransform

from bpsim.gui.kit.formula.box import TINT, UNDERLINE, Leaf, Node, Rule
from bpsim.gui.kit.formula.font import MathFont
from bpsim.notation.formula import Symbol
from bpsim.notation.latex import HAT
from bpsim.notation.numerals import number_text

ASCENT, DESCENT = 0.72, 0.22
SUP_UP, SUB_DOWN = 0.45, 0.28
AFTER_SCRIPTS = 0.04
BAR: Final = 0.06
FRACTION_GAP, FRACTION_SIDE = 0.13, 0.12
MATRIX_COLUMN_GAP, MATRIX_ROW_GAP, BRACKET_SIDE = 0.9, 0.2, 0.3
THIN_SIDE = 0.08
HAT_SLANT = 0.03
FENCE_SHORTFALL = 0.4
"""How much lower than its content a delimiter may be, or every index would blow it up."""

_REMEMBERED = 2048
"""Of each kind, some kilobytes a dozen: numbers that a walk has left behind hardly come again."""
_SMALL = "₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₗₘₙₜ"
_AS_USUAL = str.maketrans(_SMALL, "0123456789ijklmnt")


def _split_index(text: str) -> tuple[str, str]:
    body = text.rstrip(_SMALL)
    return (body, text[len(body) :].translate(_AS_USUAL)) if body else (text, "")


class Builder:
    """Makes nodes with one font; what recurs from step to step is made once."""

    def __init__(self, font: MathFont) -> None:
        self.font = font
        self.text = lru_cache(_REMEMBERED)(self._text)
        self.symbol = lru_cache(_REMEMBERED)(self._symbol)
        self._tall_fence = lru_cache(_REMEMBERED)(self._made_fence)

    # --- text ------------------------------------------------------------------------------

    def _text(self, text: str, level: int, italic: bool = False, bold: bool = False) -> Node:
        """A run of characters."""
        face = self.font.face(level)
        runs = face.texts(text, italic, bold)
        size = face.size
        return Node(
            max((run.width for run in runs), default=0.0),
            ASCENT * size,
            DESCENT * size,
            [(0.0, 0.0, run) for run in runs],
        )

    def _symbol(self, symbol: Symbol, level: int, bold: bool) -> Node:
        """A letter with its indices one above the other right behind it."""
        name, hat = symbol.name.removesuffix(HAT), symbol.name.endswith(HAT)
        base = self.text(name, level, symbol.style == "italic", bold or symbol.style == "bold")
        base = self._hatted(base, level) if hat else base
        whole = self.scripted(base, symbol.sub, symbol.sup, level, bold)
        return Node(whole.width, whole.ascent, whole.descent, whole.parts, symbol=symbol)

    def _hatted(self, base: Node, level: int) -> Node:
        """A small letter with the font's own hat above its middle."""
        face = self.font.face(level)
        hat = face.glyph(face.number(HAT), HAT)
        middle = face.outline(hat.glyphs[0]).boundingRect().center().x()
        slant = HAT_SLANT * face.size
        x = base.width / 2 - middle + slant
        return Node(base.width, base.ascent, base.descent, [(0.0, 0.0, base), (x, 0.0, hat)])

    def number(self, value: float, digits: int, guarded: bool, level: int, bold: bool) -> Node:
        """A number with roman digits and a real minus."""
        text = number_text(value, digits)
        if guarded and text[0] == "−":
            text = f"({text})"
        return self.text(text, level, bold=bold)

    def scripted(self, base: Node, sub: str, sup: str, level: int, bold: bool = False) -> Node:
        """``base`` with ``sub`` below and ``sup`` above, both starting at the same x."""
        if not (sub or sup):
            return base
        em = self.font.face(level).size
        at = base.width + 0.02 * em
        parts: list[tuple[float, float, Node | Leaf]] = [(0.0, 0.0, base)]
        width, ascent, descent = at, base.ascent, base.descent
        if sup:
            node = self._script(sup, level + 1, bold)
            up = max(SUP_UP * em, base.ascent - 0.34 * em)
            parts.append((at, -up, node))
            width, ascent = max(width, at + node.width), max(ascent, up + node.ascent)
        if sub:
            node = self._script(sub, level + 1, bold)
            down = max(SUB_DOWN * em, base.descent - 0.02 * em)
            parts.append((at, down, node))
            width, descent = max(width, at + node.width), max(descent, down + node.descent)
        return Node(width + AFTER_SCRIPTS * em, ascent, descent, parts)

    def _script(self, text: str, level: int, bold: bool) -> Node:
        """An index; Unicode's small figures and letters in it, as in "zₖ", are its own index."""
        body, small = _split_index(text)
        node = self.text(body, level, italic=True, bold=bold)
        return self.scripted(node, small, "", level, bold) if small else node

    # --- built from other nodes ---------------------------------------------------------------

    def fraction(self, numerator: Node, denominator: Node, level: int) -> Node:
        """A numerator over a denominator, the bar at the height of a minus."""
        em = self.font.face(level).size
        bar, gap, side = max(1.0, BAR * em), FRACTION_GAP * em, FRACTION_SIDE * em
        axis = self.font.axis * em
        inner = max(numerator.width, denominator.width) + 2 * side
        top = -axis - bar / 2
        up = top - gap - numerator.descent
        down = top + bar + gap + denominator.ascent
        return Node(
            inner + 2 * side,
            numerator.ascent - up,
            down + denominator.descent,
            [
                (side + (inner - numerator.width) / 2, up, numerator),
                (side, top, Rule(inner, bar)),
                (side + (inner - denominator.width) / 2, down, denominator),
            ],
        )

    def fence(self, sign: str, ascent: float, descent: float, level: int) -> Node:
        """The delimiter ``sign``, grown around the axis to reach ``ascent`` and ``descent``."""
        if not sign:
            return Node(0.0, 0.0, 0.0, [])
        em = self.font.face(level).size
        axis = self.font.axis * em
        needed = 2 * max(ascent - axis, descent + axis)
        if needed - FENCE_SHORTFALL * em <= em:
            return self.text(sign, level)
        return self._tall_fence(sign, round(needed, 2), level)

    def _made_fence(self, sign: str, needed: float, level: int) -> Node:
        em = self.font.face(level).size
        axis = self.font.axis * em
        if sign in "[]":
            return self._bracket(sign, needed, axis, em)
        return self._grown(sign, needed, axis, level)

    def _bracket(self, sign: str, height: float, axis: float, em: float) -> Node:
        """A square bracket of three rules, which stay as thin as a bar at any height."""
        thick, foot = max(1.0, BAR * em), 0.22 * em
        left = 0.1 * em
        top, stem = -axis - height / 2, Rule(thick, height)
        x = left if sign == "[" else left + foot - thick
        return Node(
            foot + 2 * left,
            axis + height / 2,
            height / 2 - axis,
            [
                (x, top, stem),
                (left, top, Rule(foot, thick)),
                (left, top + height - thick, Rule(foot, thick)),
            ],
        )

    def _grown(self, sign: str, needed: float, axis: float, level: int) -> Node:
        """The font's own taller form, the tallest one stretched where even that is too short."""
        face = self.font.face(level)
        em = face.size
        enough = needed - FENCE_SHORTFALL * em
        glyph, height = face.number(sign), 1.0
        for glyph, height in self.font.variants.get(glyph, [(glyph, height)]):  # noqa: B007, B020
            if height * em >= enough:
                break
        bounds = face.outline(glyph).boundingRect()
        middle = bounds.center().y()
        if height * em >= enough or bounds.height() <= 0:
            run = face.glyph(glyph, sign)
            half = bounds.height() / 2
            return Node(run.width, axis + half, half - axis, [(0.0, -axis - middle, run)])
        grow = needed / bounds.height()
        path = QTransform.fromScale(1.0, grow).map(face.outline(glyph))
        return Node(
            face.advance(glyph),
            axis + needed / 2,
            needed / 2 - axis,
            [(0.0, -axis - middle * grow, path)],
        )

    def big_sum(self, below: str, above: str, level: int) -> Node:
        """Σ with what it runs over below and above it."""
        face = self.font.face(level)
        em = face.size
        glyph = face.number("∑") or face.number("Σ")
        glyph = self.font.variants.get(glyph, [(glyph, 1.0)])[min(1, max(0, 1 - level))][0]
        run = face.glyph(glyph, "Σ")
        bounds = face.outline(glyph).boundingRect()
        dy = -self.font.axis * em - bounds.center().y()
        limits = [
            (self.text(text, level + 1, italic=True), up)
            for text, up in ((below, False), (above, True))
            if text
        ]
        side = THIN_SIDE * em
        width = max([run.width, *(node.width for node, _ in limits)]) + side
        ascent, descent = -(bounds.top() + dy), bounds.bottom() + dy
        parts: list[tuple[float, float, Node | Leaf]] = [((width - side - run.width) / 2, dy, run)]
        gap = 0.08 * em
        for node, up in limits:
            x = (width - side - node.width) / 2
            if up:
                parts.append((x, -ascent - gap - node.descent, node))
                ascent += gap + node.descent + node.ascent
            else:
                parts.append((x, descent + gap + node.ascent, node))
                descent += gap + node.ascent + node.descent
        return Node(width, ascent, descent, parts, symbol=Symbol("Σ"))

    def stressed(self, body: Node, level: int) -> Node:
        """``body`` on a soft ground of the accent colour, underlined."""
        em = self.font.face(level).size
        side, below = 0.18 * em, 0.24 * em
        height = body.ascent + 0.06 * em + below
        width = body.width + 2 * side
        thick = max(1.5, 0.1 * em)
        return Node(
            width,
            body.ascent + 0.06 * em,
            max(body.descent, below),
            [
                (0.0, -body.ascent - 0.06 * em, Node(0, 0, 0, [(0, 0, Rule(width, height))], TINT)),
                (0.0, below - thick, Node(0, 0, 0, [(0, 0, Rule(width, thick))], UNDERLINE)),
                (side, 0.0, body),
            ],
        )
