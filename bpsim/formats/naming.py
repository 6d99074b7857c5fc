"""What arrays with names are to a network: weights and biases in order, data, scaling or nothing.

People call the same things ``W1, b1``, ``Theta1``, ``fc1.weight``, ``hl_weights``, ``coefs_.1``,
``Vij, Voj``. What a name says goes first; where names say nothing, shapes do.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bpsim.core.arrays import Array
from bpsim.formats.content import Layer, Orientation
from bpsim.formats.other_layers import require_dense

# Values that training keeps beside the weights, or copies of the weights at another time.
_NOT_WEIGHTS = re.compile(
    r"grad|delta|momentum|velocity|(^|[._])(prev|old|init|initial|best|adam)(?![a-z])|"
    r"_(prev|old|grad|init)\d*$|^[dmv](w|b|theta|weights?|bias(es)?)_?\d*$|num_batches|running_"
)
_DATA = {
    "x": re.compile(r"^(x|x_?train(ing)?|inputs?|features?|samples|data|p)$"),
    "y": re.compile(r"^(y|y_?train(ing)?|targets?|labels?|t|outputs?|classes)$"),
    "x apart": re.compile(r"^x_?(test|val|cv|valid(ation)?)$"),
    "y apart": re.compile(r"^y_?(test|val|cv|valid(ation)?)$"),
    "shift": re.compile(r"^((scaler|x|input|feature|train)s?_?)?(mean_?|means|mu|min_)$"),
    "scale": re.compile(r"^((scaler|x|input|feature|train)s?_?)?(scale_?|std_?|stds|sigma|sd)$"),
}
_WEIGHTS = re.compile(
    r"(?<![a-z])(theta|weights?|kernel|coefs?|wts?|syn(apse)?|[il]?w)(?![a-z])|"
    r"(weights?|kernel|theta)(?![a-z])|(?<![a-z])w(ih|hh|ho|xh|hy|io|h|o|i)(?![a-z])"
)
_BIAS = re.compile(
    r"(?<![a-z])(bias(es)?|intercepts?|thresholds?|offsets?|b(ih|ho|h|o|y)?)(?![a-z])|"
    r"bias(es)?(?![a-z])"
)
# Fausett's letters: v_ij leads from input i to hidden unit j, and v_0j is its bias.
_INDEXED = re.compile(r"^([a-z])(o|0)?([ijk])([ijk])?$")
_UNROLLED = re.compile(r"param|unroll")
_NAMELESS = re.compile(r"array$|arr_0$|1$|ans$")
_PLACES = (
    (re.compile(r"(?<![a-z])(encoder|enc)(?![a-z])"), 0),
    (re.compile(r"(?<![a-z])(decoder|dec)(?![a-z])"), 3),
    (re.compile(r"(?<![a-z])[wb]?(in|inp|input|i)(?![a-z])"), 0),
    (re.compile(r"(?<![a-z])[wb]?(h|hl|hid|hidden|ih|xh)(?![a-z])"), 1),
    (re.compile(r"(?<![a-z])[wb]?(o|ol|out|output|ho|hy|head|classifier)(?![a-z])"), 3),
)


@dataclass
class Sorted:
    """What was found among the arrays of a file.

    ``unrolled`` are vectors that may hold all weights of a network; ``data`` holds X and y, those
    held out and what the inputs were scaled by, under the keys of ``_DATA``; ``rest`` are names
    that mean nothing here. ``named`` is False where only the shapes made weights of the arrays.
    """

    layers: list[Layer] = field(default_factory=list)
    unrolled: dict[str, Array] = field(default_factory=dict)
    data: dict[str, Array] = field(default_factory=dict)
    rest: list[str] = field(default_factory=list)
    named: bool = True


def sorted_out(arrays: Mapping[str, Array]) -> Sorted:
    """Tell what each array is; raises PlaceError for weights of a layer that is not read."""
    found = Sorted()
    weights, biases, others = _by_name(arrays, found)
    if not weights and not biases and others and "x" not in found.data:
        weights, biases, others = _by_shape(others)
        found.named = False
    found.unrolled = _unrolled(weights, biases, others)
    weights = {name: each for name, each in weights.items() if name not in found.unrolled}
    found.layers = list(_paired(weights, biases, found.rest))
    found.rest += [name for name in others if name not in found.unrolled]
    return found


Kinds = tuple[dict[str, Array], dict[str, Array], dict[str, Array]]
"""Weights, biases, and arrays that may be anything."""


def _by_name(arrays: Mapping[str, Array], found: Sorted) -> Kinds:
    """What arrays are by their names; data, and what means nothing here, goes into ``found``."""
    weights: dict[str, Array] = {}
    biases: dict[str, Array] = {}
    others: dict[str, Array] = {}
    for name, array in arrays.items():
        role = data_role(name)
        if array.size and array.ndim > 2 and role in ("x", "x apart"):
            array = array.reshape(len(array), -1)  # pictures, one after the other
        spread = sum(length > 1 for length in array.shape)
        require_dense(name, spread if is_weights(name) and role is None else 2)
        if array.size == 0 or array.ndim > 2 or _NOT_WEIGHTS.search(_plain(name)):
            found.rest.append(name)
        elif role is not None and role not in found.data:
            found.data[role] = array
        else:
            kind = biases if is_bias(name) else weights if is_weights(name) else others
            kind[name] = array
    return weights, biases, others


def says_what(name: str) -> bool:
    """True if a name says that an array holds weights, biases, data or their scale."""
    kept = is_weights(name) or is_bias(name)
    return data_role(name) is not None or (kept and not _NOT_WEIGHTS.search(_plain(name)))


def data_role(name: str) -> str | None:
    """What data an array of that name is, a key of ``_DATA``; None for no data."""
    last = _plain(name).rpartition(".")[2]
    return next((key for key, pattern in _DATA.items() if pattern.match(last)), None)


def _unrolled(
    weights: Mapping[str, Array], biases: Mapping[str, Array], others: Mapping[str, Array]
) -> dict[str, Array]:
    """The vector that holds all weights of a network, where there is one and no matrix."""
    if biases or len(weights) > 1:
        return {}
    named = {name: each for name, each in others.items() if _UNROLLED.search(_plain(name))}
    if len(others) == 1 and not weights:
        # Alone and without a name it can be nothing else.
        named = {name: each for name, each in others.items() if _NAMELESS.match(name)} or named
    return {
        name: each
        for name, each in (weights or named).items()
        # A row that has a number, such as Theta2, leads to one unit.
        if _is_vector(each) and each.size > 2 and (each.ndim < 2 or not re.search(r"\d", name))
    }


def _plain(name: str) -> str:
    """The name in small letters with one kind of joint: "W_1" and "layer1Weights" alike."""
    split = re.sub(r"(?<=[a-z0-9])(?=[A-Z][a-z])", "_", name)
    return re.sub(r"[\s/\\:\-]+", ".", split.lower())


def is_bias(name: str) -> bool:
    """True if a name says that biases stand there."""
    indexed = _INDEXED.match(_plain(name))
    if indexed:
        return indexed[2] is not None
    plain = _plain(name)
    return bool(_BIAS.search(plain)) and not _WEIGHTS.search(_BIAS.sub("", plain))


def is_weights(name: str) -> bool:
    """True if a name says that weights stand there."""
    indexed = _INDEXED.match(_plain(name))
    return bool(indexed and indexed[4]) or bool(_WEIGHTS.search(_plain(name)))


def _is_vector(array: Array) -> bool:
    return array.ndim < 2 or min(array.shape) == 1


def _by_shape(arrays: Mapping[str, Array]) -> Kinds:
    """Matrices as weights and vectors as biases, where there are no names to go by."""
    if all(_is_vector(array) for array in arrays.values()):
        return {}, {}, dict(arrays)
    alternate = [_is_vector(array) for array in arrays.values()]
    pairs = len(alternate) % 2 == 0 and all(alternate[1::2])
    weights = {
        n: a for k, (n, a) in enumerate(arrays.items()) if (not k % 2 if pairs else a.ndim == 2)
    }
    biases = {n: a for n, a in arrays.items() if n not in weights}
    return weights, biases, {}


# --- weights with their biases, in order ----------------------------------------------------------


def _paired(
    weights: Mapping[str, Array], biases: Mapping[str, Array], rest: list[str]
) -> Iterable[Layer]:
    """Layers in order; a bias goes with the weights of the same stem, or else by its place."""
    stems = {_stem(name): name for name in sorted(biases, key=_order, reverse=True)}
    by_stem = {name: stems[_stem(name)] for name in weights if _stem(name) in stems}
    if len(set(by_stem.values())) < len(biases) and len(biases) == len(weights):
        ordered = zip(sorted(weights, key=_order), sorted(biases, key=_order), strict=True)
        by_stem = dict(ordered)
    rest += [name for name in biases if name not in by_stem.values()]
    for name in sorted(weights, key=_order):
        bias = biases[by_stem[name]].ravel() if name in by_stem else None
        matrix = weights[name]
        if matrix.ndim < 2:
            # A vector leads to one unit, or from one unit to as many as there are biases.
            to_many = bias is not None and bias.size == matrix.size and bias.size > 1
            matrix = matrix.reshape((-1, 1) if to_many else (1, -1))
        # Where the file has one bias or none at all, the place of the others is to be found.
        yield Layer(matrix, bias, None, None, None, name)


def _stem(name: str) -> str:
    """What is left of a name without the word for weights or bias."""
    plain = _plain(name)
    indexed = _INDEXED.match(plain)
    if indexed:
        return indexed[1]
    word = _BIAS if is_bias(name) else _WEIGHTS
    return re.sub(r"[^a-z0-9]+", "", word.sub("", plain, count=1))


def _order(name: str) -> tuple[int, tuple[tuple[int, int, str], ...]]:
    """Names with words for input, hidden and output by these, all others by their numbers."""
    plain = _plain(name)
    place = next((at for pattern, at in reversed(_PLACES) if pattern.search(plain)), 2)
    pieces = re.split(r"(\d+)", plain)
    return place, tuple((0, int(p[:15]), "") if p.isdigit() else (1, 0, p) for p in pieces if p)


def usual_orientation(names: Iterable[str]) -> Orientation | None:
    """The orientation that the program has which gives its arrays such names, if any does."""
    plain = [_plain(name) for name in names]
    if any("kernel" in name or name.startswith("coefs") for name in plain):
        return "in-out"
    if any("theta" in name or name.endswith("weight") for name in plain):
        return "out-in"
    return None
