"""The native file, ``.bpsim``: a document as UTF-8 JSON that people can read and keep."""

import os

from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.formats.errors import FormatError, said_of
from bpsim.formats.files import MAX_BYTES, PathLike, name_of, read_bytes, write_bytes
from bpsim.formats.json_text import parse, require_bounds
from bpsim.formats.native.layout import ITEM_KEYS, SUFFIX
from bpsim.formats.native.read import document_of

QUICK_BYTES = 300_000
UNNAMED = tr("the document")


def load(path: PathLike) -> Document:
    """Read a file; raises FormatError."""
    return loads(read_bytes(path), name_of(path))


def loads(data: bytes, name: str = UNNAMED) -> Document:
    """The document in ``data``; raises FormatError, whose sentence calls the file ``name``."""
    with said_of(name):
        value = parse(data)
        document = document_of(value)
        if not any(key in value for key in ITEM_KEYS):
            return document
        from bpsim.formats.native.read_kept import with_kept  # most files keep nothing

        return with_kept(document, value)


def dumps(document: Document, name: str = UNNAMED) -> bytes:
    """The file's content, such that ``loads(dumps(x)) == x``.

    Raises FormatError, whose sentence calls the file ``name``, for what could not be read again.
    """
    # Not needed for reading.
    from bpsim.formats.native.write import text_of
    from bpsim.formats.native.write_kept import kept_members

    with said_of(name):
        data = text_of(document, kept_members(document))
        require_bounds(data)
    if len(data) > MAX_BYTES:
        raise FormatError(
            name,
            tr("the file would be larger than {max_bytes}\u00a0MB", max_bytes=MAX_BYTES // 2**20),
        )
    return data


def save(document: Document, path: PathLike) -> None:
    """Write a file whole or not at all; raises FormatError, and then an old file is untouched."""
    write_bytes(path, dumps(document, name_of(path)))


def is_quick(path: PathLike) -> bool:
    """True for a file of this program that is read within a frame of the window, or is missing."""
    try:
        return os.fspath(path).lower().endswith(SUFFIX) and os.path.getsize(path) < QUICK_BYTES
    except OSError:
        return True  # reading says what is wrong
