"""Networks of SNNS and JavaNNS: layers are found from the connections, not from the numbering."""

import re

import numpy as np

from bpsim.base.words import tr
from bpsim.core.activations.activation import Activation
from bpsim.core.arrays import frozen
from bpsim.formats.activation_names import steep
from bpsim.formats.content import Content, Layer
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.plain_text import text_of
from bpsim.formats.snns.tables import Unit, connections_of, sections_of, units_of
from bpsim.formats.unit_layers import about_missing, levels_of, matrices_of

KIND = tr("SNNS network")

_START = re.compile(rb"\s*SNNS network definition file")
_TITLE = re.compile(r"^network name *: *(.*)$", re.MULTILINE)
# The core's name, and the steepness s of g(sz).
_ACTIVATIONS = {
    "Act_Logistic": ("sigmoid", 1.0),
    "Act_LogisticTbl": ("sigmoid", 1.0),
    "Act_TanH": ("tanh", 1.0),
    "Act_TanH_Xdiv2": ("tanh", 0.5),
    "Act_LogSym": ("tanh", 0.5),
    "Act_Identity": ("linear", 1.0),
    "Act_IdentityPlusBias": ("linear", 1.0),
}
_WITHOUT_BIAS = "Act_Identity"
_DIALECTS = (
    (re.compile(r"\s*[{\[]"), tr("it is JSON of another program")),
    (
        re.compile(r"\s*(typ|const|network|layer|unit)\b.*:?=", re.DOTALL | re.IGNORECASE),
        tr("it is a source text for Nessus, not the network made from it"),
    ),
    (
        re.compile(r"[-+.\deE\s,;]+\Z"),
        tr("it is a list of numbers that does not say what they mean"),
    ),
)


def match(head: bytes, name: str) -> bool:
    """The first words of the file."""
    return _START.match(head) is not None


def read(data: bytes, name: str) -> Content:
    """The layers; raises PlaceError naming the units that no layered network has."""
    text = text_of(data)
    if not match(data[:4096], name):
        raise PlaceError(_what_else(text))
    sections = sections_of(text)
    units = units_of(sections)
    if not units:
        raise PlaceError(tr("the network has no units"))
    edges = connections_of(sections)
    inputs = [each.number for each in units.values() if "i" in each.kind]
    if not inputs:
        raise PlaceError(tr("the network has no input units"))
    others = [number for number in units if "i" not in units[number].kind]
    levels = levels_of(inputs, others, edges)
    if len(levels) < 2:
        raise PlaceError(tr("the network has no connections"))
    _require_outputs(units, levels)
    matrices, missing = matrices_of(levels, edges)
    layers = []
    for number, (matrix, members) in enumerate(zip(matrices, levels[1:], strict=True), start=2):
        found = [units[each] for each in members]
        name_of_g, factor = _activation(found, number)
        biases = np.array([0.0 if each.function == _WITHOUT_BIAS else each.bias for each in found])
        layers.append(Layer(frozen(factor * matrix), frozen(factor * biases), name_of_g))
    title = _TITLE.search(text)
    return Content(
        KIND,
        layers=tuple(layers),
        title="" if title is None else title[1].strip(),
        x_names=_names(units, levels[0]),
        y_names=_names(units, levels[-1]),
        left_out=about_missing(missing),
        notices=_notices(units),
    )


def _what_else(text: str) -> str:
    """What a file is that is called .net as well."""
    for pattern, sentence in _DIALECTS:
        if pattern.match(text[:65536]):
            return tr(
                "{sentence}; networks of SNNS, JavaNNS and FANN can be opened", sentence=sentence
            )
    return tr("it is no network of SNNS, JavaNNS or FANN")


def _require_outputs(units: dict[int, Unit], levels: list[list[int]]) -> None:
    last = set(levels[-1])
    for each in units.values():
        if "o" in each.kind and each.number not in last:
            raise PlaceError(
                tr("is not in the last layer"), tr("output unit {number}", number=each.number)
            )
    wrong = next((number for number in levels[-1] if "o" not in units[number].kind), None)
    if wrong is not None:
        raise PlaceError(
            tr("is in the last layer, but it is no output unit"), tr("unit {wrong}", wrong=wrong)
        )


def _activation(units: list[Unit], layer: int) -> tuple[Activation, float]:
    """The activation of a layer, and what to multiply its weights by."""
    first = units[0]
    for each in units:
        if each.output_function != "Out_Identity":
            raise PlaceError(
                tr(
                    "has the output function {output_function}, which is not known here",
                    output_function=quoted(each.output_function),
                ),
                tr("unit {number}", number=each.number),
            )
        if each.function != first.function and {each.function, first.function} != {
            "Act_Identity",
            "Act_IdentityPlusBias",
        }:
            raise PlaceError(
                tr(
                    "has both {function} and {function_2} units",
                    function=quoted(first.function),
                    function_2=quoted(each.function),
                ),
                tr("layer {layer}", layer=layer),
            )
    name, steepness = _ACTIVATIONS.get(first.function, (None, 1.0))
    return steep(tr("layer {layer}", layer=layer), first.function, name, steepness)


def _names(units: dict[int, Unit], members: list[int]) -> tuple[str, ...]:
    names = tuple(units[each].name for each in members)
    return names if all(names) and len(set(names)) == len(names) else ()


def _notices(units: dict[int, Unit]) -> tuple[str, ...]:
    found = []
    special = [each.number for each in units.values() if "s" in each.kind]
    if special:
        found.append(
            tr(
                "SNNS leaves the weights to its special units as they are, unit "
                "{special} for example; here they are trained like all others.",
                special=special[0],
            )
        )
    if any(each.function == "Act_LogisticTbl" for each in units.values()):
        found.append(
            tr(
                "SNNS looks the sigmoid up in a table (Act_LogisticTbl); here it "
                "is computed, so the outputs differ a little."
            )
        )
    return tuple(found)
