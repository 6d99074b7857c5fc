"""Networks of FANN (.net), in which the bias is a unit and every unit has a steepness."""

import re

import numpy as np

from bpsim.base.words import tr
from bpsim.core.activations.activation import Activation
from bpsim.core.arrays import frozen
from bpsim.formats.activation_names import activation, steep
from bpsim.formats.content import Content, FoundScaling, Layer
from bpsim.formats.errors import PlaceError
from bpsim.formats.limits import MAX_ITEMS
from bpsim.formats.native.layout import MAX_UNITS
from bpsim.formats.plain_text import a_count, a_finite, text_of
from bpsim.formats.unit_layers import Edges, about_missing, matrices_of

KIND = tr("FANN network")

_START = re.compile(rb"FANN_(FLO|FIX)_(\d)\.(\d)\s")
_TRIPLE = re.compile(r"\(\s*([^,()]+),\s*([^,()]+),\s*([^,()]+)\)")
_BRACKETS = str.maketrans("(),", "   ")
_FUNCTIONS = (
    *("LINEAR", "THRESHOLD", "THRESHOLD_SYMMETRIC", "SIGMOID", "SIGMOID_STEPWISE"),
    *("SIGMOID_SYMMETRIC", "SIGMOID_SYMMETRIC_STEPWISE", "GAUSSIAN", "GAUSSIAN_SYMMETRIC"),
    *("GAUSSIAN_STEPWISE", "ELLIOT", "ELLIOT_SYMMETRIC", "LINEAR_PIECE"),
    *("LINEAR_PIECE_SYMMETRIC", "SIN_SYMMETRIC", "COS_SYMMETRIC", "SIN", "COS"),
    *("LINEAR_PIECE_RECT", "LINEAR_PIECE_RECT_LEAKY"),
)
# The core's name, and what z is multiplied by beside the steepness s: g(2sz), tanh(sz).
_ACTIVATIONS = {
    "LINEAR": ("linear", 1.0),
    "SIGMOID": ("sigmoid", 2.0),
    "SIGMOID_STEPWISE": ("sigmoid", 2.0),
    "SIGMOID_SYMMETRIC": ("tanh", 1.0),
    "SIGMOID_SYMMETRIC_STEPWISE": ("tanh", 1.0),
    "LINEAR_PIECE_RECT": ("relu", 1.0),
    "LINEAR_PIECE_RECT_LEAKY": ("leaky-relu", 1.0),
}


def match(head: bytes, name: str) -> bool:
    """The first word of the file."""
    return _START.match(head) is not None


def read(data: bytes, name: str) -> Content:
    """The layers; raises PlaceError naming what no layered network has."""
    start = _START.match(data)
    if start is None or start[2] != b"2":
        raise PlaceError(tr("it was written by a FANN before 2.0, whose files are not read"))
    if start[1] == b"FIX":
        raise PlaceError(tr("it holds whole numbers for fixed-point machines; save it as float"))
    said = _lines(text_of(data))
    if said.get("network_type", "0").strip() not in {"0", "LAYER"}:
        raise PlaceError(tr("is one with shortcuts past layers, which is not read"), "network_type")
    sizes = [
        a_count(each, "layer_sizes", MAX_UNITS) for each in said.get("layer_sizes", "").split()
    ]
    # Each layer ends in a bias unit, the last one too.
    if not 2 <= len(sizes) <= MAX_ITEMS or min(sizes) < 2 or sum(sizes) > MAX_UNITS:
        raise PlaceError(tr("are not those of a layered network"), "layer_sizes")
    starts = np.cumsum([0, *sizes])
    members = [list(range(starts[n], starts[n] + size)) for n, size in enumerate(sizes)]
    neurons = _neurons(said, starts[-1])
    # The bias unit of a layer gets nothing, and gives its weights in the last column.
    edges = _edges(said, neurons, members)
    whole, missing = matrices_of(members, edges)
    matrices = [matrix[:-1] for matrix in whole]
    missing -= sum(matrix.shape[1] for matrix in whole)
    layers = []
    notices: list[str] = []
    for number, (matrix, after) in enumerate(zip(matrices, members[1:], strict=True), start=2):
        name_of_g, factor = _activation([neurons[each] for each in after[:-1]], number, notices)
        theta = factor * matrix
        layers.append(Layer(frozen(theta[:, :-1]), frozen(theta[:, -1]), name_of_g))
    return Content(
        KIND,
        layers=tuple(layers),
        cost="squared-error",
        scaling=_scaling(said, sizes[0] - 1),
        training=_training(said),
        left_out=about_missing(missing),
        notices=tuple(notices),
    )


def _lines(text: str) -> dict[str, str]:
    """What stands behind the = of each line by what stands before it, without its explanation."""
    found = {}
    for line in text.splitlines():
        key, equals, value = line.partition("=")
        if equals:
            found[key.split(" (")[0].strip()] = value
    return found


def _neurons(said: dict[str, str], count: int) -> list[tuple[int, str, float]]:
    """How many connections lead to each unit, its function and its steepness."""
    found: list[tuple[int, str, float]] = []
    for inputs, function, steepness in _TRIPLE.findall(said.get("neurons", "")):
        if len(found) > count:
            break
        place = tr("neuron {found}", found=len(found) + 1)
        code = a_count(function, tr("the function of {place}", place=place), 99)
        name = _FUNCTIONS[code] if code < len(_FUNCTIONS) else tr("number {code}", code=code)
        found.append((a_count(inputs, place, MAX_UNITS), name, a_finite(steepness, place)))
    if len(found) != count:
        raise PlaceError(tr("are not {count:,}, as layer_sizes says", count=count), "neurons")
    return found


def _edges(
    said: dict[str, str], neurons: list[tuple[int, str, float]], members: list[list[int]]
) -> Edges:
    """The connections, which stand in the order of the units that they lead to."""
    text = said.get("connections", "")
    words = text.translate(_BRACKETS).split()
    if len(words) != 2 * text.count("(") or len(words) != text.count("(") + text.count(","):
        raise PlaceError(tr("are no pairs of a neuron and a weight"), "connections")
    counts = [inputs for inputs, _, _ in neurons]
    if sum(counts) != len(words) // 2:
        few = len(words) // 2 < sum(counts)
        raise PlaceError(
            tr("are fewer than the neurons have") if few else tr("are more than the neurons have"),
            "connections",
        )
    try:
        sources = np.array([int(word[:12]) for word in words[::2]], dtype=np.int64)
        weights = np.array(words[1::2], dtype=np.float64)
    except ValueError as error:
        raise PlaceError(tr("are no pairs of a neuron and a weight"), "connections") from error
    if len(sources) and not 0 <= sources.min() <= sources.max() < len(neurons):
        raise PlaceError(tr("name a neuron that is not there"), "connections")
    targets = np.repeat(np.arange(len(neurons)), counts)
    level = np.repeat(np.arange(len(members)), [len(units) for units in members])
    wrong = level[sources] != level[targets] - 1
    if wrong.any():
        at = int(np.argmax(wrong))
        raise PlaceError(
            tr(
                "leads from layer {level} to layer {level_2}: shortcuts cannot be opened",
                level=level[sources[at]] + 1,
                level_2=level[targets[at]] + 1,
            ),
            tr("connection {at}", at=at + 1),
        )
    if any(counts[units[-1]] for units in members):
        raise PlaceError(tr("have a bias that is connected to the layer before"), "neurons")
    return Edges.of(sources.tolist(), targets.tolist(), weights.tolist())


def _activation(
    units: list[tuple[int, str, float]], layer: int, notices: list[str]
) -> tuple[Activation, float]:
    _, function, steepness = units[0]
    place = tr("layer {layer}", layer=layer)
    if any(each[1:] != (function, steepness) for each in units):
        raise PlaceError(tr("has units of different activation or steepness"), place)
    if function.endswith("_STEPWISE") and function in _ACTIVATIONS:
        said = tr(
            "FANN computes {function} from straight pieces; here it is the "
            "smooth function, and outputs differ by up to 0.11.",
            function=function,
        )
        if said not in notices:
            notices.append(said)
    name, factor = _ACTIVATIONS.get(function, (None, 1.0))
    if function.endswith("_LEAKY"):
        return activation(place, function, name, slope=0.01), steepness
    return steep(place, function, name, factor * steepness)


def _training(said: dict[str, str]) -> dict[str, float]:
    if "learning_rate" not in said:
        return {}
    rate = a_finite(said["learning_rate"], "learning_rate")
    return {"learning_rate": rate} if rate >= 0 else {}


def _scaling(said: dict[str, str], inputs: int) -> FoundScaling | None:
    """FANN computes ((x − mean) / deviation + 1) · factor + new minimum."""
    if said.get("scale_included", "0").strip() != "1":
        return None
    mean, deviation, least, factor = (
        np.array([a_finite(each, key) for each in said.get(key, "").split()])
        for key in (
            "scale_mean_in", "scale_deviation_in", "scale_new_min_in", "scale_factor_in"
        )
    )  # fmt: skip
    if not all(len(each) == inputs for each in (mean, deviation, least, factor)):
        raise PlaceError(
            tr("and its like must be {inputs:,} numbers each", inputs=inputs), "scale_mean_in"
        )
    if not factor.all() or not deviation.all():
        return None
    scale = deviation / factor
    return FoundScaling(frozen(mean - scale * (factor + least)), frozen(scale), "FANN")
