"""NumPy arrays out of the inert values of a pickle, each checked against the bytes it has."""

import io
import math
import re
from typing import Any

import numpy as np
import numpy.typing as npt

from bpsim.base.words import tr
from bpsim.formats.errors import PlaceError
from bpsim.formats.pickles.stream import Made, Name, Operations, read_pickle

AnyArray = npt.NDArray[Any]

MOST_NUMBERS = 2**25
"""In one array: 256 MB as float64."""

_NUMBER_CODES = frozenset(("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1"))
_TEXT_CODE = re.compile(r"[US][1-9]\d{0,3}")
_RECORD = re.compile(r"V([1-9]\d{0,3})")
_OBJECTS = frozenset(("O", "O4", "O8"))
_MODULES = ("numpy.core.multiarray", "numpy._core.multiarray")
_BUFFER_MODULES = ("numpy.core.numeric", "numpy._core.numeric")
_RECONSTRUCT = frozenset(f"{module}._reconstruct" for module in _MODULES)
_SCALAR = frozenset(f"{module}.scalar" for module in _MODULES)
_FROM_BUFFER = frozenset(f"{module}._frombuffer" for module in _BUFFER_MODULES)
_WRAPPER = "joblib.numpy_pickle.NumpyArrayWrapper"


def is_array(value: Any) -> bool:
    """True for what would have become an array of numbers, or a single one of NumPy's."""
    return (
        isinstance(value, Made)
        and (value.kind in _RECONSTRUCT | _SCALAR | _FROM_BUFFER or value.kind == _WRAPPER)
        and objects_of(value) is None
    )


def objects_of(value: Any) -> list[Any] | None:
    """The items of what would have become an array of objects; None for anything else."""
    if not isinstance(value, Made) or value.kind not in _RECONSTRUCT:
        return None
    state = value.state
    if not isinstance(state, tuple) or len(state) != 5 or not isinstance(state[4], list):
        return None
    return state[4]


def array_of(value: Made) -> AnyArray:
    """The numbers; raises PlaceError."""
    try:
        return _array_of(value)
    except (ValueError, TypeError, LookupError, OverflowError) as error:
        raise PlaceError(tr("an array in the pickle does not fit its own description")) from error


def _array_of(value: Made) -> AnyArray:
    if value.kind in _SCALAR:
        code, data = value.args
        return _numbers(as_bytes(data), _dtype(code), (), fortran=False)
    if value.kind in _FROM_BUFFER:
        data, code, shape, order = value.args
        return _numbers(as_bytes(data), _dtype(code), shape, fortran=order == "F")
    if value.kind == _WRAPPER:
        shape, code, order = (value.state[key] for key in ("shape", "dtype", "order"))
        return _numbers(value.args, _dtype(code), shape, fortran=order == "F")
    _, shape, code, fortran, data = value.state
    return _numbers(as_bytes(data), _dtype(code), shape, fortran=bool(fortran))


def _numbers(data: bytes, dtype: np.dtype[Any], shape: Any, *, fortran: bool) -> AnyArray:
    count = _count(shape)
    if count * dtype.itemsize != len(data):
        raise ValueError
    array = np.frombuffer(data, dtype, count)
    return array.reshape(shape, order="F" if fortran else "C")


def _count(shape: Any) -> int:
    if not isinstance(shape, tuple) or len(shape) > 8:
        raise ValueError
    if not all(type(each) is int and 0 <= each <= MOST_NUMBERS for each in shape):
        raise ValueError
    count = math.prod(shape)
    if count > MOST_NUMBERS:
        raise PlaceError(
            tr(
                "an array in the pickle has more than {most_numbers:,} numbers",
                most_numbers=MOST_NUMBERS,
            )
        )
    return count


def _dtype(value: Any) -> np.dtype[Any]:
    """The kind of number; what is none raises PlaceError with its code."""
    code = _code(value)
    if not (code in _NUMBER_CODES or _TEXT_CODE.fullmatch(code)):
        raise PlaceError(
            tr("an array in the pickle holds no numbers, but the kind “{code:.20}”", code=code)
        )
    order = value.state[1] if isinstance(value.state, tuple) and len(value.state) > 1 else "<"
    return np.dtype((">" if order == ">" else "<") + code)


def _code(value: Any) -> str:
    if not isinstance(value, Made) or value.kind not in {"numpy.dtype", "numpy.core.dtype"}:
        raise ValueError
    code = value.args[0]
    if not isinstance(code, str):
        raise PlaceError(tr("an array in the pickle does not say what it holds"))
    return code


def as_bytes(value: Any) -> bytes:
    """Bytes as every protocol writes them: plain, as text by Latin-1, or to be encoded so."""
    if isinstance(value, bytes | bytearray):
        return bytes(value)
    if isinstance(value, str):
        return value.encode("latin-1")
    if isinstance(value, Made) and value.kind == "_codecs.encode":
        text = value.args[0]
        if isinstance(text, str):
            return text.encode("latin-1")
    if isinstance(value, Made) and value.kind in {"builtins.bytes", "__builtin__.bytes"}:
        return b""
    if isinstance(value, Made) and value.kind in {"builtins.bytearray", "__builtin__.bytearray"}:
        return as_bytes(value.args[0])
    raise ValueError


class JoblibArrays:
    """joblib writes what an array holds into the stream, right behind the object for it.

    Numbers are plain bytes there; Python's objects, such as names of columns, are a pickle.
    """

    def __init__(self) -> None:
        self._operations = Operations()

    def take(self, made: Made, file: io.BytesIO) -> None:
        """Called with each object whose state is known; raises ValueError for a broken one."""
        if made.maker != Name("joblib.numpy_pickle", "NumpyArrayWrapper"):
            return
        state = made.state
        if not isinstance(state, dict) or not {"shape", "dtype", "order"} <= state.keys():
            raise ValueError
        code = _code(state["dtype"])
        if code in _OBJECTS:
            inner = read_pickle(file, operations=self._operations)
            if not isinstance(inner, Made):
                raise ValueError
            made.maker, made.args, made.state = inner.maker, inner.args, inner.state
            return
        # Of records, as trees keep them, no number is read.
        bare = _RECORD.fullmatch(code)
        width = int(bare[1]) if bare else _dtype(state["dtype"]).itemsize
        size = _count(state["shape"]) * width
        if state.get("numpy_array_alignment_bytes") is not None:
            file.read(file.read(1)[0])
        made.args = file.read(size)
        if len(made.args) != size:
            raise ValueError
