"""What one symbol of a formula means: its name, the place that its indices name, its shape."""

from collections.abc import Iterator

from bpsim.base.words import named, tr
from bpsim.core.network import Network
from bpsim.notation.formula import Expr, Sum, Symbol, to_text
from bpsim.notation.numerals import index_pair
from bpsim.notation.parts import parts_of
from bpsim.steps.places import EdgePlace, Place, TargetPlace, UnitPlace
from bpsim.steps.step import Step
from bpsim.teach.understanding.notations import EDGES, GIVEN, GIVEN_BY_EXAMPLE, GLOSSARY, shape_here

UNITS = ("z", "a", "δ")
INDICES = {
    "i": tr("counts the examples, or the units that an edge comes from"),
    "j": tr("counts the units that an edge leads to"),
    "k": tr("counts the units of the next layer, or the outputs"),
    "l": tr("counts the layers"),
    "t": tr("counts the outputs"),
}


def meaning(symbol: Symbol, network: Network | None = None) -> str:
    """The symbol and what is said of it; empty for an unknown one."""
    words = explained(symbol, network)
    return named(to_text(symbol), words) if words else ""


def explained(symbol: Symbol, network: Network | None = None) -> str:
    """Name, meaning, shape and where it is computed, in sentences; empty for an unknown symbol.

    The shape is that in ``network`` where one is given and the symbol tells of which layer it is.
    """
    if symbol.name in INDICES:
        return tr("an index that {indices}.", indices=INDICES[symbol.name])
    term = GLOSSARY.get(_entry(symbol))
    if term is None:
        return ""
    said = [f"{term.name}. {term.meaning}"]
    place, layer = _place(symbol), _layer(symbol)
    if place:
        said.append(tr("This is the one number {place}.", place=place))
    elif term.shape:
        here = ""
        if network is not None and not (symbol.sub and layer is None):
            here = shape_here(_entry(symbol), layer, network)
        shape = tr("{here} in this network", here=here) if here else term.shape
        said.append(tr("Shape: {shape}.", shape=shape))
    if term.computed:
        where = tr(", at layer {layer}", layer=layer) if symbol.name in UNITS and layer else ""
        given = term.computed in (GIVEN, GIVEN_BY_EXAMPLE)
        said.append(
            tr("It is given.")
            if given
            else tr("Computed {computed}{where}.", computed=term.computed, where=where)
        )
    return " ".join(said)


def _entry(symbol: Symbol) -> str:
    """Where the glossary has it: m with a layer is not the number of examples."""
    return "m^(l)" if symbol.name == "m" and symbol.sup else symbol.name


def _layer(symbol: Symbol) -> int | None:
    inner = symbol.sup.strip("()")
    return int(inner) if inner.isdecimal() else None


def _place(symbol: Symbol) -> str:
    """The unit or edge that the indices name; empty where they are letters or there are none."""
    layer = _layer(symbol)
    if layer is None:
        return ""
    if symbol.name in UNITS and symbol.sub.isdecimal():
        return tr("of {UnitPlace}", UnitPlace=UnitPlace(layer, int(symbol.sub)))
    if _entry(symbol) in EDGES:
        parts = symbol.sub.split(",") if "," in symbol.sub else list(symbol.sub)
        numbers = [part.strip() for part in parts]
        if len(numbers) == 2 and all(number.isdecimal() for number in numbers):
            return str(EdgePlace(layer, int(numbers[0]), int(numbers[1])))
    return ""


def meaning_of_place(place: Place, network: Network) -> str:
    """What a unit, an edge or a target of the graph stands for: its symbols, each explained."""
    match place:
        case UnitPlace(layer, 0):
            return tr(
                "A bias unit puts out 1 whatever comes in: the weight on its edge is added as it "
                "is to the sum of the unit at the other end."
            )
        case UnitPlace(layer, unit):
            names = ("x",) if layer == 1 else UNITS
            sup = "" if layer == 1 else f"({layer})"
            symbols = [Symbol(name, sub=str(unit), sup=sup) for name in names]
        case EdgePlace(layer, to, frm):
            symbols = [Symbol("Θ", sub=index_pair(to, frm), sup=f"({layer})")]
        case TargetPlace(unit):
            symbols = [Symbol("y", sub=str(unit))]
    return "\n".join(meaning(symbol, network) for symbol in symbols)


def meaning_of_layer(layer: int, network: Network) -> str:
    """What the units of a layer do; ``network.depth + 1`` stands for the targets."""
    if layer > network.depth:
        return meaning(Symbol("y"))
    if layer == 1:
        return tr("Layer 1, the input layer: its units hold the example’s numbers as they are.")
    g = network.activation(layer).label
    if layer == network.depth:
        return tr(
            "Layer {layer}, the output layer: each unit adds up what comes in and takes {g} of it, "
            "which is the network’s answer.",
            layer=layer,
            g=g,
        )
    return tr(
        "Layer {layer}, a hidden layer: each unit adds up what comes in and takes {g} of it, "
        "which the next layer takes as its input.",
        layer=layer,
        g=g,
    )


def symbols_in(expr: Expr) -> Iterator[Symbol]:
    """Every symbol of a formula, from left to right."""
    for part in parts_of(expr):
        if isinstance(part, Symbol):
            yield part
        elif isinstance(part, Sum):
            yield Symbol("Σ")


def symbols_of(step: Step) -> tuple[Symbol, ...]:
    """The symbols of the formulas of a step, each once, in the order in which they stand there."""
    found = [*symbols_in(step.formula), *symbols_in(step.numbers)]
    return tuple(dict.fromkeys(each for each in found if meaning(each)))
