"""The words of the graph: headings, tooltips and what a screen reader says."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from bpsim.base.counted import counted as how_many
from bpsim.base.words import capital, tr
from bpsim.core.examples import Examples
from bpsim.core.network import Network, layer_kind
from bpsim.notation.formula import to_text
from bpsim.notation.numerals import (
    UNKNOWN,
    full_number,
    known_text,
    number_text,
    subscript,
    superscript,
)
from bpsim.steps.places import EdgePlace, Place, TargetPlace, UnitPlace

if TYPE_CHECKING:
    from bpsim.steps.step import Step

UNUSED = tr("not used")
TARGET_HEADING = (tr("Target"), "y")


def heading(network: Network, layer: int, counted: bool) -> tuple[str, str]:
    """The two lines above a column; with the number of units if ``counted``."""
    units = how_many(network.layers[layer - 1], "unit") if counted else ""
    if layer == 1:
        return tr("Layer 1 · input"), units
    kind = layer_kind(layer, network.depth)
    details = [network.activation(layer).label, units]
    return tr("Layer {layer} · {kind}", layer=layer, kind=kind), " · ".join(
        each for each in details if each
    )


def more_text(count: int) -> str:
    """What stands for ``count`` units that are not drawn."""
    return tr("⋮ {count} more", count=count)


def shows_delta(step: Step) -> bool:
    """True once the walk is on its way back: only then are the δ drawn, known or not."""
    from bpsim.steps.schedule import BACKWARD_PASS, FINISH  # needed by steps only

    return step.phase in BACKWARD_PASS or step.phase in FINISH


def has_bias_delta(network: Network, layer: int) -> bool:
    """True if the bias unit of ``layer`` has a δ to show: that of a hidden layer."""
    return 1 < layer < network.depth


def unit_values(
    step: Step, layer: int, unit: int, bias_deltas: bool
) -> list[tuple[str, float | None]]:
    """The symbols of a unit with what is known of their values; a bias unit's δ if wanted."""
    known = step.known
    if unit == 0:
        values: list[tuple[str, float | None]] = [("a", 1.0)]
        if bias_deltas and has_bias_delta(step.network, layer):
            values.append(("δ", known.bias_delta(layer)))
        return values
    if layer == 1:
        return [("x", known.a(1, unit))]
    return [
        ("z", known.z(layer, unit)),
        ("a", known.a(layer, unit)),
        ("δ", known.delta(layer, unit)),
    ]


def spoken(step: Step, place: Place, examples: Examples, bias_deltas: bool = False) -> str:
    """One line about a place, for a screen reader: "Layer 2 unit 1: z 0.3, a 0.57, δ —"."""
    match place:
        case UnitPlace(layer, unit):
            name = tr("unit {unit}", unit=unit) if unit else tr("bias unit")
            values = ", ".join(
                f"{symbol} {known_text(value)}"
                for symbol, value in unit_values(step, layer, unit, bias_deltas)
            )
            unused = f" ({UNUSED})" if unit == 0 and "δ" in values else ""
            return tr(
                "Layer {layer} {name}: {values}{unused}",
                layer=layer,
                name=name,
                values=values,
                unused=unused,
            )
        case EdgePlace():
            weight = number_text(weight_of(step, place))
            return tr("Weight {weight} {place}", weight=weight, place=place)
        case TargetPlace(unit):
            return tr(
                "Target {y_names}: {value}",
                y_names=examples.y_names[unit - 1],
                value=known_text(step.target(unit)),
            )


def tooltip(step: Step, place: Place, examples: Examples, bias_deltas: bool = False) -> str:
    """A place with its values in full precision, as lines of plain text."""
    match place:
        case UnitPlace(layer, unit):
            lines = [capital(str(place))]
            if layer == 1 and unit:
                lines[0] += f" · {examples.x_names[unit - 1]}"
            for symbol, value in unit_values(step, layer, unit, bias_deltas):
                shown = UNKNOWN if value is None else full_number(value)
                if symbol == "x":
                    name = f"x{subscript(str(unit))}"
                else:
                    name = f"{symbol}{subscript(str(unit))}{superscript(f'({layer})')}"
                unused = f" ({UNUSED})" if unit == 0 and symbol == "δ" else ""
                lines.append(f"{name} = {shown}{unused}")
            return "\n".join(lines)
        case EdgePlace():
            return f"{place.symbol} = {full_number(weight_of(step, place))}\n{place}"
        case TargetPlace(unit):
            y = step.target(unit)
            target = UNKNOWN if y is None else full_number(y)
            return f"{capital(str(place))}\n{examples.y_names[unit - 1]} = {target}"


def weight_of(step: Step, place: EdgePlace) -> float:
    """The weight that an edge carries at this step."""
    return float(step.network.theta(place.layer)[place.to - 1, place.frm])


def summary(
    step: Step, selected: Place | None, examples: Examples, bias_deltas: bool = False
) -> str:
    """What the picture shows, in a few words: the position, what is computed, what is selected."""
    parts = [step.position]
    if len(step.units) == 1:
        parts.append(spoken(step, UnitPlace(*step.units[0]), examples))
    if selected is not None:
        parts.append(tr("Selected: {step}", step=spoken(step, selected, examples, bias_deltas)))
    return ". ".join(parts)


class Verbosity(Enum):
    """How much is said aloud at each step; ``value`` is what is remembered."""

    ALL = "all"
    RESULT = "result"
    NOTHING = "nothing"


def announced(step: Step, verbosity: Verbosity = Verbosity.ALL) -> str:
    """What is said aloud when the walk comes to a step: where it is, what happens, the result.

    Nothing where the user wants to hear nothing.
    """
    if verbosity is Verbosity.NOTHING:
        return ""
    parts = [step.position, step.sentence.rstrip(".")] if verbosity is Verbosity.ALL else []
    if step.result is not None:
        symbol = step.symbol
        if step.activation is not None and step.layer is not None:
            from bpsim.steps.explain.symbols import z  # needed by steps only

            symbol = z(step.layer, step.unit)  # the result is the sum, also where g is at hand
        parts.append(f"{to_text(symbol)} = {number_text(step.result)}")
    if step.activation is not None:
        parts.append(f"a = {number_text(step.activation)}")
    # A step without a number of its own, an update say, is at least named.
    return ". ".join(part for part in parts or [step.position] if part) + "."
