"""Methods of updating on the command line: train, show and trace."""

import json
from pathlib import Path

import numpy as np
import pytest

from bpsim.app.cli import main
from bpsim.core.methods.adam import Adam
from bpsim.core.methods.descent import PLAIN
from bpsim.core.methods.momentum import Momentum
from bpsim.formats.bundled import bundled_network
from bpsim.formats.native import file as native
from bpsim.session.history import History

LECTURE = str(bundled_network("lecture").path)


def test_train_takes_a_method_and_saves_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.bpsim"
    words = ["--iterations", "30", "--alpha", "0.05", "--method", "adam", "--beta1", "0.8"]
    assert main(["train", LECTURE, *words, "--output", str(out)]) == 0
    trained, document = native.load(out), bundled_network("lecture").load()
    assert trained.training.method == Adam(beta1=0.8)
    assert trained.training.learning_rate == 0.05
    again = History(document.with_(training=trained.training))
    assert trained.network == again.network_at(30)
    capsys.readouterr()
    assert main(["show", str(out)]) == 0
    assert "Adam, β₁ 0.8" in capsys.readouterr().out
    assert main(["show", str(out), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["method"] == {"kind": "adam", "beta1": 0.8, "beta2": 0.999, "epsilon": 1e-8}


def test_a_parameter_alone_is_one_of_the_method_of_the_file(tmp_path: Path) -> None:
    source, out = tmp_path / "in.bpsim", tmp_path / "out.bpsim"
    document = bundled_network("lecture").load()
    training = document.training
    for method, words, found in (
        (Momentum(0.5), ["--beta", "0.7"], Momentum(0.7)),
        (Momentum(0.5), ["--method", "momentum"], Momentum(0.5)),
        (Momentum(0.5), ["--method", "descent"], PLAIN),
    ):
        changed = type(training)(learning_rate=0.1, method=method)
        native.save(document.with_(training=changed), source)
        words = [*words, "--iterations", "2", "--output", str(out)]
        assert main(["train", str(source), *words]) == 0
        assert native.load(out).training.method == found


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--method", "adam", "--rho", "0.5"], "--rho: adam has no such parameter"),
        (["--beta1", "0.5"], "--beta1: descent has no such parameter"),
        (["--method", "momentum", "--beta", "1"], "--beta: a number ≥ 0 and < 1 is expected"),
        (["--alpha", "-1"], "--alpha: a finite number ≥ 0 is expected"),
    ],
)
def test_what_does_not_fit_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], why: str
) -> None:
    out = tmp_path / "out.bpsim"
    assert main(["train", LECTURE, "--iterations", "2", "--output", str(out), *words]) == 2
    assert capsys.readouterr().err == f"bpsim: {why}\n"
    assert not out.exists()


def test_trace_gives_the_memory_of_the_update(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "in.bpsim"
    document = bundled_network("lecture").load()
    training = type(document.training)(learning_rate=0.1, method=Adam())
    document = document.with_(training=training)
    native.save(document, source)
    assert main(["trace", str(source), "--iteration", "2", "--json"]) == 0
    update = json.loads(capsys.readouterr().out)["steps"][-1]
    after = History(document).checkpoint_at(3)
    for letter, matrices in zip("mv", after.memory, strict=True):
        for found, wanted in zip(update["memory"][letter], matrices, strict=True):
            np.testing.assert_array_equal(found, wanted)
    assert r"\hat{m}" in update["numbers"]
