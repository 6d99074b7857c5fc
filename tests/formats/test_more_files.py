"""Files that stand beside networks: packed ones, MNIST's, weights in tables, HDF5 of Octave."""

import gzip
import struct
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bpsim.formats import packed
from bpsim.formats.content import Answers
from bpsim.formats.errors import FormatError
from bpsim.formats.native.file import dumps
from bpsim.formats.registry import opened, read

RNG = np.random.default_rng(6)
THETA = [RNG.normal(size=(4, 3)), RNG.normal(size=(2, 5))]


def document(*paths: Path, **answers: Any) -> Any:
    found = opened(paths, Answers(**answers)).document
    assert found is not None
    return found


# --- packed -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["data.csv.gz", "DATA.CSV.GZ", "data.tsv.gz"])
def test_a_packed_table_is_a_table(tmp_path: Path, name: str) -> None:
    mark = "\t" if "tsv" in name else ","
    (tmp_path / name).write_bytes(gzip.compress(f"1{mark}2\n3{mark}4\n".encode()))
    assert document(tmp_path / name).examples.x.tolist() == [[1], [3]]


def test_a_packed_network_of_this_program_opens(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("1,2\n3,4\n")
    whole = document(tmp_path / "a.csv")
    (tmp_path / "net.bpsim.gz").write_bytes(gzip.compress(dumps(whole)))
    assert read(tmp_path / "net.bpsim.gz").network == whole.network


def test_a_bomb_and_a_damaged_one_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "MOST_BYTES", 1000)
    path = tmp_path / "data.csv.gz"
    path.write_bytes(gzip.compress(b"1,2\n" * 1000))
    with pytest.raises(FormatError, match="larger than"):
        opened([path])
    path.write_bytes(gzip.compress(b"1,2\n" * 100)[:-6])
    with pytest.raises(FormatError, match=r"data\.csv\.gz: .*cut off"):
        opened([path])


@pytest.mark.parametrize("name", ["notes.gz", "data.csv.gz", "net.npz.gz"])
def test_what_is_wrong_with_a_packed_file_is_said_of_that_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(b"only words\n"))
    with pytest.raises(FormatError) as caught:
        opened([tmp_path / name])
    assert str(caught.value).startswith(f"{name}: ")


# --- MNIST ------------------------------------------------------------------------------------


def idx(array: Any, code: int = 8) -> bytes:
    shape = struct.pack(f">{array.ndim}I", *array.shape)
    return bytes([0, 0, code, array.ndim]) + shape + array.tobytes()


PIXELS = RNG.integers(0, 256, (20, 8, 8)).astype(np.uint8)
LABELS = (np.arange(20) % 10).astype(np.uint8)


@pytest.mark.parametrize("pack", [False, True])
def test_pictures_and_labels_of_mnist(tmp_path: Path, pack: bool) -> None:
    paths = [tmp_path / "t10k-images-idx3-ubyte", tmp_path / "t10k-labels-idx1-ubyte"]
    for n, data in enumerate((idx(PIXELS), idx(LABELS))):
        paths[n] = Path(f"{paths[n]}.gz") if pack else paths[n]
        paths[n].write_bytes(gzip.compress(data) if pack else data)
    found = document(*paths)
    np.testing.assert_array_equal(found.examples.x, PIXELS.reshape(20, 64) / 255)
    np.testing.assert_array_equal(found.examples.y, np.eye(10)[LABELS])
    assert found.classes == tuple("0123456789")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (idx(PIXELS)[:-1], "another length"),
        (idx(PIXELS)[:10], "cut off"),
        (idx(PIXELS[:0]), "no example"),
        (b"\0\0\x08\x03" + b"\xff" * 12, "30,000,000"),
        (b"\1\0\x08\x03" + b"\0" * 12, "no IDX file"),
    ],
)
def test_damaged_idx_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "a.idx").write_bytes(data)
    with pytest.raises(FormatError, match=reason):
        opened([tmp_path / "a.idx"])


def test_idx_of_other_kinds_of_numbers(tmp_path: Path) -> None:
    x, y = RNG.normal(size=(6, 2)), RNG.normal(size=6)
    (tmp_path / "x.idx").write_bytes(idx(x.astype(">f8"), 0x0E))
    (tmp_path / "y.idx").write_bytes(idx(y.astype(">f4"), 0x0D))
    found = document(tmp_path / "x.idx", tmp_path / "y.idx").examples
    np.testing.assert_array_equal(found.x, x)
    np.testing.assert_array_equal(found.y.ravel(), y.astype("f4"))


# --- weights in tables --------------------------------------------------------------------------


@pytest.mark.parametrize("names", [("theta1.csv", "theta2.csv"), ("W1.txt", "W2.txt")])
def test_a_table_called_as_weights_holds_weights(tmp_path: Path, names: tuple[str, str]) -> None:
    paths = [tmp_path / name for name in names]
    for path, theta in zip(paths, THETA, strict=True):
        np.savetxt(path, theta, delimiter="," if path.suffix == ".csv" else " ")
    found = opened(paths, Answers(bias="first"))
    assert found.document is not None
    for theta, expected in zip(found.document.network.weights, THETA, strict=True):
        np.testing.assert_array_equal(theta, expected)
    assert any(each.value == "weights" for each in found.guesses)


def test_weights_and_biases_in_tables_of_their_own(tmp_path: Path) -> None:
    paths = []
    for n, theta in enumerate(THETA, start=1):
        for name, array in ((f"W{n}.csv", theta[:, 1:]), (f"b{n}.csv", theta[:, :1])):
            paths.append(tmp_path / name)
            np.savetxt(paths[-1], array, delimiter=",")
    for theta, expected in zip(document(*paths).network.weights, THETA, strict=True):
        np.testing.assert_array_equal(theta, expected)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("weights.csv", "height,weight\n1,2\n3,4\n"),
        ("w1.csv", "1,yes\n2,no\n3,yes\n"),
        ("data_w.csv", "1,2\n3,4\n"),
    ],
)
def test_other_tables_are_data(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    assert len(document(tmp_path / name).examples) > 1


# --- Octave's own -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["net.mat", "net.h5", "net.hdf5"])
def test_hdf5_of_octave(tmp_path: Path, name: str) -> None:
    h5py = pytest.importorskip("h5py")
    x = RNG.normal(size=(5, 2))
    with h5py.File(tmp_path / name, "w") as file:

        def put(group: Any, called: str, value: Any) -> None:
            inner = group.create_group(called)
            inner.attrs["OCTAVE_NEW_FORMAT"] = np.uint8(1)
            inner["type"] = np.bytes_("cell" if isinstance(value, list) else "matrix")
            if not isinstance(value, list):
                inner["value"] = value.T
                return
            cells = inner.create_group("value")
            cells["dims"] = np.array([1, len(value)], dtype="<i4")
            for n, each in enumerate(value):
                put(cells, f"_{n}", each)

        put(file, "Theta", THETA)
        put(file, "X", x)
        put(file, "y", np.ones((5, 2)))
    found = document(tmp_path / name, bias="first")
    np.testing.assert_array_equal(found.examples.x, x)
    for theta, expected in zip(found.network.weights, THETA, strict=True):
        np.testing.assert_array_equal(theta, expected)


def test_binary_of_octave_is_refused_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "net.mat").write_bytes(b"Octave-1-L\0\6\0\0\0Theta1\0\0\0\0\0\xff\6\0\0\0matrix")
    with pytest.raises(FormatError, match=r"Octave's own binary format.* -v7"):
        opened([tmp_path / "net.mat"])


# --- not the file itself ------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["net.onnx", "net.h5", "data.csv", "net", "data.xlsx"])
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 9\n", "Git LFS"),
        (b"\n<!DOCTYPE html><html><body>404</body></html>", "is a web page"),
        (b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml", "office program.* as CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "office program"),
        (b"", "is empty"),
    ],
)
def test_what_stands_in_place_of_the_file_is_named(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(FormatError, match=reason):
        opened([tmp_path / name])


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return path


def test_a_zip_with_one_file_is_that_file(tmp_path: Path) -> None:
    path = zipped(tmp_path / "Archive.ZIP", data__iris_csv=b"1,2\n3,4\n", README_txt=b"mine")
    assert read(path).examples.x.tolist() == [[1], [3]]
    whole = document(path)
    path = zipped(tmp_path / "net.zip", net_bpsim=dumps(whole), notes_pdf=b"%PDF")
    assert read(path).network == whole.network


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"a_csv": b"1,2\n", "b_csv": b"1,2\n"}, r"unpack it, .* \(“a\.csv”, “b\.csv”\)"),
        ({"a_doc": b"1,2\n"}, r"unpack it, .* \(“a\.doc”\)"),
        ({"a__": b""}, "it is a zip archive without a file"),
        ({"a_csv": b"1,2\n3\n4,5\n"}, "data.zip: row 2 has 1 cell, but others have 2"),
    ],
)
def test_other_zips_say_what_to_do(tmp_path: Path, members: dict[str, bytes], reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        read(zipped(tmp_path / "data.zip", **members))
