"""The command line as a script sees it: output, exit status, and one sentence for what is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bpsim.core.settings import Convention
from bpsim.formats.bundled import NETWORKS, bundled_network
from bpsim.formats.native import file as native

from .conftest import Run


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
    from bpsim.core import gradient_check, propagation

    right = propagation.gradient

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


def test_trace_of_the_whole_iteration(load: Any, run: Any) -> None:
    whole = load("trace", lecture(), "--whole")
    each = [load("trace", lecture(), "--example", n)["steps"] for n in (1, 2, 3, 4)]
    own = len(whole["steps"]) - sum(len(steps) - 4 for steps in each)
    assert own == 4  # D of three layers, and the update
    expected = [step for steps in each for step in steps[:-4]] + each[0][-4:]
    for n, (found, right) in enumerate(zip(whole["steps"], expected, strict=True)):
        assert found.pop("index") == n and right.pop("index") >= 0
        assert found.pop("example") == (n // 15 + 1 if n < 60 else None)
        if found["phase"] not in ("accumulate", "gradient", "update"):
            assert found == right
    status, text, _ = run("trace", lecture(), "--whole", "--csv")
    assert status == 0 and {line.split(",")[2] for line in text.splitlines()[1:]} == set("1234") | {
        ""
    }
    status, _, err = run("trace", lecture(), "--whole", "--example", 1)
    assert status == 2 and "leave --example out" in err


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
        (("trace", "LECTURE", "--example", "1.5"), "“1.5” is no whole number"),
        (("trace", "LECTURE", "--json", "--csv"), "--csv: not allowed with argument --json"),
        (("show", "LECTURE", "--hold-out", "1/2"), "“1/2” is no number such as 0.5"),
        (("no-such-command.bpsim", "more"), "more"),
        (("shwo", "LECTURE"), "neither a file nor a command “shwo”; perhaps show is meant"),
        (("Train",), "neither a file nor a command “Train”; perhaps train is meant"),
        (("no-such-file.bpsim",), "no-such-file.bpsim"),
    ],
)
def test_bad_usage_is_one_sentence(run: Run, words: tuple[str, ...], reason: str) -> None:
    words = tuple(str(lecture()) if word == "LECTURE" else word for word in words)
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert reason in err
    assert err.count("\n") == 1 and "Traceback" not in err


@pytest.mark.parametrize("command", ["show", "trace", "gradients", "check", "train", "render"])
def test_help_of_each_command(run: Run, command: str) -> None:
    status, out, err = run(command, "--help")
    assert (status, err) == (0, "")
    assert "FILE" in out


def test_targets_that_do_not_fit_are_said(run: Run, tmp_path: Path) -> None:
    value = json.loads(bundled_network("xor").path.read_text())
    value["examples"]["y"][1] = [2]
    file = tmp_path / "wrong.bpsim"
    file.write_text(json.dumps(value))
    words = "The target y of example 2 is 2, but cross-entropy means probabilities from 0 to 1."
    assert words in run("show", file)[1]
    assert json.loads(run("show", file, "--json")[1])["targets"] == words
    assert "targets" not in json.loads(run("show", bundled_network().path, "--json")[1])


def test_version(run: Run) -> None:
    from bpsim import __version__

    assert run("--version") == (0, f"bpsim {__version__}\n", "")


# --- train ---------------------------------------------------------------------------------------


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


def test_what_a_file_holds_does_not_steer_the_terminal(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "net.bpsim"
    title = "one\ntwo\x1b[2J\x07\u202e 神经 \u200c"
    native.save(bundled_network().load().with_(title=title), path)
    status, out, _ = run("show", path)
    assert status == 0
    assert out.splitlines()[0] == r"title:         one\ntwo\x1b[2J\x07\u202e 神经 \u200c"
    status, out, _ = run("show", path, "--json")
    assert "\u202e" not in out and json.loads(out)["layers"] == [2, 2, 2, 1]
    key, answers = tmp_path / "key.csv", tmp_path / "answers.csv"
    key.write_text(
        "student,network,name,symbol,kind,layer,unit,from\nAda,net.bpsim,z,z,z,2,1,\n", "utf-8"
    )
    answers.write_text("student,z\nAda,\x1b[2J\n", encoding="utf-8")
    status, out, _ = run("grade", key, answers)
    assert status == 0 and r"\x1b" in out and "\x1b" not in out
