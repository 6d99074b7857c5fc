"""The libraries of other programs' formats: a sentence where one is missing or gives up."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from bpsim.base.words import tr
from bpsim.core import packages
from bpsim.formats.errors import PlaceError

# What libraries and NumPy raise on content that makes no sense. Errors in reading are no bug here.
ON_BAD_CONTENT = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    BufferError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
)


def needed(package: str, kind: str) -> AbstractContextManager[None]:
    """Within this ``package`` is imported; raises PlaceError where it is not installed."""
    return packages.needed(package, kind, "formats", PlaceError)


@contextmanager
def made_sense(kind: str) -> Iterator[None]:
    """Within this a library reads; raises PlaceError where it cannot make sense of the content."""
    try:
        yield
    except ON_BAD_CONTENT as error:
        raise PlaceError(tr("the file is damaged, or no {kind} after all", kind=kind)) from error
