"""Films from the command line."""

import filecmp
import struct
import zipfile
from pathlib import Path

import pytest

from bpsim.formats.bundled import bundled_network

from .conftest import Run

pytestmark = pytest.mark.usefixtures("qapp")
SMALL = ("--size", "320x180")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--film", "forward", "--granularity", "layer"), "film.gif: 5 steps in 6.0 seconds\n"),
        (("--film", "training", "--iterations", "4", "--seconds", "0.5"),
         "film.gif: 5 steps in 2.5 seconds\n"),
    ],
)  # fmt: skip
def test_a_film_is_written(run: Run, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    out = tmp_path / "film.gif"
    file = bundled_network("lecture").path
    assert run("render", file, "--output", out, *words, *SMALL) == (0, said, "")
    data = out.read_bytes()
    assert data.startswith(b"GIF89a")
    assert struct.unpack("<HH", data[6:10]) == (320, 180)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--seconds", "0"), "--seconds: a number from 0.02 to 60"),
        (("--film", "training", "--iterations", "0"), "--iterations: a whole number ≥ 1"),
        (("--example", "7"), "there are examples 1 to 4"),
    ],
)
def test_bad_words_are_refused(run: Run, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    out = tmp_path / "film.gif"
    status, text, err = run("render", bundled_network("lecture").path, "--output", out, *words)
    assert (status, text) == (2, "")
    assert said in err
    assert not out.exists()


def test_the_pictures_of_a_film_one_by_one_are_the_same_bytes_each_time(
    run: Run, tmp_path: Path
) -> None:
    file, words = bundled_network("lecture").path, ("--film", "forward", "--no-captions")
    for name in ("one.zip", "two.zip"):
        assert run("render", file, "--output", tmp_path / name, *words, *SMALL)[0] == 0
    one, two = (tmp_path / name for name in ("one.zip", "two.zip"))
    assert filecmp.cmp(one, two, shallow=False)  # an assertion would take hours to tell them apart
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.namelist() == [f"{n:04d}.png" for n in range(1, 8)]
