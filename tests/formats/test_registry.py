"""The suffix decides how a file is opened and saved; other files are refused in one sentence."""

from pathlib import Path

import pytest

from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.formats import registry
from bpsim.formats.errors import FormatError
from bpsim.formats.native import file as native

DOCUMENT = Document(
    "Test", Network.of(["linear"], [[[1, 2]]]), "squared-error", Examples.of([[1]], [[2]])
)


@pytest.mark.parametrize("name", ["a.bpsim", "A.BPSIM", "two.dots.bpsim"])
def test_the_suffix_decides(tmp_path: Path, name: str) -> None:
    registry.write(DOCUMENT, tmp_path / name)
    assert (tmp_path / name).read_bytes() == native.dumps(DOCUMENT)
    assert registry.read(tmp_path / name) == DOCUMENT
    assert registry.read(str(tmp_path / name)) == DOCUMENT


@pytest.mark.parametrize("name", ["download", "lecture.json", "lecture.bpsim.txt", ".bpsim"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf", b"\n "])
def test_a_native_file_is_known_by_its_content_too(tmp_path: Path, name: str, mark: bytes) -> None:
    (tmp_path / name).write_bytes(mark + native.dumps(DOCUMENT))
    assert registry.read(tmp_path / name) == DOCUMENT


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "notes.md",
            b'Notes about {"format": "bpsim"}',
            "notes.md: files with the suffix .md cannot be opened; these can: .bpsim, ",
        ),
        (
            "README",
            b"words",
            "README: files without a suffix cannot be opened; these can: .bpsim, ",
        ),
        (
            "other.json",
            b'{"format": "other"}',
            "other.json: the file holds no matrix, and is no bpsim file",
        ),
    ],
)
def test_a_file_of_another_kind(tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FormatError) as caught:
        registry.read(tmp_path / name)
    assert str(caught.value).startswith(sentence)


def test_a_native_file_under_another_name_is_told_what_is_wrong_with_it(tmp_path: Path) -> None:
    path = tmp_path / "lecture.json"
    path.write_bytes(native.dumps(DOCUMENT).replace(b'"version": 1', b'"version": 9'))
    with pytest.raises(FormatError, match="newer version"):
        registry.read(path)


def test_a_missing_file_is_missing_whatever_its_suffix(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="there is no such file"):
        registry.read(tmp_path / "missing.txt")


def test_a_folder_is_one_whatever_its_suffix(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="it is a folder"):
        registry.read(tmp_path)


@pytest.mark.parametrize("name", ["lecture", "lecture.txt", "lecture.md"])
def test_saving_needs_a_known_suffix(tmp_path: Path, name: str) -> None:
    with pytest.raises(FormatError, match=r"cannot be saved; these can: \.bpsim"):
        registry.write(DOCUMENT, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_the_table_is_consistent() -> None:
    suffixes = [suffix for each in registry.FORMATS for suffix in each.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in suffixes)
    assert all(each.reads or each.writes for each in registry.FORMATS)
    assert registry.NATIVE in registry.readable()
