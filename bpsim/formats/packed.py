"""Files that gzip, zip or joblib has packed, unpacked no further than a network can be large."""

import bz2
import lzma
import re
import zlib
from collections.abc import Callable, Sequence
from typing import Protocol

from bpsim.base.words import tr
from bpsim.formats.archive import Archive
from bpsim.formats.errors import PlaceError, quoted

MOST_BYTES = 128 * 2**20
LZMA_BYTES = 128 * 2**20
"""What unpacking alone may take; the largest setting of xz needs half of it."""


class _Unpacker(Protocol):
    """What the libraries have in common."""

    @property
    def eof(self) -> bool: ...

    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...


_KINDS: tuple[tuple[tuple[bytes, ...], Callable[[], _Unpacker]], ...] = (
    ((b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda"), zlib.decompressobj),
    ((b"\x1f\x8b",), lambda: zlib.decompressobj(wbits=31)),
    ((b"BZh",), bz2.BZ2Decompressor),
    (
        (b"\xfd7zXZ\x00", b"\x5d\x00\x00"),
        lambda: lzma.LZMADecompressor(memlimit=LZMA_BYTES),
    ),
)

_ABOUT = re.compile(r"read_?me|licen[cs]e", re.IGNORECASE)


def is_packed(head: bytes) -> bool:
    """True for the first bytes of zlib, gzip, bzip2, xz and lzma."""
    return any(head.startswith(starts) for starts, _ in _KINDS)


def unpacked(data: bytes) -> bytes:
    """The bytes within; raises PlaceError where they are damaged or too many."""
    unpacker = next(make for starts, make in _KINDS if data.startswith(starts))()
    try:
        found = unpacker.decompress(data, MOST_BYTES)
    except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, MemoryError) as error:
        raise PlaceError(tr("the file is damaged: it cannot be unpacked")) from error
    if not unpacker.eof:
        most = MOST_BYTES // 2**20
        raise PlaceError(
            tr("the file is cut off, or larger than {most}\u00a0MB when it is unpacked", most=most)
        )
    return found


def only_member(data: bytes, suffixes: Sequence[str]) -> tuple[str, bytes]:
    """Name and bytes of the one file in a zip that may be opened; raises PlaceError for others.

    Its name ends in one of ``suffixes``; what else lies in the archive is passed over.
    """
    archive = Archive(data, packed=True)
    # macOS puts a shadow of each file beside it.
    found = [each for each in archive.names if not each.endswith("/") and "__MACOSX/" not in each]
    known = [each for each in found if each.lower().endswith(tuple(suffixes))]
    known = [each for each in known if not _ABOUT.match(each.rpartition("/")[2])]
    if len(known) != 1:
        shown = ", ".join(quoted(each) for each in (known or found)[:3])
        raise PlaceError(
            tr(
                "it is a zip archive: unpack it, and open a file of those in it ({shown})",
                shown=shown,
            )
            if found
            else tr("it is a zip archive without a file")
        )
    return known[0].rpartition("/")[2], archive.read(known[0])
