"""Networks of Encog (.eg), whose layers stand with the output first."""

import re

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array, frozen
from bpsim.formats.activation_names import activation
from bpsim.formats.content import Content, Layer
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.limits import MAX_ITEMS, Budget
from bpsim.formats.native.layout import MAX_UNITS
from bpsim.formats.plain_text import a_count, a_finite, text_of

KIND = tr("Encog network")

_START = re.compile(rb"(?:\xef\xbb\xbf)?encog,")
_ACTIVATIONS = {
    "ActivationSigmoid": "sigmoid",
    "ActivationTANH": "tanh",
    "ActivationReLU": "relu",
    "ActivationLinear": "linear",
    "ActivationSoftMax": "softmax",
}


def match(head: bytes, name: str) -> bool:
    """The first word of the file."""
    return _START.match(head) is not None


def read(data: bytes, name: str) -> Content:
    """The layers; raises PlaceError."""
    lines = text_of(data).splitlines()
    if not lines or "," not in lines[0]:
        raise PlaceError(tr("it is no network of Encog"))
    kind = lines[0].split(",")[1].strip()
    if kind != "BasicNetwork":
        raise PlaceError(
            tr("it holds a {kind} of Encog, and only a BasicNetwork is read", kind=quoted(kind))
        )
    said, functions = _sections(lines)
    if said.get("hasContext", "f") not in {"f", "0"}:
        raise PlaceError(tr("says that it is recurrent, which is not read"), "hasContext")
    counts, feeds = _units(said)
    weights = _weights(said, [feed * count for feed, count in zip(feeds, counts[1:], strict=False)])
    biases = [a_finite(each, "biasActivation") for each in _list(said, "biasActivation")]
    biases += [1.0] * (len(counts) - len(biases))
    layers = []
    for n, numbers in enumerate(weights):
        matrix = numbers.reshape(feeds[n], counts[n + 1])
        function = functions[n] if n < len(functions) else ""
        name_of_g = activation(
            tr("layer {counts}", counts=len(counts) - n),
            function or "none",
            _ACTIVATIONS.get(function),
        )
        inputs, biased = feeds[n + 1], counts[n + 1] > feeds[n + 1]
        bias = frozen(matrix[:, -1] * biases[n + 1]) if biased else None
        layers.append(
            Layer(
                frozen(matrix[:, :inputs]), bias, name_of_g,
                bias_place="apart" if biased else "none",
            )
        )  # fmt: skip
    return Content(KIND, layers=tuple(reversed(layers)))


def _units(said: dict[str, str]) -> tuple[list[int], list[int]]:
    """The units of each layer from the output back, with those that give a bias and without."""
    counts, feeds = _counts(said, "layerCounts"), _counts(said, "layerFeedCounts")
    if len(counts) != len(feeds) or not 2 <= len(counts) <= MAX_ITEMS:
        raise PlaceError(
            tr("and layerFeedCounts are not those of a layered network"), "layerCounts"
        )
    if any(count not in (feed, feed + 1) for count, feed in zip(counts, feeds, strict=True)):
        raise PlaceError(tr("say that the network has units of another kind"), "layerCounts")
    return counts, feeds


def _weights(said: dict[str, str], sizes: list[int]) -> list[Array]:
    """The weights in pieces of these sizes; 0 where one is too small to be a connection."""
    Budget().take((sum(sizes),), tr("the weights"))
    numbers = [a_finite(each, "weights") for each in said.get("weights", "").split(",") if each]
    if len(numbers) != sum(sizes):
        raise PlaceError(
            tr(
                "are {numbers:,}, but the layers need {sizes:,}",
                numbers=len(numbers),
                sizes=sum(sizes),
            ),
            "weights",
        )
    limit = a_finite(said.get("connectionLimit", "0") or "0", "connectionLimit")
    weights = np.where(np.abs(numbers) < limit, 0.0, numbers)
    return np.split(weights, np.cumsum(sizes)[:-1])


def _sections(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """What is said of the network, and the names of the activations, the output's first."""
    section = ""
    said: dict[str, str] = {}
    functions: list[str] = []
    for line in lines[1:]:
        if line.startswith("["):
            section = line.strip()
        elif section.endswith(":NETWORK]"):
            key, _, value = line.partition("=")
            said[key.strip()] = value.strip()
        elif section.endswith(":ACTIVATION]") and line.strip():
            full = line.split(",")[0].strip().strip('"')
            functions.append(full.rpartition(".")[2])
    return said, functions


def _list(said: dict[str, str], key: str) -> list[str]:
    return [each for each in said.get(key, "").split(",") if each.strip()]


def _counts(said: dict[str, str], key: str) -> list[int]:
    counts = [a_count(each, key, MAX_UNITS) for each in _list(said, key)]
    if not all(counts):
        raise PlaceError(tr("has a layer without units"), key)
    return counts
