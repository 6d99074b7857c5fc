"""PyTorch tensors out of the inert values of a pickle, each inside the storage it names."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from bpsim.base.words import tr
from bpsim.formats.errors import PlaceError
from bpsim.formats.pickles.arrays import MOST_NUMBERS, AnyArray
from bpsim.formats.pickles.stream import Held, Made, Name

_REBUILD = "torch._utils._rebuild_tensor"
_REBUILD_2 = "torch._utils._rebuild_tensor_v2"
_REBUILD_3 = "torch._utils._rebuild_tensor_v3"
_PARAMETERS = frozenset(
    {"torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state"}
)
_BFLOAT16 = "bfloat16"
_CODES = {
    "DoubleStorage": "f8",
    "FloatStorage": "f4",
    "HalfStorage": "f2",
    "BFloat16Storage": _BFLOAT16,
    "LongStorage": "i8",
    "IntStorage": "i4",
    "ShortStorage": "i2",
    "CharStorage": "i1",
    "ByteStorage": "u1",
    "BoolStorage": "?",
    "float64": "f8",
    "float32": "f4",
    "float16": "f2",
    "bfloat16": _BFLOAT16,
    "int64": "i8",
    "int32": "i4",
    "int16": "i2",
    "int8": "i1",
    "uint8": "u1",
    "bool": "?",
}


def is_tensor(value: Any) -> bool:
    """True for what would have become a tensor or a parameter."""
    return isinstance(value, Made) and (
        value.kind in _PARAMETERS or value.kind in {_REBUILD, _REBUILD_2, _REBUILD_3}
    )


def tensor_of(value: Made, storages: Mapping[str, bytes], *, big_endian: bool) -> AnyArray:
    """The numbers of a tensor, a view of its storage; raises PlaceError."""
    try:
        if value.kind in _PARAMETERS:
            value = value.args[0]
            if not is_tensor(value) or value.kind in _PARAMETERS:
                raise ValueError
        storage, offset, size, stride = value.args[:4]
        code = value.args[6] if value.kind == _REBUILD_3 else None
        return _view(storage, offset, size, stride, code, storages, big_endian)
    except (ValueError, TypeError, IndexError, KeyError, OverflowError) as error:
        raise PlaceError(tr("a tensor in the file does not fit into its storage")) from error


def _view(
    storage: Any,
    offset: Any,
    size: Any,
    stride: Any,
    code: Any,
    storages: Mapping[str, bytes],
    big_endian: bool,
) -> AnyArray:
    if not isinstance(storage, Held):
        raise ValueError
    _, kind, key = storage.key[:3]
    code = _code(kind if code is None else code)
    numbers = _numbers(storages[str(key)], code, big_endian)
    for each in (offset, *size, *stride):
        if type(each) is not int or not 0 <= each <= MOST_NUMBERS:
            raise ValueError
    count = math.prod(size)
    # A stride of 0 would let a storage of one number stand for millions.
    if len(size) != len(stride) or len(size) > 8 or count > len(numbers):
        raise ValueError
    last = offset + sum((n - 1) * step for n, step in zip(size, stride, strict=True))
    if count and last >= len(numbers):
        raise ValueError
    if not count:
        return np.empty(size)
    steps = [step * numbers.itemsize for step in stride]
    found = np.lib.stride_tricks.as_strided(numbers[offset:], size, steps, writeable=False)
    if code == _BFLOAT16:
        # They are the upper half of a float32.
        return (found.astype("<u4") << 16).view("<f4")
    return found


def _numbers(data: bytes, code: str, big_endian: bool) -> AnyArray:
    """The storage as it is; of bfloat16, which NumPy has not, the bits."""
    dtype = np.dtype((">" if big_endian else "<") + ("u2" if code == _BFLOAT16 else code))
    return np.frombuffer(data, dtype, len(data) // dtype.itemsize)


def _code(kind: Any) -> str:
    if not isinstance(kind, Name) or kind.module not in {"torch", "torch.storage", "torch.cuda"}:
        raise ValueError
    if kind.name not in _CODES:
        raise PlaceError(
            tr("a tensor in the file is of the kind {kind:.30}, not of numbers", kind=kind.name)
        )
    return _CODES[kind.name]


def bytes_of_a_number(kind: Any) -> int:
    """How many bytes a number of a kind of storage takes; raises PlaceError."""
    try:
        code = _code(kind)
    except ValueError as error:
        raise PlaceError(tr("the list of its tensors is damaged")) from error
    return 2 if code == _BFLOAT16 else np.dtype(code).itemsize
