"""Reads from a font's MATH table what growing delimiters need: the axis and the taller glyphs.

Layout of the table: https://learn.microsoft.com/typography/opentype/spec/math
"""

from dataclasses import dataclass, field
from struct import unpack_from

_AXIS_HEIGHT = 4 + 2 * 2 + 4 * 1  # two int16, two uint16, then MathValueRecords of four bytes each


@dataclass(frozen=True, slots=True)
class MathTable:
    """``axis`` is the height of the minus above the base line, in font units, None if unknown.

    ``variants[glyph]`` lists the glyph's taller forms as (glyph, height in font units), ascending.
    """

    axis: int | None = None
    variants: dict[int, list[tuple[int, int]]] = field(default_factory=dict)


def read_math_table(data: bytes) -> MathTable:
    """Parse the bytes of a MATH table; a font without one gives an empty MathTable."""
    if len(data) < 10:
        return MathTable()
    constants, _, variants = unpack_from(">HHH", data, 4)
    (axis,) = unpack_from(">h", data, constants + _AXIS_HEIGHT)
    return MathTable(axis, _vertical_variants(data, variants))


def _vertical_variants(data: bytes, at: int) -> dict[int, list[tuple[int, int]]]:
    _, coverage, _, count, _ = unpack_from(">HHHHH", data, at)
    out: dict[int, list[tuple[int, int]]] = {}
    for n, glyph in enumerate(_covered(data, at + coverage)[:count]):
        (offset,) = unpack_from(">H", data, at + 10 + 2 * n)
        _, size = unpack_from(">HH", data, at + offset)
        out[glyph] = [unpack_from(">HH", data, at + offset + 4 + 4 * k) for k in range(size)]
    return out


def _covered(data: bytes, at: int) -> list[int]:
    """The glyphs of a Coverage table, in its order."""
    kind, count = unpack_from(">HH", data, at)
    if kind == 1:
        return list(unpack_from(f">{count}H", data, at + 4))
    out: list[int] = []
    for n in range(count):
        first, last, _ = unpack_from(">HHH", data, at + 4 + 6 * n)
        out.extend(range(first, last + 1))
    return out
