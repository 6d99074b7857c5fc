"""Files of other programs on the command line: options, guesses told, and convert."""

import io
import json
import sys
import time
from pathlib import Path

import numpy as np
import pytest

import bpsim
from bpsim.app.cli import main
from bpsim.app.commands import progress
from bpsim.core.scaling import Scaling
from bpsim.formats.native.file import save

ROWS = "a;b;kind\n1,5;2;yes\n2,5;1;no\n3,5;0;yes\n4,5;7;no\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "data.csv"
    path.write_text(ROWS)
    return path


def test_show_tells_what_was_guessed(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(table)]) == 0
    text = capsys.readouterr().out
    assert "guessed: the columns: separated by semicolons" in text
    assert "guessed: the targets: kind" in text
    assert "--targets" in text
    assert "classes:       no, yes" in text


def test_options_say_otherwise(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--targets", "b", "--ignore", "3", "--layers", "1,3,1", "--activations", "tanh,linear"]
    assert main(["show", str(table), "--json", *words, "--scale-inputs", "none"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["layers"] == [1, 3, 1]
    assert shown["activations"] == ["tanh", "linear"]
    assert "the targets" not in shown["guessed"]


def test_weights_here_and_data_there(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    np.savez(tmp_path / "w.npz", Theta1=[[0.5, 1.0, -1.0]])
    assert main(["gradients", str(tmp_path / "w.npz"), "--also", str(table), "--json"]) == 0
    z = 0.5 + np.array([1.5 - 2, 2.5 - 1, 3.5 - 0, 4.5 - 7])
    h, y = 1 / (1 + np.exp(-z)), np.array([1.0, 0, 1, 0])
    J = -np.mean(y * np.log(h) + (1 - y) * np.log(1 - h))
    assert json.loads(capsys.readouterr().out)["J"] == pytest.approx(J, rel=1e-12)


def test_convert_says_what_it_leaves_out(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "network.npz"
    assert main(["convert", str(table), str(out)]) == 0
    text = capsys.readouterr().out
    assert "saved as network.npz: 2-2-1, 4 examples" in text
    assert "The activations are not in the file: sigmoid, sigmoid." in text
    with np.load(out) as found:
        assert found["Theta1"].shape == (2, 3)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--targets", "nothing"], "there is no column “nothing”"),
        (["--layers", "9-four"], "“four” is no number of units"),
        (["--layers", "9,1,"], "9-1 was given"),
        (["--layers", "9,1"], "the data have 2 inputs and 1 outputs, but 9-1 was given"),
        (["--activations", "relu,tanh,linear"], "3 activations are given, but 2 are needed"),
        (["--activations", "magic,linear"], "magic"),
        (["--also", "missing.csv"], "there is no such file"),
    ],
)
def test_wrong_answers_are_refused(
    table: Path, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    assert main(["show", str(table), *words]) == 2
    found = capsys.readouterr()
    assert found.out == ""
    assert sentence in found.err
    assert found.err.count("\n") == 1


def test_reading_that_takes_long_is_told_on_a_terminal_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(progress, "PATIENCE", 0.001)
    said = []
    for kind in (Terminal, io.StringIO):
        err = kind()
        monkeypatch.setattr(sys, "stderr", err)
        with progress.waiting("Reading data.csv"):
            until = time.monotonic() + 10.0
            while kind is Terminal and "Reading" not in err.getvalue():
                assert time.monotonic() < until
        said.append(err.getvalue())
    assert "Reading data.csv (00:0" in said[0] and said[1] == ""


@pytest.mark.parametrize("also", ["two.csv", "two.npz"])
@pytest.mark.parametrize("words", [[], ["--scaling", "yes"], ["--scaling", "no"]])
def test_data_of_another_width_are_refused_by_a_network_that_scales(
    also: str, words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(bpsim.network([3, 2, 1], x=[[1, 2, 3]], y=[[1]]).document.with_(
        scaling=Scaling((1.0, 2.0, 3.0), (4.0, 5.0, 6.0))), tmp_path / "three.bpsim")  # fmt: skip
    (tmp_path / "two.csv").write_text("a,b,y\n1,2,0\n3,4,1\n5,6,0\n")
    np.savez(tmp_path / "two.npz", X=np.eye(2), y=np.array([0, 1]))
    files = [str(tmp_path / "three.bpsim"), "--also", str(tmp_path / also)]
    assert main(["show", *files, *words]) == 2
    assert capsys.readouterr().err.endswith("x has 2 columns, but the network has 3 inputs\n")
