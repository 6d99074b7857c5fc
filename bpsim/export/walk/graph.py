"""The network as SVG for a page: every part has an id, so that a step can light it."""

import math
from dataclasses import dataclass
from html import escape

from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.notation.numerals import number_text

MOST_UNITS = 8
"""Layers with more units are shortened to their first and last ones."""
FIRST, LAST = 4, 2
COLUMN, ROW, TOP, LEFT = 200.0, 122.0, 84.0, 100.0
RX, RY, BIAS_R = 72.0, 42.0, 18.0
THINNEST, THICKEST = 1.0, 5.0


@dataclass(frozen=True)
class Slot:
    """A place in a column; ``unit`` is None where units are left out."""

    unit: int | None
    x: float
    y: float


def slots_of(network: Network) -> list[list[Slot]]:
    """The places of every layer's units, bias units not among them."""
    shown = [_shown(size) for size in network.layers]
    height = max(map(len, shown)) * ROW
    out = []
    for column, units in enumerate(shown):
        start = TOP + ROW * 0.75 + (height - len(units) * ROW) / 2
        x = LEFT + column * COLUMN
        out.append([Slot(unit, x, start + n * ROW) for n, unit in enumerate(units)])
    return out


def _shown(size: int) -> list[int | None]:
    if size <= MOST_UNITS:
        return list(range(1, size + 1))
    return [*range(1, FIRST + 1), None, *range(size - LAST + 1, size + 1)]


def graph_svg(network: Network, examples: Examples) -> str:
    """The graph at rest; ids: u{layer}-{unit}, e{layer}-{to}-{from}, y{unit}."""
    slots = slots_of(network)
    width = LEFT + (network.depth - 1) * COLUMN + 190
    height = max(slot.y for column in slots for slot in column) + ROW * 0.6
    parts = [
        f'<svg id="graph" viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
        'aria-labelledby="graph-title">',
        f'<title id="graph-title">A network of layers {escape(_sizes(network))}</title>',
        *_edges(network, slots),
        *_headings(network, slots),
    ]
    for layer, column in enumerate(slots, start=1):
        if layer < network.depth:
            parts.append(_bias(layer, column))
        parts.extend(_unit(network, examples, layer, slot) for slot in column)
    parts.extend(_targets(examples, slots[-1]))
    return "".join([*parts, "</svg>"])


def _sizes(network: Network) -> str:
    return "-".join(map(str, network.layers))


def _bias_place(column: list[Slot]) -> tuple[float, float]:
    return column[0].x + RX * 0.3, column[0].y - ROW * 0.55


def _edges(network: Network, slots: list[list[Slot]]) -> list[str]:
    largest = max((abs(float(theta).real) for w in network.weights for theta in w.flat), default=1)
    out = []
    for layer in range(1, network.depth):
        theta = network.weights[layer - 1]
        bias = Slot(0, *_bias_place(slots[layer - 1]))
        for source in (bias, *slots[layer - 1]):
            for target in slots[layer]:
                if source.unit is not None and target.unit is not None:
                    weight = float(theta[target.unit - 1, source.unit])
                    out.append(_edge(layer, source, target, weight, largest))
    return out


def _edge(layer: int, source: Slot, target: Slot, weight: float, largest: float) -> str:
    share = abs(weight) / largest if largest and math.isfinite(weight) else 0.0
    thickness = THINNEST + (THICKEST - THINNEST) * share
    kind = "minus" if weight < 0 else "plus"
    start = source.x + (BIAS_R if source.unit == 0 else RX)
    words = f"from unit {source.unit} to unit {target.unit}: {number_text(weight)}"
    return (
        f'<line id="e{layer}-{target.unit}-{source.unit}" class="edge {kind}" '
        f'x1="{start:.0f}" y1="{source.y:.0f}" x2="{target.x - RX:.0f}" y2="{target.y:.0f}" '
        f'stroke-width="{thickness:.1f}"><title>{words}</title></line>'
    )


def _headings(network: Network, slots: list[list[Slot]]) -> list[str]:
    out = []
    for layer, column in enumerate(slots, start=1):
        if layer == 1:
            kind, detail = "input", ""
        else:
            kind = "output" if layer == network.depth else "hidden"
            detail = str(network.activations[layer - 2])
        x = column[0].x
        out.append(
            f'<text class="head" x="{x:.0f}" y="24">Layer {layer} · {kind}</text>'
            f'<text class="sub" x="{x:.0f}" y="44">{escape(detail)}</text>'
        )
    return out


def _bias(layer: int, column: list[Slot]) -> str:
    x, y = _bias_place(column)
    return (
        f'<g id="u{layer}-0" class="unit bias"><circle cx="{x:.0f}" cy="{y:.0f}" r="{BIAS_R}"/>'
        f'<text x="{x:.0f}" y="{y + 5:.0f}">+1</text></g>'
    )


def _unit(network: Network, examples: Examples, layer: int, slot: Slot) -> str:
    x, y = slot.x, slot.y
    key = f"{layer}-gap" if slot.unit is None else f"{layer}-{slot.unit}"
    if slot.unit is None:
        more = network.layers[layer - 1] - FIRST - LAST
        name = f'<text class="name" x="{x:.0f}" y="{y - RY - 5:.0f}">⋮ {more} more</text>'
    elif layer == 1:
        name = (
            f'<text class="side" x="{x - RX - 8:.0f}" y="{y + 5:.0f}">'
            f"{escape(examples.x_names[slot.unit - 1])}</text>"
        )
    else:
        name = ""
    return (
        f'<g id="u{key}" class="unit"><ellipse cx="{x:.0f}" cy="{y:.0f}" rx="{RX}" ry="{RY}"/>'
        f'{name}<text class="v1" x="{x:.0f}" y="{y - 15:.0f}"></text>'
        f'<text class="v2" x="{x:.0f}" y="{y + 6:.0f}"></text>'
        f'<text class="v3" x="{x:.0f}" y="{y + 27:.0f}"></text></g>'
    )


def _targets(examples: Examples, column: list[Slot]) -> list[str]:
    out = []
    for slot in column:
        if slot.unit is not None:
            x = slot.x + RX + 14
            name = escape(examples.y_names[slot.unit - 1])
            out.append(
                f'<text class="target" x="{x:.0f}" y="{slot.y + 5:.0f}">{name} = '
                f'<tspan id="y{slot.unit}"></tspan></text>'
            )
    return out
