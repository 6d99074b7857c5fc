"""The command line as a script sees it: output, exit status, and one sentence for what is wrong."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bpsim.app.cli import main
from bpsim.app.resources import NETWORKS, bundled_network
from bpsim.core.settings import Convention
from bpsim.formats import native
from bpsim.session.history import History
from bpsim.session.session import Session

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Call bpsim; gives status, stdout and stderr."""

    def call(*words: object) -> tuple[int, str, str]:
        try:
            status = main([str(word) for word in words])
        except SystemExit as end:
            status = int(end.code or 0)
        out = capsys.readouterr()
        return status, out.out, out.err

    return call


@pytest.fixture
def load(run: Run) -> Callable[..., dict[str, Any]]:
    """Call bpsim with --json and read its one object."""

    def call(*words: object) -> dict[str, Any]:
        status, out, err = run(*words, "--json")
        assert (status, err) == (0, "")
        value = json.loads(out)
        assert isinstance(value, dict)
        return value

    return call


def lecture() -> Path:
    return bundled_network("lecture").path


def test_show(load: Any) -> None:
    shown = load("show", lecture())
    assert shown["layers"] == [2, 2, 2, 1]
    assert shown["activations"] == ["sigmoid"] * 3
    assert shown["cost"] == "cross-entropy"
    assert shown["examples"] == 4
    assert shown["lambda"] == 0.0
    assert shown["learning_rate"] == 0.5
    assert shown["J"] == pytest.approx(load("gradients", lecture())["J"], rel=1e-14)


@pytest.mark.parametrize("name", NETWORKS)
def test_every_bundled_network_passes_the_check(run: Run, name: str) -> None:
    status, out, err = run("check", bundled_network(name).path, "--json")
    found = json.loads(out)
    assert (status, err) == (0, "")
    assert found["passed"] is True
    assert found["max_relative_error"] <= 1e-6
    assert set(found["worst"]) == {"l", "j", "i", "analytic", "numeric"}


def test_a_wrong_gradient_fails_the_check(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from bpsim.core import gradient_check

    right = gradient_check.gradient

    def wrong(*words: Any) -> Any:
        found = right(*words)
        found.D[0][0, 1] *= 1.001
        return found

    monkeypatch.setattr(gradient_check, "gradient", wrong)
    status, out, _ = run("check", lecture(), "--json")
    found = json.loads(out)
    assert status == 1
    assert found["passed"] is False
    assert (found["worst"]["l"], found["worst"]["j"], found["worst"]["i"]) == (1, 1, 1)


def test_gradients_are_laid_out_as_the_weights(load: Any) -> None:
    found = load("gradients", lecture())
    document = bundled_network("lecture").load()
    for key in ("Delta", "D"):
        shapes = [np.shape(matrix) for matrix in found[key]]
        assert shapes == [theta.shape for theta in document.network.weights]
    m = len(document.examples)
    for Delta, D in zip(found["Delta"], found["D"], strict=True):
        np.testing.assert_allclose(np.asarray(Delta) / m, D, rtol=1e-15)


def test_trace_of_one_example(load: Any) -> None:
    found = load("trace", lecture(), "--example", 2)
    assert found["example"] == 2
    assert found["iteration"] == 0
    assert found["convention"] == {"sign": "course", "lecture_shorthand": False}
    steps = found["steps"]
    assert [step["index"] for step in steps] == list(range(len(steps)))
    assert [step["phase"] for step in steps] == (
        ["load"] + ["forward"] * 5 + ["cost"] + ["output-delta"] + ["hidden-delta"] * 4
        + ["accumulate"] * 3 + ["gradient"] * 3 + ["update"]
    )  # fmt: skip
    keys = {"index", "phase", "layer", "unit", "symbol", "formula", "numbers", "terms",
            "weighted_sum", "factor", "result"}  # fmt: skip
    for step in steps:
        assert keys <= set(step)
        for term in step["terms"]:
            assert set(term) == {"symbol", "weight", "value", "product"}
            assert term["weight"] * term["value"] == term["product"]


def test_trace_numbers_follow_by_hand(load: Any) -> None:
    """The lecture's network worked out with nothing but the standard library."""
    from math import exp, log

    def g(z: float) -> float:
        return 1 / (1 + exp(-z))

    steps = load("trace", lecture(), "--example", 1)["steps"]
    x1, x2, y = 0.0, 1.0, 1.0
    z21, z22 = 0.1 + 0.3 * x1 - 0.2 * x2, -0.1 + 0.5 * x1 + 0.4 * x2
    z31, z32 = 0.2 - 0.4 * g(z21) + 0.6 * g(z22), 0.7 * g(z21) - 0.3 * g(z22)
    z41 = -0.3 + 0.8 * g(z31) - 0.5 * g(z32)
    forward = [step for step in steps if step["phase"] == "forward"]
    for step, z in zip(forward, (z21, z22, z31, z32, z41), strict=True):
        assert step["result"] == pytest.approx(z, rel=1e-12)
        assert step["a"] == pytest.approx(g(z), rel=1e-12)
    d4 = g(z41) - y
    d31, d32 = (theta * d4 * g(z) * (1 - g(z)) for theta, z in ((0.8, z31), (-0.5, z32)))
    sum22 = 0.6 * d31 - 0.3 * d32
    hidden = {
        (step["layer"], step["unit"]): step for step in steps if step["phase"] == "hidden-delta"
    }
    step = hidden[2, 2]
    assert step["weighted_sum"] == pytest.approx(sum22, rel=1e-12)
    assert step["factor"] == pytest.approx(g(z22) * (1 - g(z22)), rel=1e-12)
    assert step["result"] == pytest.approx(sum22 * g(z22) * (1 - g(z22)), rel=1e-12)
    assert [term["weight"] for term in step["terms"]] == [0.6, -0.3]
    cost = next(step for step in steps if step["phase"] == "cost")
    assert cost["result"] == pytest.approx(-log(g(z41)), rel=1e-12)


@pytest.mark.parametrize("granularity", ["term", "unit", "layer", "pass"])
def test_granularities_end_on_the_same_weights(load: Any, granularity: str) -> None:
    steps = load("trace", lecture(), "--granularity", granularity)["steps"]
    unit = load("trace", lecture())["steps"]
    assert steps[-1]["phase"] == "update"
    assert steps[-1]["result"] == unit[-1]["result"]


def test_term_steps_end_with_the_units_results(load: Any) -> None:
    terms = load("trace", lecture(), "--granularity", "term")["steps"]
    units = load("trace", lecture(), "--granularity", "unit")["steps"]
    last = {(s["phase"], s["layer"], s["unit"]): s for s in terms}
    for step in units:
        if step["phase"] in ("forward", "hidden-delta", "output-delta"):
            same = last[step["phase"], step["layer"], step["unit"]]
            assert (same["result"], same["weighted_sum"]) == (step["result"], step["weighted_sum"])


def test_a_later_iteration_starts_from_the_weights_of_the_update(load: Any) -> None:
    after = load("trace", lecture(), "--iteration", 2)["steps"][-1]["result"]
    before = load("trace", lecture(), "--iteration", 3)["steps"]
    first = next(step for step in before if step["phase"] == "forward")
    assert [term["weight"] for term in first["terms"]] == after[0][0]


def test_lecture_convention_flips_every_sign(load: Any, tmp_path: Path) -> None:
    document = bundled_network("lecture").load()
    other = tmp_path / "lecture-sign.bpsim"
    native.save(document.with_(convention=Convention("lecture")), other)
    course, flipped = load("trace", lecture())["steps"], load("trace", other)["steps"]
    for one, two in zip(course, flipped, strict=True):
        if one["phase"] in ("output-delta", "hidden-delta", "cost"):
            assert two["result"] == -one["result"]
    assert flipped[-1]["result"] == course[-1]["result"]


def test_numbers_that_overflow_are_said_to_overflow(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "huge.bpsim"
    file.write_text(
        json.dumps(
            {
                "format": "bpsim",
                "version": 1,
                "network": {
                    "layers": [1, 1, 1],
                    "activations": ["linear", "linear"],
                    "weights": [[[0.0, 1e200]], [[0.0, 1e200]]],
                },
                "cost": "squared-error",
                "examples": {"x": [[1.0]], "y": [[0.0]]},
            }
        )
    )
    for command in ("gradients", "check", "trace"):
        status, out, err = run(command, file)
        assert (status, out) == (2, "")
        assert "too large for a float64" in err and "huge.bpsim" in err
    status, out, _ = run("show", file)
    assert status == 0
    assert "overflow" in out
    assert json.loads(run("show", file, "--json")[1])["J"] is None


def test_no_examples(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "empty.bpsim"
    document = bundled_network("lecture").load()
    examples = type(document.examples).none(2, 1)
    native.save(document.with_(examples=examples), file)
    assert json.loads(run("show", file, "--json")[1])["examples"] == 0
    for command in ("gradients", "check", "trace"):
        status, out, err = run(command, file)
        assert (status, out) == (2, "")
        assert "no training example" in err


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("show", "no-such-file.bpsim"), "no-such-file.bpsim"),
        (("show",), "FILE"),
        (("show", "LECTURE", "--wrong"), "--wrong"),
        (("trace", "LECTURE", "--example", "5"), "examples 1 to 4"),
        (("trace", "LECTURE", "--example", "0"), "examples 1 to 4"),
        (("trace", "LECTURE", "--iteration", "-1"), "--iteration"),
        (("trace", "LECTURE", "--granularity", "second"), "second"),
        (("no-such-command.bpsim", "more"), "more"),
        (("no-such-file.bpsim",), "no-such-file.bpsim"),
    ],
)
def test_bad_usage_is_one_sentence(run: Run, words: tuple[str, ...], reason: str) -> None:
    words = tuple(str(lecture()) if word == "LECTURE" else word for word in words)
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert reason in err
    assert err.count("\n") == 1 and "Traceback" not in err


@pytest.mark.parametrize("command", ["show", "trace", "gradients", "check", "train"])
def test_help_of_each_command(run: Run, command: str) -> None:
    status, out, err = run(command, "--help")
    assert (status, err) == (0, "")
    assert "FILE" in out


def test_version(run: Run) -> None:
    from bpsim import __version__

    assert run("--version") == (0, f"bpsim {__version__}\n", "")


# --- train ---------------------------------------------------------------------------------------


def test_train_saves_what_the_walk_would_reach(run: Run, load: Any, tmp_path: Path) -> None:
    out, table = tmp_path / "trained.bpsim", tmp_path / "J.csv"
    words = ("train", lecture(), "--iterations", 150, "--output", out, "--history", table)
    status, text, err = run(*words)
    assert (status, err) == (0, "")
    assert "J before" in text and "J after" in text
    trained = native.load(out)
    document = bundled_network("lecture").load()
    assert trained.network == History(document).network_at(150)
    assert trained.with_(network=document.network) == document
    rows = table.read_text().splitlines()
    assert rows[0] == "iteration,J" and len(rows) == 151
    first = float(rows[1].split(",")[1])
    assert first == pytest.approx(load("gradients", lecture())["J"], rel=1e-14)
    assert load("show", out)["J"] < first
    # The weights at the end are those of the trace's last update.
    last = load("trace", lecture(), "--iteration", 149)["steps"][-1]["result"]
    assert [theta.tolist() for theta in trained.network.weights] == last


@pytest.mark.parametrize(("name", "batch", "below"), [("lecture", None, 0.3), ("moons", 7, 0.02)])
def test_train_until_a_cost_stops_in_the_first_iteration_below_it(
    run: Run, tmp_path: Path, name: str, batch: int | None, below: float
) -> None:
    document = bundled_network(name).load()
    document = document.with_(training=replace(document.training, batch_size=batch))
    file, out, table = tmp_path / "in.bpsim", tmp_path / "out.bpsim", tmp_path / "J.csv"
    native.save(document, file)
    history = History(document)
    history.reach(2_500)
    expected = int(np.flatnonzero(history.costs < below)[0])
    assert expected > 64, "more than one stretch"
    words = ("train", file, "--iterations", 5_000, "--until-cost", below, "--output", out)
    status, text, err = run(*words, "--history", table)
    assert (status, err) == (0, "")
    assert f"{expected:,} iterations, saved" in text
    assert f"J < {below} reached: J of iteration {expected:,} is " in text
    assert native.load(out).network == history.network_at(expected)
    rows = [float(row.split(",")[1]) for row in table.read_text().splitlines()[1:]]
    assert rows == history.costs[: expected + 1].tolist()


def test_train_until_a_cost_that_is_not_reached_fails_and_saves(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.bpsim"
    words = ("train", lecture(), "--iterations", 20, "--until-cost", 0.1, "--output", out)
    status, text, err = run(*words)
    assert (status, err) == (1, "")
    assert "20 iterations, saved" in text and "J < 0.1 was not reached" in text
    document = bundled_network("lecture").load()
    assert native.load(out).network == History(document).network_at(20)


def test_train_until_a_cost_that_is_there_changes_nothing(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.bpsim"
    words = ("train", lecture(), "--iterations", 20, "--until-cost", 9, "--output", out)
    status, text, err = run(*words)
    assert (status, err) == (0, "")
    assert "0 iterations" in text and "J < 9 needed no training" in text
    assert native.load(out).network == bundled_network("lecture").load().network


def edited_file(path: Path) -> Session:
    """A file whose learning rate was changed in iteration 3, and the walk that it comes from."""
    walk = Session(bundled_network("lecture").load())
    walk.go_to(3)
    training = replace(walk.document.training, learning_rate=4.0)
    walk.restore(walk.changed(walk.document.with_(training=training)))
    walk.go_to(8)
    native.save(walk.saved_form, path)
    return walk


def test_trace_repeats_the_edits_that_a_file_tells_of(run: Run, load: Any, tmp_path: Path) -> None:
    walk = edited_file(tmp_path / "edited.bpsim")
    for iteration in (0, 2, 3, 7):
        steps = load("trace", tmp_path / "edited.bpsim", "--iteration", iteration)["steps"]
        after = walk.history.network_at(iteration + 1).weights
        assert steps[-1]["result"] == [theta.tolist() for theta in after]


def test_train_starts_from_the_file_s_weights_and_says_what_it_leaves_out(
    run: Run, tmp_path: Path
) -> None:
    walk, out = edited_file(tmp_path / "edited.bpsim"), tmp_path / "out.bpsim"
    status, text, _ = run("train", tmp_path / "edited.bpsim", "--iterations", 5, "--output", out)
    assert status == 0
    assert "left out: what the file says was changed in later iterations" in text
    assert native.load(out).edits == ()
    assert native.load(out).network == History(walk.document).network_at(5)


def test_a_long_trace_shows_its_progress(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    status, text, err = run("trace", lecture(), "--iteration", 3_000, "--granularity", "pass")
    assert status == 0 and "iteration 3000" in text
    assert "iterations" in err and "/3000" in err


def test_train_that_diverges_writes_nothing(run: Run, tmp_path: Path) -> None:
    document = bundled_network("worked-example").load()
    linear = document.with_(
        network=type(document.network).of(["linear", "linear"], document.network.weights),
        training=replace(document.training, learning_rate=1e6),
    )
    file, out, table = tmp_path / "in.bpsim", tmp_path / "out.bpsim", tmp_path / "J.csv"
    native.save(linear, file)
    words = ("train", file, "--iterations", 1000, "--output", out, "--history", table)
    status, text, err = run(*words)
    assert (status, text) == (2, "")
    assert "diverges in iteration" in err
    assert not out.exists() and not table.exists()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--iterations", "0", "--output", "OUT.bpsim"), "--iterations"),
        (("--iterations", "5", "--output", "OUT.xyz"), ".xyz"),
        (("--iterations", "5", "--output", "no-such-folder/OUT.bpsim"), "folder"),
        (("--iterations", "5"), "--output"),
        (("--iterations", "5", "--until-cost", "nan", "--output", "OUT.bpsim"), "--until-cost"),
        (("--iterations", "5", "--until-cost", "x", "--output", "OUT.bpsim"), "--until-cost"),
        (("--output", "OUT.bpsim"), "--iterations"),
    ],
)
def test_train_refuses_before_it_works(
    run: Run, tmp_path: Path, words: tuple[str, ...], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = run("train", lecture(), *words)
    assert (status, out) == (2, "")
    assert reason in err and err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def shown_in_a_process(**how: Any) -> subprocess.CompletedProcess[bytes]:
    words = [sys.executable, "-m", "bpsim", "show", str(bundled_network().path)]
    return subprocess.run(words, stderr=subprocess.PIPE, check=False, **how)


def test_an_output_that_knows_no_greek_still_gets_an_answer() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = shown_in_a_process(stdout=subprocess.PIPE, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"J(\\u0398):" in done.stdout


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_an_output_that_is_full_is_one_sentence() -> None:
    with open("/dev/full", "wb") as full:
        done = shown_in_a_process(stdout=full)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("bpsim: the output cannot be written: ")
    assert done.stderr.count(b"\n") == 1
