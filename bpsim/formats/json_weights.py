"""JSON: coefs_ and intercepts_ of scikit-learn, weights by other names, or a table of data."""

import re
from typing import Any

import numpy as np

from bpsim.base.words import tr
from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.arrays import Array, frozen
from bpsim.core.document import Document
from bpsim.formats.content import Content, Written
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.json_lists import by_keys, units_of
from bpsim.formats.json_text import joined
from bpsim.formats.keras.architecture import content_of_json, is_architecture
from bpsim.formats.limits import MAX_NESTED, Budget
from bpsim.formats.lost import lost
from bpsim.formats.native.text import Members, listed, matrix_text, numbers_text, plain, tall
from bpsim.formats.tables import records

KIND = tr("JSON file of weights")
# What scikit-learn and others call the activations.
NAMES = {"logistic": "sigmoid", "identity": "linear"}
# Matrices that NumPy prints begin with two brackets as well, but have no commas.
_START = re.compile(
    rb'(?:\xef\xbb\xbf)?\s*(?:\{\s*"|\[\s*(?:\{|\[\s*(?!-?[\d.][\d.eE+-]*\s+[^\s,\]])))'
)


def match(head: bytes, name: str) -> bool:
    """An object or a list; what it holds is seen when it is read."""
    return bool(_START.match(head))


def read(data: bytes, name: str) -> Content:
    """Arrays by the keys that lead to them, or a table; raises PlaceError."""
    value = by_keys(records.parsed(data))
    table = None if is_architecture(value) else records.table_in(value, name)
    if table is not None:
        return Content(records.KIND, table=table)
    if is_architecture(value):
        return content_of_json(value)
    if not isinstance(value, dict):
        raise PlaceError(tr("must hold an object { … } with matrices in it, or records"))
    arrays: dict[str, Array] = {}
    _collect(value, "", arrays, Budget(), 0)
    if not arrays:
        raise PlaceError(tr("the file holds no matrix, and is no bpsim file"))
    classes = value.get("classes_", value.get("classes"))
    named = isinstance(classes, list) and all(isinstance(each, str | int) for each in classes)
    activations, unknown = _activations(value)
    return Content(
        KIND,
        arrays=arrays,
        notices=tuple(
            tr("The activation {each} in the file is not known here.", each=quoted(each))
            for each in unknown
        ),
        orientation="in-out" if "coefs_" in value else None,
        activations=activations,
        classes=tuple(map(str, classes)) if named and classes else (),
    )


def _collect(value: Any, place: str, arrays: dict[str, Array], budget: Budget, depth: int) -> None:
    """Lists of numbers and of rows under their places; lists of matrices as items from 1."""
    if depth > MAX_NESTED:
        raise PlaceError(tr("lies too deep within others"), quoted(place))
    if isinstance(value, dict):
        for key, each in value.items():
            _collect(each, joined(place, key), arrays, budget, depth + 1)
    elif isinstance(value, list) and value and place not in ("classes_", "classes"):
        array, units = _array(value, place, budget), units_of(value)
        if array is not None:
            arrays[place] = array
        elif units is not None:
            _collect(units, place, arrays, budget, depth + 1)
        else:
            for number, each in enumerate(value, start=1):
                if isinstance(each, list | dict):
                    _collect(each, f"{place}.{number}", arrays, budget, depth + 1)


def _array(value: list[Any], place: str, budget: Budget) -> Array | None:
    """A vector or a matrix; None for a list of anything else."""
    rows = value if isinstance(value[0], list) else [value]
    width = len(rows[0])
    for row in rows:
        if not isinstance(row, list) or len(row) != width:
            return None
        if not all(type(each) in (int, float) for each in row):
            return None
    budget.take((len(rows), width), quoted(place))
    try:
        array = np.array(value, dtype=np.float64)
    except OverflowError as error:
        raise PlaceError(tr("holds a number too large for a float64"), quoted(place)) from error
    return frozen(array)


def _activations(value: dict[str, Any]) -> tuple[tuple[str, ...], list[str]]:
    """Those that the file names, and those names that mean nothing here.

    It may name one for the hidden layers and one for the output, a list, or one within each layer;
    brain.js names one for all of them.
    """
    each, layers = value.get("activations"), value.get("layers")
    pair = [value.get("activation"), value.get("out_activation_")]
    parts = [one for one in layers if isinstance(one, dict)] if isinstance(layers, list) else []
    if isinstance(each, list):
        said = each
    elif all(isinstance(name, str) for name in pair):
        count = len(value["coefs_"]) if isinstance(value.get("coefs_"), list) else 2
        said = [pair[0]] * (count - 1) + [pair[1]]
    else:
        options = value.get("trainOpts")
        of_all = options.get("activation") if isinstance(options, dict) else None
        said = [one.get("activation", of_all) for one in parts if one.get("weights", True)]
    found = [NAMES.get(name, name) for name in said if isinstance(name, str)]
    if len(found) < len(said):
        return (), []
    unknown = [name for name in dict.fromkeys(found) if name not in ACTIVATIONS]
    return (() if unknown else tuple(found)), unknown


def write(document: Document, name: str) -> Written:
    """coefs_ and intercepts_ as scikit-learn lays them out, with the activations beside them."""
    weights = document.network.weights
    coefs = [matrix_text(frozen(theta[:, 1:].T), "    ") for theta in weights]
    intercepts = [numbers_text(theta[:, 0], "    ") for theta in weights]
    gs = document.network.activations
    # A name says nothing of parameters: without the usual ones it would be another function.
    usual = all(g == ACTIVATIONS[g.name] for g in gs)
    left_out = lost(document, activations=not usual, cost=True, examples=True)
    members: Members = [
        ("coefs_", listed(coefs, "  ")),
        ("intercepts_", listed(intercepts, "  ")),
        *([("activations", plain([g.name for g in gs]))] if usual else []),
        *([("classes_", plain(list(document.classes)))] if document.classes else []),
    ]
    return Written(b"".join([*tall(members, ""), b"\n"]), left_out)
