"""Which files can be opened and saved: a row for each format, known by content, then by suffix."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.document import Document
from bpsim.core.progress import Report, silent
from bpsim.formats.content import Answers, Content, FileQuestion, Opened, Written
from bpsim.formats.errors import FormatError, said_of
from bpsim.formats.files import (
    PathLike,
    name_of,
    read_bytes,
    read_start,
    require_place,
    write_bytes,
)
from bpsim.formats.mistaken_files import require_itself
from bpsim.formats.native import file as native
from bpsim.formats.native.layout import FORMAT, SUFFIX

_NATIVE_START = re.compile(
    rb'(?:\xef\xbb\xbf)?\s*\{.*"format"\s*:\s*"%b"' % FORMAT.encode(), re.DOTALL
)


PACKED, GZIP = ".gz", b"\x1f\x8b"
ZIPPED, ZIP = ".zip", b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: ``title`` for a person, ``suffixes`` in lower case with their dot.

    ``module`` is imported when a file may be of this format. It has, where the format ``reads``,
    ``match(head, name) -> bool``, which judges the first bytes of the file, and
    ``read(data, name) -> Content``, which may raise PlaceError, ModelError or FormatError; and
    where it ``writes``, ``write(document, name) -> Written``, which may raise the same.
    """

    title: str
    suffixes: tuple[str, ...]
    module: str
    reads: bool = True
    writes: bool = False


OTHER_SUFFIXES = frozenset(
    (
        *(".mat", ".onnx", ".npz", ".npy", ".h5", ".hdf5", ".keras", ".pt", ".pth", ".pkl"),
        *(".csv", ".tsv", ".json", ".txt", ".xml", ".xlsx", ".ods", ".html", ".tex", ".md"),
        *(".png", ".svg", ".pdf", ".jpg", ".jpeg", ".gif", ".zip", ".gz", ".py"),
    )
)
"""Suffixes of formats that a network could be meant to be saved in, or could not."""

NATIVE = Format(tr("bpsim network"), (SUFFIX,), "bpsim.formats.native.file", writes=True)
# In the order in which content is judged: those that only one kind of file can begin with first.
FORMATS: tuple[Format, ...] = (
    NATIVE,
    Format(tr("MATLAB or Octave file"), (".mat",), "bpsim.formats.mat", writes=True),
    Format(tr("NumPy file"), (".npz", ".npy"), "bpsim.formats.numpy_file", writes=True),
    Format(
        tr("safetensors file"), (".safetensors",), "bpsim.formats.safetensors_file", writes=True
    ),
    Format(tr("Keras model"), (".h5", ".hdf5"), "bpsim.formats.keras.h5"),
    Format(tr("Keras model"), (".keras",), "bpsim.formats.keras.archive"),
    Format(tr("ONNX network"), (".onnx",), "bpsim.formats.onnx.file", writes=True),
    Format("pickle", (".pt", ".pth", ".pkl", ".pickle", ".joblib"), "bpsim.formats.pickles.reader"),
    Format(tr("IDX file"), (".idx", ".idx1-ubyte", ".idx3-ubyte"), "bpsim.formats.idx"),
    Format(tr("SNNS network"), (".net",), "bpsim.formats.snns.network"),
    Format(tr("SNNS patterns"), (".pat",), "bpsim.formats.snns.patterns"),
    Format(tr("FANN network"), (), "bpsim.formats.fann"),
    Format(tr("Encog network"), (".eg",), "bpsim.formats.encog"),
    Format(tr("FANN training data"), (".train",), "bpsim.formats.fann_data"),
    Format(tr("JSON file of weights"), (".json",), "bpsim.formats.json_weights", writes=True),
    Format(tr("JSON file of data"), (".jsonl", ".ndjson"), "bpsim.formats.json_weights"),
    Format(tr("ARFF data"), (".arff",), "bpsim.formats.tables.arff"),
    Format(tr("LIBSVM data"), (".libsvm", ".svm"), "bpsim.formats.tables.libsvm"),
    Format(tr("table of data"), (".csv",), "bpsim.formats.tables.file", writes=True),
    Format(tr("table of data"), (".tsv", ".data", ".dat", ".txt"), "bpsim.formats.tables.file"),
    Format(
        tr("NumPy program"), (".py",), "bpsim.formats.code.numpy_program", reads=False, writes=True
    ),
    Format(tr("Octave program"), (".m",), "bpsim.formats.code.octave", reads=False, writes=True),
    Format(
        tr("PyTorch program"), (".torch.py",), "bpsim.formats.code.torch", reads=False, writes=True
    ),
    Format(
        tr("Keras program"), (".keras.py",), "bpsim.formats.code.keras", reads=False, writes=True
    ),
    Format(
        tr("scikit-learn program"),
        (".sklearn.py",),
        "bpsim.formats.code.scikit_learn",
        reads=False,
        writes=True,
    ),
)


def readable() -> tuple[Format, ...]:
    """The formats that can be opened."""
    return tuple(each for each in FORMATS if each.reads)


def readable_suffixes() -> tuple[str, ...]:
    """What names of files that can be opened end in."""
    return tuple(suffix for each in readable() for suffix in each.suffixes)


# --- reading ------------------------------------------------------------------------------------


def recognised(path: PathLike) -> Format:
    """The format of a file by its first bytes, or else by its suffix; raises FormatError."""
    if _suffix(path) in NATIVE.suffixes:
        return NATIVE
    return _recognised(read_start(path), name_of(path))


def _recognised(head: bytes, name: str) -> Format:
    suffix = _suffix(name)
    if suffix in NATIVE.suffixes or _NATIVE_START.match(head):
        return NATIVE
    require_itself(head, name)
    found = _matching(head, name) or _by_suffix(name, _foreign())
    if found is None:
        raise _unknown(name, tr("opened"), readable())
    return found


def _matching(head: bytes, name: str) -> Format | None:
    """The format that the content fits; of two the one that goes by the suffix of the name."""
    suffix = _suffix(name)
    ordered = sorted(_foreign(), key=lambda each: suffix not in each.suffixes)
    return next((each for each in ordered if _module(each).match(head, name)), None)


def _foreign() -> list[Format]:
    return [each for each in readable() if each is not NATIVE]


def contents(path: PathLike) -> Content:
    """What a file of any readable format holds; raises FormatError."""
    name = name_of(path)
    head = read_start(path)
    if name.lower().endswith(PACKED) and head.startswith(GZIP):
        return _contents_of_packed(path, name)
    if name.lower().endswith(ZIPPED) and head.startswith(ZIP) and not _matching(head, name):
        return _contents_of_packed(path, name)
    found = recognised(path)
    return _contents(read_bytes(path), name, found)


def _contents_of_packed(path: PathLike, name: str) -> Content:
    from bpsim.formats.packed import only_member, unpacked  # few files are packed

    with said_of(name):
        if name.lower().endswith(ZIPPED):
            inner, data = only_member(read_bytes(path), readable_suffixes())
        else:
            inner, data = name[: -len(PACKED)], unpacked(read_bytes(path))
    try:
        return _contents(data, inner, _recognised(data[:4096], inner))
    except FormatError as error:
        raise FormatError(name, error.reason, error.place) from error


def _contents(data: bytes, name: str, found: Format) -> Content:
    if found is NATIVE:
        document = native.loads(data, name)
        return Content(NATIVE.title, title=document.title, document=document)
    from bpsim.formats.lone import with_both_readings

    with said_of(name):
        return with_both_readings(_module(found).read(data, name), name)


def arrays_of(name: str, data: bytes) -> dict[str, Array]:
    """The arrays of a file by name, whatever they are; raises FormatError."""
    content = _contents(data, name, _recognised(data[:4096], name))
    arrays = dict(content.arrays)
    for n, layer in enumerate(content.layers, start=1):
        arrays[f"{n}.weights"] = layer.weights
        if layer.bias is not None:
            arrays[f"{n}.bias"] = layer.bias
    if not arrays:
        raise FormatError(name, tr("the file holds no array of real numbers"))
    return arrays


def opened(paths: Sequence[PathLike], answers: Answers | None = None) -> Opened:
    """The document that one file makes, or several together, and what was guessed.

    ``questions`` are left where a file does not say enough. Raises FormatError.
    """
    found = [contents(path) for path in paths]
    if answers is None and len(found) == 1 and found[0].document is not None:
        return Opened(found[0].document)
    made = made_of(found, answers or Answers(), name_of(paths[0]))
    if answers is not None and answers.table and not any(each.table for each in found):
        words = tr("No table was read: what was said about one means nothing here.")
        made = replace(made, notices=(*made.notices, words))
    return made


def made_of(found: Sequence[Content], answers: Answers, name: str) -> Opened:
    """The document that contents already read make together; ``name`` stands in errors.

    Raises FormatError.
    """
    from bpsim.formats.assemble import assembled, together
    from bpsim.formats.lone import decided

    with said_of(name):
        return assembled(together(decided(found, answers)), answers)


Looked = tuple[tuple[Content, ...], Opened | None]


def looked_at(path: PathLike, *beside: PathLike) -> Looked:
    """What files hold, and what comes of them where none is a table; raises FormatError."""
    found = tuple(contents(each) for each in (path, *beside))
    if any(each.table is not None for each in found) or (not beside and found[0].document):
        return found, None
    return found, made_of(found, Answers(), name_of(path))


def read(path: PathLike, answers: Answers | None = None) -> Document:
    """Open a file of any readable format; raises FormatError, also where questions are left."""
    return require_document(opened([path], answers), name_of(path))


def require_document(found: Opened, name: str) -> Document:
    """The document; raises FormatError with the first question where there is none."""
    if found.document is None:
        raise FormatError(name, _asked(found.questions[0]))
    return found.document


# --- writing ------------------------------------------------------------------------------------


def save(document: Document, path: PathLike) -> None:
    """Save a file from which the whole document can be opened again; raises FormatError."""
    if _by_suffix(path, [NATIVE]) is None:
        raise _unknown(path, tr("saved"), [NATIVE])
    native.save(document, path)


def write(document: Document, path: PathLike, report: Report = silent) -> tuple[str, ...]:
    """Save a file in the format of its suffix; raises FormatError.

    What the format cannot hold is left out; the sentences returned say what that is. ``report`` is
    called before anything is saved, and ends it by what it raises.
    """
    made = content_of(document, path, report)
    write_bytes(path, made.data)
    return made.left_out


def content_of(document: Document, path: PathLike, report: Report = silent) -> Written:
    """What the file would hold that :func:`write` saves; raises FormatError as that does."""
    found, name = _writer(path), name_of(path)
    report(0, 1)
    if found is NATIVE:
        return Written(native.dumps(document, name))
    made = written(document, name)
    report(1, 1)
    return made


def written(document: Document, name: str) -> Written:
    """What a file called ``name``, of another program's format, would hold; raises FormatError."""
    with said_of(name):
        made: Written = _module(_writer(name)).write(document, name)
    return made


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


def _writer(path: PathLike) -> Format:
    formats = [each for each in FORMATS if each.writes]
    found = _by_suffix(path, formats)
    if found is None:
        raise _unknown(path, tr("saved"), formats)
    return found


def _module(found: Format) -> Any:
    return import_module(found.module)


def _by_suffix(path: PathLike, formats: Sequence[Format]) -> Format | None:
    """The format whose suffix the name ends in; of two the longer one: ".torch.py", not ".py"."""
    name = name_of(path).lower()
    found = [
        (len(suffix), each)
        for each in formats
        for suffix in each.suffixes
        if name.endswith(suffix) and len(name) > len(suffix)
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _suffix(path: PathLike) -> str:
    return os.path.splitext(os.fspath(path))[1].lower()


def _unknown(path: PathLike, doing: str, formats: Sequence[Format]) -> FormatError:
    suffix = _suffix(path)
    known = ", ".join(suffix for each in formats for suffix in each.suffixes)
    kind = (
        tr("files with the suffix {suffix}", suffix=suffix)
        if suffix
        else tr("files without a suffix")
    )
    return FormatError(
        name_of(path),
        tr("{kind} cannot be {doing}; these can: {known}", kind=kind, doing=doing, known=known),
    )


def _asked(question: FileQuestion) -> str:
    """What a command says of a question, which it cannot ask."""
    return tr(
        "{reason}: give them as --{option}, for example {example}",
        reason=question.reason,
        option=question.option,
        example=question.example,
    )
