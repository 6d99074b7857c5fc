"""MATLAB files of SciPy, Octave and hdf5storage, and those that would fill the memory."""

import io
import shutil
import struct
import subprocess
import zlib
from pathlib import Path

import numpy as np
import pytest

from bpsim.core.arrays import Array
from bpsim.formats import mat, mat5, numpy_file
from bpsim.formats.errors import PlaceError

THETA1, THETA2 = np.arange(12.0).reshape(3, 4), np.array([[0.5, -1.5, 2.5, 1e-300]])


def arrays(data: bytes) -> dict[str, Array]:
    assert mat.match(data[:4096], "x.mat")
    return dict(mat.read(data, "x.mat").arrays)


@pytest.mark.parametrize("packed", [False, True])
def test_what_scipy_writes(packed: bool) -> None:
    library = pytest.importorskip("scipy.io")
    sparse = pytest.importorskip("scipy.sparse")
    cells = np.empty((1, 2), dtype=object)
    cells[0, 0], cells[0, 1] = THETA1, np.array([[7.0]])
    stream = io.BytesIO()
    whole = {
        "Theta1": THETA1,
        "t32": THETA1.astype(np.float32),
        "small": np.array([[1, 2, 250]], dtype=np.uint8),
        "signed": np.array([[-5], [6]], dtype=np.int16),
        "big": np.array([[2**40, -3]], dtype=np.int64),
        "cells": cells,
        "nn": {"W1": THETA1, "inner": {"b": THETA2}},
        "cube": np.arange(24.0).reshape(2, 3, 4),
        "flags": np.array([[True, False]]),
        "text": "a text",
        "complex": np.array([[1 + 2j]]),
        "sparse": sparse.csc_matrix(np.eye(3)),
        "empty": np.empty((0, 3)),
    }
    library.savemat(stream, whole, do_compression=packed)
    data = stream.getvalue()
    found = arrays(data)
    for name in ("Theta1", "t32", "small", "signed", "big", "cube", "flags", "empty"):
        np.testing.assert_array_equal(found[name], whole[name])
    np.testing.assert_array_equal(found["cells.1"], THETA1)
    np.testing.assert_array_equal(found["cells.2"], [[7.0]])
    np.testing.assert_array_equal(found["nn.W1"], THETA1)
    np.testing.assert_array_equal(found["nn.inner.b"], THETA2)
    (left_out,) = mat.read(data, "x.mat").left_out
    assert "complex" in left_out
    assert "sparse" in left_out


@pytest.mark.parametrize("option", ["-text", "-v6", "-v7"])
def test_what_octave_writes(tmp_path: Path, option: str) -> None:
    octave = shutil.which("octave-cli")
    if octave is None:
        pytest.skip("Octave is not installed, so its files were not made")
    program = (
        "Theta1 = [1 2 3; 4 5.5 -6e-7]; b = single(3); c = {[1 2], [3; 4], 'x'}; s.W1 = [1 2; 3 4];"
        " s.in.v = 7; n = reshape(1:24, 2, 3, 4); i = int32([1 2 3]); e = []; str = 'hello'; "
        f"z = 1 + 2i; save('{option}', 'out.mat');"
    )
    subprocess.run([octave, "-q", "--eval", program], cwd=tmp_path, check=True, capture_output=True)
    found = arrays((tmp_path / "out.mat").read_bytes())
    np.testing.assert_array_equal(found["Theta1"], [[1, 2, 3], [4, 5.5, -6e-7]])
    np.testing.assert_array_equal(found["b"], [[3]])
    np.testing.assert_array_equal(found["c.1"], [[1, 2]])
    np.testing.assert_array_equal(found["c.2"], [[3], [4]])
    np.testing.assert_array_equal(found["s.W1"], [[1, 2], [3, 4]])
    np.testing.assert_array_equal(found["s.in.v"], [[7]])
    np.testing.assert_array_equal(found["n"], np.arange(1, 25).reshape(2, 3, 4, order="F"))
    np.testing.assert_array_equal(found["i"], [[1, 2, 3]])


# What hdf5storage 0.2.2 asks NumPy 2.5 for.
@pytest.mark.filterwarnings("ignore:The chararray class is deprecated:DeprecationWarning")
def test_version_73_with_cells_and_structures(tmp_path: Path) -> None:
    library = pytest.importorskip("hdf5storage")
    cells = np.empty((1, 2), dtype=object)
    cells[0, 0], cells[0, 1] = THETA1, THETA2
    library.savemat(
        str(tmp_path / "x.mat"),
        {"Theta1": THETA1, "nn": {"W1": THETA1}, "weight": cells},
        format="7.3",
        oned_as="row",
    )
    found = arrays((tmp_path / "x.mat").read_bytes())
    np.testing.assert_array_equal(found["Theta1"], THETA1)
    np.testing.assert_array_equal(found["nn.W1"], THETA1)
    np.testing.assert_array_equal(found["weight.1"], THETA1)
    np.testing.assert_array_equal(found["weight.2"], THETA2)


# --- hostile ones ---------------------------------------------------------------------------------


def element(kind: int, data: bytes) -> bytes:
    return struct.pack("<II", kind, len(data)) + data + b"\0" * (-len(data) % 8)


def variable(kind: int, shape: tuple[int, ...], rest: bytes) -> bytes:
    flags = element(6, struct.pack("<II", kind, 0))
    dimensions = element(5, struct.pack(f"<{len(shape)}i", *shape))
    return element(14, flags + dimensions + element(1, b"W1") + rest)


def file_of(body: bytes) -> bytes:
    return b"MATLAB 5.0".ljust(124) + b"\x00\x01IM" + body


def nested(depth: int) -> bytes:
    inner = variable(6, (1, 1), element(9, bytes(8)))
    for _ in range(depth):
        inner = variable(1, (1, 1), inner)
    return inner


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (variable(6, (2**30, 2**30), element(9, bytes(8))), "numbers, but a file can have"),
        (variable(1, (2**30, 100), b""), "numbers, but a file can have"),
        (variable(2, (2**30, 100), b""), "numbers, but a file can have"),
        (variable(6, (-1, 3), element(9, bytes(8))), "shape that no network or data has"),
        (variable(6, (2, 2), element(9, bytes(8))), "another number of values"),
        (nested(60), "too deep"),
        (struct.pack("<II", 14, 10**6), "in the middle of a variable"),
        (struct.pack("<II", 15, 4) + b"nope", "cannot be unpacked"),
    ],
)
def test_hostile_files_are_refused_before_memory_is_taken(body: bytes, reason: str) -> None:
    with pytest.raises(PlaceError, match=reason):
        mat.read(file_of(body), "x.mat")


def test_what_would_unpack_to_more_than_can_be_opened_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mat5, "MAX_BYTES", 2**20)  # of hundreds of megabytes, which take seconds
    packed = zlib.compress(element(14, bytes(2**20)))
    with pytest.raises(PlaceError, match="larger unpacked than can be opened"):
        mat.read(file_of(struct.pack("<II", 15, len(packed)) + packed), "x.mat")


def test_numpy_files_whose_headers_lie() -> None:
    def npy(shape: str, body: bytes, kind: str = "<f8") -> bytes:
        header = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}}}".encode()
        return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + body

    np.testing.assert_array_equal(
        numpy_file.read(npy("(1, 2)", struct.pack("<2d", 1, 2)), "x.npy").arrays["array"], [[1, 2]]
    )
    for data, reason in (
        (npy("(99999999, 99999999)", b""), "numbers, but a file can have"),
        (npy("(3,)", bytes(8)), "fewer numbers"),
        (npy("(-1,)", bytes(8)), "shape that no network"),
        (npy("__import__('os')", b""), "header makes no sense"),
        (npy("(1,)", bytes(16), "<c16"), "no array of real numbers"),
    ):
        with pytest.raises(PlaceError, match=reason):
            numpy_file.read(data, "x.npy")


def of_version_4(order: str = "<", kind: int = 0, imaginary: int = 0) -> bytes:
    """Two variables by hand: the header of five numbers, the name, and columns of numbers."""
    data = b""
    for name, array in (("Theta1", THETA1), ("y", THETA2)):
        header = struct.pack(
            f"{order}5i", (order == ">") * 1000 + kind, *array.shape, imaginary, len(name) + 1
        )
        code = ("f8", "f4", "i4", "i2", "u2", "u1")[kind // 10 % 10]
        numbers = np.abs(array).astype(order + code).tobytes(order="F")
        data += header + name.encode() + b"\0" + numbers * (1 + imaginary)
    return data


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("kind", [0, 10, 20, 30, 40, 50])
def test_version_4_by_hand(order: str, kind: int) -> None:
    found = arrays(of_version_4(order, kind))
    code = ("f8", "f4", "i4", "i2", "u2", "u1")[kind // 10]
    np.testing.assert_array_equal(found["Theta1"], THETA1)
    np.testing.assert_array_equal(found["y"], np.abs(THETA2).astype(code))


def test_version_4_of_scipy_and_octave(tmp_path: Path) -> None:
    library = pytest.importorskip("scipy.io")
    sparse = pytest.importorskip("scipy.sparse")
    stream = io.BytesIO()
    whole = {"Theta1": THETA1, "text": "some", "complex": THETA2 * 1j, "sparse": sparse.eye(3)}
    library.savemat(stream, whole, format="4")
    found = arrays(stream.getvalue())
    assert list(found) == ["Theta1"]
    np.testing.assert_array_equal(found["Theta1"], THETA1)
    (left_out,) = mat.read(stream.getvalue(), "x.mat").left_out
    assert "text, complex, sparse" in left_out
    octave = shutil.which("octave-cli")
    if octave is not None:
        program = "Theta1 = [1 2 3; 4 5.5 -6e-7]; save('-v4', 'out.mat', 'Theta1');"
        command = [octave, "-q", "--eval", program]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
        found = arrays((tmp_path / "out.mat").read_bytes())
        np.testing.assert_array_equal(found["Theta1"], [[1, 2, 3], [4, 5.5, -6e-7]])


def test_version_4_is_counted_before_memory_is_taken() -> None:
    for rows, reason in ((10, "fewer numbers"), (2**30, "at most")):
        data = struct.pack("<5i", 0, rows, 100, 0, 2) + b"A\0"
        with pytest.raises(PlaceError, match=reason):
            mat.read(data, "x.mat")
    with pytest.raises(PlaceError, match="makes no sense"):
        mat.read(of_version_4() + b"more", "x.mat")
    assert not mat.match(of_version_4(), "x.net")
