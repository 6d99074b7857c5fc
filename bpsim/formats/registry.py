"""Which files can be opened and saved: one entry for each format, found by the file's suffix."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass

from bpsim.core.document import Document
from bpsim.formats.errors import FormatError
from bpsim.formats.files import PathLike, name_of, read_start, require_place
from bpsim.formats.native import file as native
from bpsim.formats.native.layout import FORMAT, SUFFIX

_NATIVE_START = re.compile(
    rb'(?:\xef\xbb\xbf)?\s*\{.*"format"\s*:\s*"%b"' % FORMAT.encode(), re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: ``title`` for a person, ``suffixes`` in lower case with their dot.

    ``read`` or ``write`` is None where the format goes one way only. Both raise FormatError.
    """

    title: str
    suffixes: tuple[str, ...]
    read: Callable[[PathLike], Document] | None
    write: Callable[[Document, PathLike], None] | None


OTHER_SUFFIXES = frozenset(
    (
        *(".mat", ".onnx", ".npz", ".npy", ".h5", ".hdf5", ".keras", ".pt", ".pth", ".pkl"),
        *(".csv", ".tsv", ".json", ".txt", ".xml", ".xlsx", ".ods", ".html", ".tex", ".md"),
        *(".png", ".svg", ".pdf", ".jpg", ".jpeg", ".gif", ".zip", ".gz", ".py"),
    )
)
"""Suffixes of formats that a network could be meant to be saved in, or could not."""

NATIVE = Format("bpsim network", (SUFFIX,), native.load, native.save)
FORMATS: tuple[Format, ...] = (NATIVE,)


def readable() -> tuple[Format, ...]:
    """The formats that can be opened."""
    return tuple(each for each in FORMATS if each.read is not None)


def writable() -> tuple[Format, ...]:
    """The formats that can be saved."""
    return tuple(each for each in FORMATS if each.write is not None)


def read(path: PathLike) -> Document:
    """Open a file of any readable format; raises FormatError.

    The suffix decides. A file with another suffix or none is opened if it begins as a native file.
    """
    found = _by_suffix(path, readable())
    if found is None and _NATIVE_START.match(read_start(path)):
        found = NATIVE
    if found is None or found.read is None:
        raise _unknown(path, "opened", readable())
    return found.read(path)


def write(document: Document, path: PathLike) -> None:
    """Save a file in the format of its suffix; raises FormatError."""
    _writer(path)(document, path)


def with_suffix(path: str) -> str:
    """``path`` as a file to be saved: with the native suffix unless its own means a format.

    The last part of a name such as "v1.0" means none; one that means another program's format is
    left for :func:`write` to take or to refuse.
    """
    suffix = _suffix(path)
    known = any(suffix in each.suffixes for each in FORMATS)
    return path if known or suffix in OTHER_SUFFIXES else path + SUFFIX


def require_writable(path: PathLike) -> None:
    """Raise FormatError unless a file with this suffix can be saved, and its folder is there."""
    _writer(path)
    require_place(path)


def _writer(path: PathLike) -> Callable[[Document, PathLike], None]:
    found = _by_suffix(path, writable())
    if found is None or found.write is None:
        raise _unknown(path, "saved", writable())
    return found.write


def _by_suffix(path: PathLike, formats: tuple[Format, ...]) -> Format | None:
    suffix = _suffix(path)
    return next((each for each in formats if suffix in each.suffixes), None)


def _suffix(path: PathLike) -> str:
    return os.path.splitext(os.fspath(path))[1].lower()


def _unknown(path: PathLike, doing: str, formats: tuple[Format, ...]) -> FormatError:
    suffix = _suffix(path)
    known = ", ".join(suffix for each in formats for suffix in each.suffixes)
    kind = f"files with the suffix {suffix}" if suffix else "files without a suffix"
    return FormatError(name_of(path), f"{kind} cannot be {doing}; these can: {known}")
