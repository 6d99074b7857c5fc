"""A file with somebody's numbers: text of any kind, NumPy's .npy and .npz, or one of arrays."""

import os
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.decoding import decoded
from bpsim.teach.diagnosis.given import Block, GivenError, blocks_of
from bpsim.teach.diagnosis.reading import LONGEST, called, left_out, readings

LARGEST = 8 * LONGEST
NUMPY, ZIP = b"\x93NUMPY", b"PK\x03\x04"
MATLAB = (b"MATLAB 5.0 MAT-file", b"MATLAB 7.3 MAT-file")

Arrays = Callable[[str, bytes], Mapping[str, Array]]
"""Takes the name and the content of a file and gives its arrays by name, as formats/ does."""


def read_given(
    path: str | os.PathLike[str], key: str = "D", foreign: Arrays | None = None
) -> tuple[list[list[Block]], tuple[str, ...]]:
    """The numbers in a file, in each way that they can be read, and the words that are left out.

    ``key`` is the part to take of a JSON object or of a file that has several. ``foreign`` reads
    what is neither text nor plain arrays of NumPy. Raises OSError where the file cannot be opened,
    GivenError where it holds no numbers, and what ``foreign`` raises.
    """
    with open(path, "rb") as file:
        head = file.read(len(MATLAB[0]))
        if os.fstat(file.fileno()).st_size > LARGEST:
            raise GivenError(tr("the file is too large to hold a gradient"))
    if head.startswith((NUMPY, ZIP)):
        return [_numpy(Path(path), key, foreign)], ()
    data = Path(path).read_bytes()
    found = None if head in MATLAB else decoded(data)
    if found is None and foreign is not None and data:
        return [_called(foreign(Path(path).name, data), key)], ()
    if found is None:
        raise GivenError(tr("it is neither text nor a file of NumPy or MATLAB"))
    return readings(found[0], key), left_out(found[0])


def _numpy(path: Path, key: str, foreign: Arrays | None) -> list[Block]:
    try:
        with path.open("rb") as file:  # NumPy would leave a broken one open
            loaded = np.load(file, allow_pickle=False)
            if isinstance(loaded, np.ndarray):
                return blocks_of(_single(loaded))
            if sum(each.file_size for each in loaded.zip.infolist()) > LARGEST:
                raise GivenError(tr("the file is too large to hold a gradient"))
            if loaded.files or foreign is None:
                return _called(loaded, key)
    except (ValueError, EOFError, KeyError, zipfile.BadZipFile) as error:
        if foreign is None:
            raise GivenError(tr("NumPy cannot read it: ") + str(error).split("\n")[0]) from error
    # Arrays of objects, and models of PyTorch, which are zip files as well.
    return _called(foreign(path.name, path.read_bytes()), key)


def _called(arrays: Mapping[str, Array], key: str) -> list[Block]:
    """The arrays called D, Δ or δ, all where none is."""
    return blocks_of(arrays[name] for name in called(arrays, key))


def _single(array: np.ndarray) -> list[np.ndarray]:
    """A stack of matrices of one shape is several of them."""
    return list(array) if array.ndim == 3 else [array]
