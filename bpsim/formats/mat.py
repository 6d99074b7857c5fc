"""MATLAB and Octave files: versions 4, 5 and 7.3, and Octave's text."""

from io import BytesIO

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.document import Document
from bpsim.formats import hdf5, mat4, mat5, mat73, octave_text
from bpsim.formats.content import Content, Written
from bpsim.formats.errors import PlaceError
from bpsim.formats.libraries import needed
from bpsim.formats.lost import lost
from bpsim.formats.numbered import data_of, folded

KIND = tr("MATLAB file")
_OCTAVE_BINARY = (b"Octave-1-L", b"Octave-1-B")


def match(head: bytes, name: str) -> bool:
    """Any of the kinds; an HDF5 file only with MATLAB's header before it."""
    # Other files may begin like one of version 4, which has no word of its own to begin with.
    older = name.lower().endswith(".mat") and mat4.match(head)
    octave = octave_text.match(head) or head.startswith(_OCTAVE_BINARY)
    return mat5.match(head) or mat73.match(head) or octave or older


def read(data: bytes, name: str) -> Content:
    """The arrays by name, fields and cells among them; raises PlaceError."""
    if mat5.match(data[: mat5.HEADER]):
        return _content(*mat5.read(data))
    if octave_text.match(data[:4096]):
        return _content(*octave_text.read(data))
    if mat73.match(data[:1024]) or data.startswith(hdf5.SIGNATURE):
        return _content(*mat73.read(data))
    if mat4.match(data[:4096]):
        return _content(*mat4.read(data))
    if data.startswith(_OCTAVE_BINARY):
        raise PlaceError(
            tr("it is in Octave's own binary format, which is not read: save it with -v7 there")
        )
    raise PlaceError(tr("this is no MATLAB file, although its name ends like one"))


def _content(arrays: dict[str, Array], skipped: list[str]) -> Content:
    left_out: tuple[str, ...] = ()
    if skipped:
        shown = ", ".join(skipped[:12]) + (tr(" and others") if len(skipped) > 12 else "")
        left_out = (tr("These are no matrices of real numbers: {shown}.", shown=shown),)
    if not arrays:
        raise PlaceError(tr("the file holds no matrix of real numbers"))
    return Content(KIND, arrays=arrays, left_out=left_out)


def write(document: Document, name: str) -> Written:
    """Version 5 with Theta1, Theta2, …, X and y."""
    with needed("scipy", KIND):
        from scipy.io import savemat
    stream = BytesIO()
    savemat(stream, folded(document) | data_of(document))
    return Written(stream.getvalue(), lost(document, activations=True, cost=True, beside=False))
