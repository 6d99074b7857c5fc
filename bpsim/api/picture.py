"""A small picture of a step as SVG: the units, and the edges that the step uses."""

from bpsim.notation.numerals import number_text
from bpsim.steps.step import Lit, Step

COLUMN, ROW, RADIUS, EDGE = 130, 62, 22, 40
MOST_UNITS = 12
"""A larger network is not drawn: its formula says more."""


def step_svg(step: Step) -> str:
    """The network with the step's edges stressed; empty where it is too large to be drawn."""
    layers = step.network.layers
    if max(layers) > MOST_UNITS:
        return ""
    height = ROW * (max(layers) + 1) + EDGE
    width = COLUMN * (len(layers) - 1) + 2 * EDGE + 2 * RADIUS
    edges: list[str] = []
    stressed: list[str] = []
    for layer in range(1, len(layers)):
        for to in range(1, layers[layer] + 1):
            for frm in range(layers[layer - 1] + 1):
                lit = any(_is_lit(each, layer, to, frm) for each in step.lit)
                (stressed if lit else edges).append(_edge(layers, layer, to, frm, lit))
    units = [
        _unit(step, layer, unit)
        for layer in range(1, len(layers) + 1)
        for unit in range(0 if layer < len(layers) else 1, layers[layer - 1] + 1)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'role="img" aria-label="{step.title}" font-family="sans-serif" font-size="11" '
        f'text-anchor="middle">{"".join([*edges, *stressed, *units])}</svg>'
    )


def _is_lit(lit: Lit, layer: int, to: int, frm: int) -> bool:
    return lit.layer == layer and lit.to in (None, to) and lit.frm in (None, frm)


def _place(layers: tuple[int, ...], layer: int, unit: int) -> tuple[float, float]:
    """The centre of a unit; the bias unit stands on top of its column."""
    space = (max(layers) - layers[layer - 1]) * ROW / 2
    return EDGE + RADIUS + (layer - 1) * COLUMN, EDGE + space + unit * ROW


def _edge(layers: tuple[int, ...], layer: int, to: int, frm: int, lit: bool) -> str:
    x1, y1 = _place(layers, layer, frm)
    x2, y2 = _place(layers, layer + 1, to)
    look = 'stroke="#c2410c" stroke-width="3"' if lit else 'stroke="#9ca3af" stroke-width="1"'
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" {look}/>'


def _unit(step: Step, layer: int, unit: int) -> str:
    x, y = _place(step.network.layers, layer, unit)
    here = (layer, unit) in step.units
    look = 'stroke="#c2410c" stroke-width="3"' if here else 'stroke="#6b7280"'
    a, delta = step.known.a(layer, unit), step.known.delta(layer, unit)
    text = "+1" if unit == 0 else "—" if a is None else number_text(a, 3)
    below = "" if delta is None else f'<text x="{x}" y="{y + 36}">δ {number_text(delta, 3)}</text>'
    return (
        f'<circle cx="{x}" cy="{y}" r="{RADIUS}" fill="#ffffff" {look}/>'
        f'<text x="{x}" y="{y + 4}" fill="#111827">{text}</text>{below}'
    )
