"""bpsim diagnose as a script sees it."""

import json
import pickle
from pathlib import Path

import h5py
import numpy as np
import pytest
from scipy.io import savemat

from bpsim.formats.bundled import bundled_network
from bpsim.formats.registry import read
from bpsim.teach.mistakes.backprop import backprop
from bpsim.teach.mistakes.kind import Made, Problem
from bpsim.teach.mistakes.table import MISTAKES

from .conftest import Run

LECTURE = bundled_network("lecture").path


def numbers(tmp_path: Path, what: str, *ids: str, example: int | None = None) -> Path:
    problem = Problem.of(read(LECTURE), example)
    found = backprop(problem, [Made(MISTAKES[each]) for each in ids]).of(what)
    path = tmp_path / "g.txt"
    path.write_text("\n\n".join(str(np.round(each, 4)) for each in found), encoding="utf-8")
    return path


@pytest.mark.parametrize("what", ["D", "Delta", "delta"])
def test_right(run: Run, tmp_path: Path, what: str) -> None:
    given = numbers(tmp_path, what)
    status, out, err = run("diagnose", LECTURE, "--gradients", given, "--of", what, "--json")
    found = json.loads(out)
    assert (status, err, found["right"], found["wrong"]) == (0, "", True, [])
    assert set(found) == {"right", "digits", "wrong", "mistakes", "sentence"}


def test_wrong(run: Run, tmp_path: Path) -> None:
    given = numbers(tmp_path, "D", "no-slope")
    status, out, err = run("diagnose", LECTURE, "--gradients", given, "--json")
    found = json.loads(out)
    assert (status, err, found["right"]) == (1, "", False)
    assert found["mistakes"] == [[{"id": "no-slope", "layer": None}]]
    assert set(found["wrong"][0]) == {"l", "j", "i", "given", "right"}
    status, out, _ = run("diagnose", LECTURE, "--gradients", given)
    assert status == 1
    assert "leaving out the factor g′(z)" in out


def test_one_example(run: Run, tmp_path: Path) -> None:
    given = numbers(tmp_path, "delta", "transposed", example=2)
    words = ("--of", "delta", "--example", "2", "--json")
    status, out, _ = run("diagnose", LECTURE, "--gradients", given, *words)
    found = json.loads(out)
    assert status == 1
    assert found["mistakes"] == [[{"id": "transposed", "layer": None}]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            "1 2 3 4 5",
            "5 numbers do not fit D of this network, which has 2 × 3 and 2 × 3 and 1 × 3",
        ),
        ("", "there is no number"),
    ],
)
def test_bad_input(run: Run, tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "g.txt"
    path.write_text(content, encoding="utf-8")
    status, out, err = run("diagnose", LECTURE, "--gradients", path)
    assert (status, out) == (2, "")
    assert said in err
    assert str(path) in err


def test_missing_file(run: Run, tmp_path: Path) -> None:
    status, out, err = run("diagnose", LECTURE, "--gradients", tmp_path / "none")
    assert (status, out) == (2, "")
    assert "no such file" in err


@pytest.mark.parametrize("name", ["", "no-slope"])
@pytest.mark.parametrize("kind", ["5", "7.3"])
def test_a_file_of_matlab(run: Run, tmp_path: Path, name: str, kind: str) -> None:
    problem = Problem.of(read(LECTURE))
    D = backprop(problem, [Made(MISTAKES[name])] if name else ()).D
    path = tmp_path / "g.mat"
    if kind == "5":
        savemat(path, {f"D{n}": each for n, each in enumerate(D, start=1)} | {"cost": 0.7})
    else:
        with h5py.File(path, "w", userblock_size=512) as file:
            for n, each in enumerate(D, start=1):
                file.create_dataset(f"D{n}", data=each.T)
        header = b"MATLAB 7.3 MAT-file, Platform: GLNXA64".ljust(124) + b"\x00\x02IM"
        with path.open("r+b") as raw:
            raw.write(header)
    status, out, err = run("diagnose", LECTURE, "--gradients", path)
    assert (status, err) == (1 if name else 0, "")
    assert (MISTAKES[name].said if name else "right") in out


@pytest.mark.parametrize("kind", ["objects", "list", "names", "weights apart"])
def test_files_of_pickled_arrays(run: Run, tmp_path: Path, kind: str) -> None:
    D = backprop(Problem.of(read(LECTURE))).D
    path = tmp_path / ("g.npy" if kind == "objects" else "g.pkl")
    if kind == "objects":
        np.save(path, np.array([*D, None], dtype=object)[:-1], allow_pickle=True)
    elif kind == "list":
        path.write_bytes(pickle.dumps(list(D)))
    elif kind == "names":
        path.write_bytes(pickle.dumps({f"D{n}": each for n, each in enumerate(D, start=1)}))
    else:
        path.write_bytes(pickle.dumps([part for d in D for part in (d[:, 1:].T, d[:, 0])]))
    status, out, err = run("diagnose", LECTURE, "--gradients", path)
    assert (status, err) == (0, "")
    assert "D is right in every entry" in out


def test_a_broken_file_of_matlab(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "g.mat"
    path.write_bytes(b"MATLAB 5.0 MAT-file".ljust(124) + b"\x00\x01IM" + b"\x0e\0\0\0\xff")
    status, out, err = run("diagnose", LECTURE, "--gradients", path)
    assert (status, out) == (2, "")
    assert "g.mat" in err


def test_a_wrong_delta_says_of_which_example_it_is(run: Run, tmp_path: Path) -> None:
    given = numbers(tmp_path, "delta", "no-slope")
    _, out, _ = run("diagnose", LECTURE, "--gradients", given, "--of", "delta")
    assert "\n  unit 1 of layer 3, example 2: 0.3811, right is 0.0916797\n" in out


def test_numbers_are_told_as_people_write_them(run: Run, tmp_path: Path) -> None:
    given = tmp_path / "g.txt"
    given.write_text("D3 =\n\n   1.0e-03  *\n\n   8.1238  1.0000  2.0000\n")
    _, out, _ = run("diagnose", LECTURE, "--gradients", given)
    assert "layer 4: 0.0081238, right is −0.0270902\n" in out


def test_words_in_a_file_that_are_gone_past_are_told(run: Run, tmp_path: Path) -> None:
    given = numbers(tmp_path, "D")
    given.write_text(f"{given.read_text()}\n\nhuch\n", encoding="utf-8")
    status, out, _ = run("diagnose", LECTURE, "--gradients", given)
    assert status == 0 and "is no number and was left out: “huch”." in out
