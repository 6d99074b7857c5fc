"""A file with somebody's numbers: text of any kind, or NumPy's .npy and .npz."""

import os
import zipfile
from pathlib import Path

import numpy as np

from bpsim.teach.diagnosis.given import Block, GivenError, blocks_of
from bpsim.teach.diagnosis.reading import LONGEST, readings

LARGEST = 8 * LONGEST
NUMPY, ZIP = b"\x93NUMPY", b"PK\x03\x04"


def read_given(path: str | os.PathLike[str], key: str = "D") -> list[list[Block]]:
    """The numbers in a file, in each way that they can be read.

    ``key`` is the part to take of a JSON object or of an .npz that has several. Raises OSError
    where the file cannot be opened, GivenError where it holds no numbers.
    """
    with open(path, "rb") as file:
        head = file.read(len(NUMPY))
        if os.fstat(file.fileno()).st_size > LARGEST:
            raise GivenError("the file is too large to hold a gradient")
    if head == NUMPY or head.startswith(ZIP):
        return [_numpy(Path(path), key)]
    text = Path(path).read_bytes()
    try:
        return readings(text.decode("utf-8-sig"), key)
    except UnicodeDecodeError:
        raise GivenError("it is neither text nor a file of NumPy") from None


def _numpy(path: Path, key: str) -> list[Block]:
    try:
        with path.open("rb") as file:  # NumPy would leave a broken one open
            loaded = np.load(file, allow_pickle=False)
            if isinstance(loaded, np.ndarray):
                return blocks_of(_single(loaded))
            if sum(each.file_size for each in loaded.zip.infolist()) > LARGEST:
                raise GivenError("the file is too large to hold a gradient")
            names = list(loaded.files)
            own = [name for name in names if name.lower().startswith(key.lower())]
            return blocks_of(loaded[name] for name in (own or names))
    except (ValueError, EOFError, KeyError, zipfile.BadZipFile) as error:
        raise GivenError("NumPy cannot read it: " + str(error).split("\n")[0]) from error


def _single(array: np.ndarray) -> list[np.ndarray]:
    """A stack of matrices of one shape is several of them."""
    return list(array) if array.ndim == 3 else [array]
