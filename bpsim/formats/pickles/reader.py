"""Files that are pickles or hold some: PyTorch's, scikit-learn's, and dictionaries of arrays."""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.formats.archive import Archive
from bpsim.formats.content import Content
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.limits import MAX_ITEMS
from bpsim.formats.other_layers import require_dense
from bpsim.formats.packed import is_packed, unpacked
from bpsim.formats.pickles import estimators, modules
from bpsim.formats.pickles.arrays import JoblibArrays, is_array, objects_of
from bpsim.formats.pickles.legacy import MAGIC, read_legacy
from bpsim.formats.pickles.stream import Made, read_pickle
from bpsim.formats.pickles.tensors import is_tensor
from bpsim.formats.pickles.values import Numbers
from bpsim.formats.pickles.walk import class_of, mapping_of, visits

STATE_KIND = tr("PyTorch weights")
ARRAYS_KIND = tr("pickle of arrays")

_ZIP = b"PK\x03\x04"
_PACKED = (".pkl", ".pickle", ".joblib", ".gz", ".z", ".bz2", ".xz", ".lzma")
_PICKLE = re.compile(rb"\x80[\x02-\x05]|[(\]}cl]|ccopy_reg\n|ccollections\n")
_NOT_TRAINED = re.compile(r"optim|scheduler|scaler_state|momentum|exp_avg|rng", re.IGNORECASE)


def match(head: bytes, name: str) -> bool:
    """A zip whose first member is a pickle, or the start of a bare one under a name for it."""
    if head.startswith(_ZIP):
        length = int.from_bytes(head[26:28], "little")
        first = head[30 : 30 + length]
        return first.endswith(b"data.pkl") or (
            name.lower().endswith((".pt", ".pth")) and b"/" in first
        )
    if head.startswith(b"\x80") and head[1:2] in b"\x02\x03\x04\x05":
        return True
    if is_packed(head):
        return name.lower().endswith(_PACKED)
    named = name.lower().endswith((".pkl", ".pickle", ".joblib", ".pt", ".pth", ".p"))
    return named and _PICKLE.match(head) is not None


def read(data: bytes, name: str) -> Content:
    """What the pickle holds, without running it; raises PlaceError."""
    if is_packed(data):
        data = unpacked(data)
    if data.startswith(_ZIP):
        value, numbers = _from_zip(data)
    elif data.startswith(MAGIC):
        value, storages = read_legacy(data)
        numbers = Numbers(storages)
    elif b"ustar" in data[257:263] or data.startswith(b"././@PaxHeader"):
        raise PlaceError(tr("it is a tar file of PyTorch before 0.1.10, which is not read"))
    else:
        value, numbers = read_pickle(io.BytesIO(data), JoblibArrays().take), Numbers()
    return content_of(value, numbers)


def _from_zip(data: bytes) -> tuple[Any, Numbers]:
    archive = Archive(data)
    found = [each for each in archive.names if each.rpartition("/")[2] == "data.pkl"]
    if len(found) != 1:
        raise PlaceError(tr("it holds no model of PyTorch: there is no data.pkl in it"))
    folder = found[0].removesuffix("data.pkl")
    value = read_pickle(io.BytesIO(archive.read(found[0])))
    inside = f"{folder}data/"
    storages = {
        each.removeprefix(inside): archive.read(each)
        for each in archive.names
        if each.startswith(inside)
    }
    order = f"{folder}byteorder"
    big_endian = order in archive.names and archive.read(order) == b"big"
    return value, Numbers(storages, big_endian=big_endian)


def content_of(value: Any, numbers: Numbers) -> Content:
    """A network where one is recognised, or else arrays by name; raises PlaceError."""
    network: Made | None = None
    beside: list[tuple[tuple[str, ...], Made]] = []
    other: Any = None
    for path, each in visits(value, lambda path, each: is_array(each) or is_tensor(each)):
        if modules.is_module(each):
            return modules.content_of(each, numbers)
        if estimators.is_network(each):
            # What searched for the best one keeps one that was not trained as well.
            if network is None or not estimators.is_trained(network):
                network = each
        elif estimators.is_estimator(each):
            beside.append((path, each))
            other = each if not path else other
    if network is not None:
        return estimators.content_of(network, beside, numbers)
    if other is not None:
        raise estimators.refuse(other)
    if class_of(value).startswith("pandas."):
        raise PlaceError(tr("it is a table of pandas, which is not read: save it as CSV there"))
    return _arrays(value, numbers)


def _arrays(value: Any, numbers: Numbers) -> Content:
    states = _states(value)
    left_out: tuple[str, ...] = ()
    if states:
        path, state = states[0]
        if len(states) > 1:
            others = ", ".join(quoted(".".join(each) or tr("the first")) for each, _ in states[1:])
            left_out = (
                tr(
                    "The file holds several networks; {path} is opened, not {others}.",
                    path=quoted(".".join(path)),
                    others=others,
                ),
            )
        arrays = _named(state, numbers)
        beside = (mapping_of(value) or {}) if path else {}
        for key, each in beside.items():
            if numbers.holds(each) and is_tensor(each) | is_array(each) and key not in arrays:
                arrays[str(key)] = numbers.array(each, str(key))
        return Content(
            STATE_KIND,
            arrays=arrays,
            orientation="out-in",
            bias_place="apart",
            left_out=left_out,
        )
    arrays = {
        place: found
        for place, found in _tables(value, numbers, ())
        if not any(map(_NOT_TRAINED.search, place.split(".")))
    }
    if not arrays:
        raise PlaceError(tr("the pickle in it holds no arrays of numbers"))
    return Content(ARRAYS_KIND, arrays=arrays)


def arrays_of_objects(data: bytes | memoryview, name: str) -> dict[str, Array]:
    """The arrays in an array of objects, which NumPy keeps as a pickle; raises PlaceError.

    They are numbered from 1 below ``name``, or called as in the dictionary that it holds.
    """
    value = read_pickle(io.BytesIO(data))
    numbers = Numbers()
    items = objects_of(value) or []
    value = items[0] if len(items) == 1 else value
    return dict(_tables(value, numbers, (name,) if name else ()))


def _tables(value: Any, numbers: Numbers, before: tuple[str, ...]) -> Iterator[tuple[str, Array]]:
    """Arrays and lists of numbers with their paths; the rows of a matrix are not told again."""
    told: set[tuple[str, ...]] = set()
    for path, each in visits(value, lambda path, part: path in told or _no_weights(path, part)):
        place = ".".join((*before, *path)) or "array"
        found = numbers.table_if_any(each, place)
        if found is not None and len(told) < MAX_ITEMS:
            told.add(path)
            yield place, found


def _no_weights(path: tuple[str, ...], value: Any) -> bool:
    return is_array(value) or is_tensor(value) or any(map(_NOT_TRAINED.search, path[-1:]))


def _states(value: Any) -> list[tuple[tuple[str, ...], Mapping[Any, Any]]]:
    """The dictionaries of tensors by name, without those an optimiser keeps."""
    found = []
    for path, each in visits(value, _no_weights):
        mapping = mapping_of(each)
        if mapping is None or any(map(_NOT_TRAINED.search, path)):
            continue
        matrices = [part for part in mapping.values() if is_tensor(part)]
        if matrices and any(isinstance(key, str) and "weight" in key for key in mapping):
            found.append((path, mapping))
    return found


def _named(state: Mapping[Any, Any], numbers: Numbers) -> dict[str, Array]:
    """The arrays of a state by name; raises PlaceError naming a layer of another kind."""
    arrays: dict[str, Array] = {}
    for key, value in state.items():
        name = str(key).removeprefix("module.")
        require_dense(name)
        if not is_tensor(value):
            continue
        array = numbers.array(value, quoted(name))
        require_dense(name, array.ndim)
        arrays[name] = array
    return arrays
