"""The members of a zip file, each taken only if it is no larger than it may be."""

import io
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from bpsim.base.words import tr
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.libraries import ON_BAD_CONTENT
from bpsim.formats.limits import MAX_ITEMS

MOST_BYTES = 256 * 2**20
"""Of all members that are read, unpacked."""
_LONGEST_DIRECTORY = 512 * MAX_ITEMS
_END = b"PK\x05\x06"


class Archive:
    """A zip file in memory; ``packed`` allows members that are compressed.

    Raises PlaceError where it is damaged, encrypted, or larger than a network can be.
    """

    def __init__(self, data: bytes, *, packed: bool = False) -> None:
        self._packed = packed
        self._left = MOST_BYTES
        _require_short_directory(data)
        with _made_sense():
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        members = self._zip.infolist()
        if len(members) > MAX_ITEMS:
            raise PlaceError(
                tr("the zip file has more than {max_items:,} members", max_items=MAX_ITEMS)
            )
        self._members = {each.filename: each for each in members}

    @property
    def names(self) -> tuple[str, ...]:
        """The members in the archive's order."""
        return tuple(self._members)

    def size(self, name: str) -> int:
        """How many bytes a member says that it has."""
        return self._members[name].file_size

    def read(self, name: str) -> bytes:
        """The bytes of one member, which no more can be read of than it says."""
        member = self._members[name]
        place = tr("the member {name}", name=quoted(name))
        if member.flag_bits & 1:
            raise PlaceError(tr("is encrypted"), place)
        if member.compress_type != zipfile.ZIP_STORED and not (
            self._packed and member.compress_type == zipfile.ZIP_DEFLATED
        ):
            raise PlaceError(
                tr("is compressed, which no program writes in this kind of file"), place
            )
        self._left -= member.file_size
        if self._left < 0:
            raise PlaceError(
                tr(
                    "makes it more than {most_bytes:,.0f}\u00a0MB, unpacked",
                    most_bytes=MOST_BYTES / 2**20,
                ),
                place,
            )
        with _made_sense(), self._zip.open(member) as file:
            data = file.read(member.file_size + 1)
        if len(data) != member.file_size:
            raise PlaceError(tr("has another size than the archive says"), place)
        return data


def _require_short_directory(data: bytes) -> None:
    """The list of members stands at the end, and is read as a whole before any is counted."""
    end = data.rfind(_END, max(0, len(data) - 2**16 - 22))
    if end < 0 or end + 22 > len(data):
        raise PlaceError(tr("the zip file is damaged or cut off"))
    size = struct.unpack_from("<I", data, end + 12)[0]
    if size == 0xFFFFFFFF and end >= 76:
        size = struct.unpack_from("<Q", data, end - 36)[0]
    if size > _LONGEST_DIRECTORY:
        raise PlaceError(
            tr("the zip file has more than {max_items:,} members", max_items=MAX_ITEMS)
        )


@contextmanager
def _made_sense() -> Iterator[None]:
    try:
        yield
    except ON_BAD_CONTENT as error:
        raise PlaceError(tr("the zip file is damaged or cut off")) from error
