"""Keras .h5 files of all three generations, whole models and weights alone."""

from collections.abc import Sequence
from typing import Any

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.formats import mat
from bpsim.formats.content import Content
from bpsim.formats.errors import PlaceError
from bpsim.formats.hdf5 import SIGNATURE
from bpsim.formats.json_text import parse
from bpsim.formats.keras.config import Entry, entries_of
from bpsim.formats.keras.hdf5 import Tree, tree_of
from bpsim.formats.keras.layers import content_of, dense_layer
from bpsim.formats.keras.variables import Variables

WEIGHTS_KIND = tr("Keras weights")


def match(head: bytes, name: str) -> bool:
    """The signature of HDF5."""
    return head.startswith(SIGNATURE)


def read(data: bytes, name: str) -> Content:
    """The layers; raises PlaceError naming the layer that is no Dense one."""
    with tree_of(data) as tree:
        config = tree.text("", "model_config")
        if config is not None:
            compiled = tree.text("", "training_config")
            return content_of(
                entries_of(parse(config.encode())),
                lambda entry: _weights_of(tree, entry),
                None if compiled is None else _parsed(compiled),
                tree.text("", "keras_version") or "1",
            )
        if not any(_is_of_octave(tree, path) for path in tree.datasets):
            return _weights_alone(tree)
    return mat.read(data, name)


def _is_of_octave(tree: Tree, path: str) -> bool:
    """True for a variable of Octave, whose type stands beside its value."""
    place, _, last = path.rpartition("/")
    return last == "value" and f"{place}/type" in tree.datasets


def _parsed(text: str) -> Any:
    try:
        return parse(text.encode())
    except PlaceError:
        return None  # How it was trained is not needed to open it.


def _weights_of(tree: Tree, entry: Entry) -> Sequence[Array]:
    """Each layer has a group that lists the paths of its weights, kernel first."""
    found = _arrays(tree, f"model_weights/{entry.name}")
    if not found:
        raise PlaceError(tr("has no weights in the file"), entry.place)
    return found


def _arrays(tree: Tree, group: str) -> list[Array]:
    group = "/".join(_parts(group))
    if group not in tree.groups:
        return []
    listed = tree.texts(group, "weight_names")
    if listed is None:
        return []
    return [tree.array("/".join((group, *_parts(each)))) for each in listed]


def _parts(path: str) -> list[str]:
    return [each for each in path.replace("\\", "/").split("/") if each]


def _weights_alone(tree: Tree) -> Content:
    """Layers in the order they are listed in, or in that of their names; activations are asked."""
    listed = tree.texts("", "layer_names")
    if listed is not None:
        found = [(each, _arrays(tree, each)) for each in listed]
        layers = [dense_layer(each, arrays) for each, arrays in found if arrays]
        return Content(WEIGHTS_KIND, layers=tuple(layers))
    variables = Variables(tree)
    if variables.groups:
        layers = [dense_layer(each, variables.arrays(each)) for each in variables.groups]
        return Content(WEIGHTS_KIND, layers=tuple(layers))
    everything = {path.replace("/", "."): tree.array_if_any(path) for path in tree.datasets}
    arrays = {name: array for name, array in everything.items() if array is not None}
    if not arrays:
        raise PlaceError(tr("the file holds no arrays"))
    others = ", ".join(name for name, array in everything.items() if array is None)
    left_out = (tr("These hold no numbers: {others}.", others=others),) if others else ()
    return Content(tr("HDF5 file"), arrays=arrays, left_out=left_out)
