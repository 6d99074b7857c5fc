"""Files that gzip or joblib has compressed, unpacked no further than a network can be large."""

import bz2
import lzma
import zlib
from collections.abc import Callable
from typing import Protocol

from bpsim.base.words import tr
from bpsim.formats.errors import PlaceError

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


def is_packed(head: bytes) -> bool:
    """True for the first bytes of zlib, gzip, bzip2, xz and lzma."""
    return any(head.startswith(starts) for starts, _ in _KINDS)


def unpacked(data: bytes) -> bytes:
    """The bytes within; raises PlaceError where they are damaged or too many."""
    unpacker = next(make for starts, make in _KINDS if data.startswith(starts))()
    try:
        found = unpacker.decompress(data, MOST_BYTES)
    except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, MemoryError) as error:
        raise PlaceError("", tr("the file is damaged: it cannot be unpacked")) from error
    if not unpacker.eof:
        most = MOST_BYTES // 2**20
        raise PlaceError(
            "",
            tr("the file is cut off, or larger than {most}\u00a0MB when it is unpacked", most=most),
        )
    return found
