"""The network as SVG for a page: at rest, its parts with ids, or as it is at one step."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from unicodedata import east_asian_width

from bpsim.base.words import named, tr
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.sizes import sizes_text
from bpsim.notation.numerals import known_text, number_text
from bpsim.steps.schedule import FORWARD_PASS
from bpsim.steps.shown.spoken import heading, more_text
from bpsim.steps.step import Step

MOST_UNITS = 8
"""Layers with more units are shortened to their first and last ones."""
FIRST, LAST = 4, 2
COLUMN, ROW, TOP = 208.0, 122.0, 84.0
RX, RY, BIAS_R = 80.0, 42.0, 18.0
SIZE, ON_A_PHONE = 17.0, 23.0
"""Of the type of names, and of targets in a narrow page; page.css says so too."""
WIDE_SIGNS, NARROW_SIGNS = frozenset("mwMW%@&#~^—…"), frozenset(" .,:;'|!ijl()[]")
WIDE, CAPITAL, LETTER, NARROW = 1.0, 0.8, 0.65, 0.4
"""How wide letters are at most in usual fonts, in sizes of the type."""
LONGEST = 11.0
"""How wide a name may be beside a unit, in the same."""
THINNEST, THICKEST = 1.0, 5.0
COLOURS = 12
"""Of terms, as the style sheet names them."""


@dataclass(frozen=True)
class Slot:
    """A place in a column; ``unit`` is None where units are left out."""

    unit: int | None
    x: float
    y: float


def slots_of(network: Network, step: Step | None, left: float) -> list[list[Slot]]:
    """The places of every layer's units, bias units not among them; the first ones at x = ``left``.

    The one unit of a layer that ``step`` is about has a place among those left out.
    """
    in_play: dict[int, list[int]] = {}
    for layer, unit in () if step is None else step.units:
        in_play.setdefault(layer, []).append(unit)
    shown = [
        _shown(size, in_play.get(layer, [])) for layer, size in enumerate(network.layers, start=1)
    ]
    height = max(map(len, shown)) * ROW
    out = []
    for column, units in enumerate(shown):
        start = TOP + ROW * 0.75 + (height - len(units) * ROW) / 2
        x = left + column * COLUMN
        out.append([Slot(unit, x, start + n * ROW) for n, unit in enumerate(units)])
    return out


def _shown(size: int, in_play: list[int]) -> list[int | None]:
    if size <= MOST_UNITS:
        return list(range(1, size + 1))
    left_out = [unit for unit in in_play if FIRST < unit <= size - LAST]
    between = left_out[0] if len(left_out) == 1 else None
    return [*range(1, FIRST + 1), between, *range(size - LAST + 1, size + 1)]


def graph_svg(network: Network, examples: Examples, step: Step | None = None) -> str:
    """The graph at rest, or with the values and the lit edges of ``step``.

    At rest its parts have ids: u{layer}-{unit}, e{layer}-{to}-{from}, y{unit}.
    """
    left = RX + 24 + SIZE * _room(examples.x_names)
    slots = slots_of(network, step, left)
    width = left + (network.depth - 1) * COLUMN + RX + 30
    width += ON_A_PHONE * _room(examples.y_names, " = −0.3333")
    height = max(slot.y for column in slots for slot in column) + ROW * 0.6
    extent = f'viewBox="0 0 {width:.0f} {height:.0f}" role="img"'
    title = tr("A network of layers {sizes}", sizes=sizes_text(network.layers))
    if step is None:
        opened = f'<svg id="graph" {extent} aria-label="{escape(title)}">'
    else:
        words = escape(named(title, step.title))
        dim = ' class="dim"' if step.lit else ""
        opened = f'<svg xmlns="http://www.w3.org/2000/svg"{dim} {extent} aria-label="{words}">'
    parts = [
        opened,
        *_edges(network, slots, step),
        *_headings(network, slots),
    ]
    for layer, column in enumerate(slots, start=1):
        if layer < network.depth:
            parts.append(_bias(layer, column, step))
        parts.extend(_unit(network, examples, layer, slot, step) for slot in column)
    parts.extend(_targets(examples, slots[-1], step))
    return "".join([*parts, "</svg>"])


def _short(name: str) -> str:
    if _wide(name) <= LONGEST:
        return name
    return next(part for n in range(len(name), -1, -1) if _wide(part := f"{name[:n]}…") <= LONGEST)


def _wide(text: str) -> float:
    """How wide a text is at most, in sizes of its type."""
    return sum(map(_wide_sign, text))


def _wide_sign(sign: str) -> float:
    if sign in WIDE_SIGNS or east_asian_width(sign) in "WF":
        return WIDE
    if sign in NARROW_SIGNS:
        return NARROW
    return CAPITAL if sign.isupper() else LETTER


def _room(names: Sequence[str], more: str = "") -> float:
    """The width of the widest of ``names`` with ``more`` behind it, in sizes of its type."""
    return max(_wide(_short(name)) for name in names) + _wide(more)


def _bias_place(column: list[Slot]) -> tuple[float, float]:
    return column[0].x + RX * 0.3, column[0].y - ROW * 0.55


def _edges(network: Network, slots: list[list[Slot]], step: Step | None) -> list[str]:
    largest = max((abs(float(theta).real) for w in network.weights for theta in w.flat), default=1)
    out: list[str] = []
    for layer in range(1, network.depth):
        theta = network.weights[layer - 1]
        bias = Slot(0, *_bias_place(slots[layer - 1]))
        for source in (bias, *slots[layer - 1]):
            for target in slots[layer]:
                if source.unit is not None and target.unit is not None:
                    weight = float(theta[target.unit - 1, source.unit])
                    line = _edge(layer, source, target, weight, largest, step)
                    # What is lit lies on top.
                    out.insert(len(out) if " lit" in line else 0, line)
    return out


def _edge(
    layer: int, source: Slot, target: Slot, weight: float, largest: float, step: Step | None
) -> str:
    share = abs(weight) / largest if largest and math.isfinite(weight) else 0.0
    thickness = THINNEST + (THICKEST - THINNEST) * share
    kind = "minus" if weight < 0 else "plus"
    start = source.x + (BIAS_R if source.unit == 0 else RX)
    words = tr(
        "from unit {unit} to unit {unit_2}: {weight}",
        unit=source.unit,
        unit_2=target.unit,
        weight=number_text(weight),
    )
    key = f'id="e{layer}-{target.unit}-{source.unit}" '
    if step is not None:
        lit, colour = _light(step, layer, target.unit or 0, source.unit or 0)
        kind += " lit" if lit else ""
        key = "" if colour is None else f'style="--c:var(--t{colour % COLOURS})" '
    return (
        f'<line {key}class="edge {kind}" '
        f'x1="{start:.0f}" y1="{source.y:.0f}" x2="{target.x - RX:.0f}" y2="{target.y:.0f}" '
        f'stroke-width="{thickness:.1f}"><title>{words}</title></line>'
    )


def _light(step: Step, layer: int, to: int, frm: int) -> tuple[bool, int | None]:
    """True if the step uses that edge, and the colour of the term that the edge carries."""
    for lit in step.lit:
        if lit.layer == layer and lit.to in (None, to) and lit.frm in (None, frm):
            term = lit.term if lit.term is not None else frm if lit.frm is None else to - 1
            return True, step.terms.colour(term) if lit.terms else None
    return False, None


def _headings(network: Network, slots: list[list[Slot]]) -> list[str]:
    out = []
    for layer, column in enumerate(slots, start=1):
        words, detail = heading(network, layer, counted=False)
        x = column[0].x
        out.append(
            f'<text class="head" x="{x:.0f}" y="24">{escape(words)}</text>'
            f'<text class="sub" x="{x:.0f}" y="44">{escape(detail)}</text>'
        )
    return out


def _bias(layer: int, column: list[Slot], step: Step | None) -> str:
    x, y = _bias_place(column)
    attributes = _class_of(f"{layer}-0", step, (layer, 0), " bias")
    return (
        f'<g {attributes}><circle cx="{x:.0f}" cy="{y:.0f}" r="{BIAS_R}"/>'
        f'<text x="{x:.0f}" y="{y + 5:.0f}">+1</text></g>'
    )


def _class_of(key: str, step: Step | None, place: tuple[int, int], more: str = "") -> str:
    """The attributes of a unit: its id at rest, at a step whether it is the one in play."""
    if step is None:
        return f'id="u{key}" class="unit{more}"'
    return f'class="unit{more}{" now" if place in step.units else ""}"'


def _texts(step: Step | None, layer: int, unit: int | None) -> tuple[str, str, str]:
    """z, a and δ of a unit as far as they are known at ``step``; nothing at rest."""
    if step is None or unit is None:
        return "", "", ""
    known = step.known
    a = f"a = {known_text(known.a(layer, unit))}"
    if layer == 1:
        return "", a, ""
    forward = step.phase in FORWARD_PASS
    delta = "" if forward else f"δ = {known_text(known.delta(layer, unit))}"
    return f"z = {known_text(known.z(layer, unit))}", a, delta


def _unit(network: Network, examples: Examples, layer: int, slot: Slot, step: Step | None) -> str:
    x, y = slot.x, slot.y
    key = f"{layer}-gap" if slot.unit is None else f"{layer}-{slot.unit}"
    if slot.unit is None:
        words = escape(more_text(network.layers[layer - 1] - FIRST - LAST))
        name = f'<text class="name" x="{x:.0f}" y="{y - RY - 5:.0f}">{words}</text>'
    elif layer == 1:
        name = (
            f'<text class="side" x="{x - RX - 8:.0f}" y="{y + 5:.0f}">'
            f"{escape(_short(examples.x_names[slot.unit - 1]))}</text>"
        )
    elif FIRST < slot.unit <= network.layers[layer - 1] - LAST and _is_shortened(network, layer):
        words = escape(tr("unit {j}", j=slot.unit))
        name = f'<text class="name" x="{x:.0f}" y="{y - RY - 5:.0f}">{words}</text>'
    else:
        name = ""
    v1, v2, v3 = _texts(step, layer, slot.unit)
    return (
        f"<g {_class_of(key, step, (layer, slot.unit or -1))}>"
        f'<ellipse cx="{x:.0f}" cy="{y:.0f}" rx="{RX}" ry="{RY}"/>'
        f'{name}<text class="v1" x="{x:.0f}" y="{y - 15:.0f}">{v1}</text>'
        f'<text class="v2" x="{x:.0f}" y="{y + 6:.0f}">{v2}</text>'
        f'<text class="v3" x="{x:.0f}" y="{y + 27:.0f}">{v3}</text></g>'
    )


def _is_shortened(network: Network, layer: int) -> bool:
    return network.layers[layer - 1] > MOST_UNITS


def _targets(examples: Examples, column: list[Slot], step: Step | None) -> list[str]:
    out = []
    for slot in column:
        if slot.unit is not None:
            x = slot.x + RX + 14
            name = escape(_short(examples.y_names[slot.unit - 1]))
            key, y = f'<tspan id="y{slot.unit}">', ""
            if step is not None:
                key, y = "<tspan>", " = " + number_text(float(step.known.values.y[slot.unit - 1]))
            out.append(
                f'<text class="target" x="{x:.0f}" y="{slot.y + 5:.0f}">{name}'
                f"{key}{y}</tspan></text>"
            )
    return out
