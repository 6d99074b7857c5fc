"""Networks and walks in Python: the same numbers as the window's, shown in a notebook."""

import doctest
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest

import bpsim
from bpsim.api import documents, walking
from bpsim.api import show as documents_html
from bpsim.core.errors import BpsimError
from bpsim.core.propagation import cost_J
from bpsim.formats.bundled import bundled_network
from bpsim.formats.native.file import load
from bpsim.steps.schedule import Granularity
from bpsim.steps.trace import Trace

LECTURE = bundled_network("lecture").path


@pytest.mark.parametrize("module", [documents, walking], ids=lambda module: module.__name__)
def test_the_examples_of_the_documentation_run(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted > 0 and result.failed == 0


def test_a_file_is_opened() -> None:
    model = bpsim.load(LECTURE)
    assert model.document == load(LECTURE)
    assert model.layers == (2, 2, 2, 1)
    assert str(model) == ("Network 2-2-2-1 (sigmoid, sigmoid, sigmoid), cross-entropy, 4 examples")


def test_gradients_are_those_of_the_command_line() -> None:
    model = bpsim.load(LECTURE)
    found = bpsim.gradients(model)
    examples = model.document.examples
    right = cost_J(model.document.network, "cross-entropy", examples.x, examples.y)
    assert pytest.approx(right, rel=1e-14) == found.J == model.J
    assert bpsim.check(model, gradients=list(found.D))


def test_training_leaves_the_model_as_it_was() -> None:
    model = bpsim.load(LECTURE)
    before = [theta.copy() for theta in model.weights]
    result = bpsim.train(model, 30)
    assert len(result.costs) == 31
    assert result.costs[-1] == result.model.J
    for old, theta in zip(before, model.weights, strict=True):
        np.testing.assert_array_equal(old, theta)
    assert str(result).startswith("J 0.69")
    assert bpsim.train(result.model, 1).costs[0] == result.costs[-1]


def test_one_of_something_is_said_as_one() -> None:
    model = bpsim.network([2, 1], x=[0, 1], y=[1])
    assert str(model).endswith(", 1 example")
    assert str(bpsim.gradients(model)).endswith("Δ and D for 1 layer of weights")
    assert str(bpsim.train(model, 1)).endswith("in 1 iteration")


@pytest.mark.parametrize("x", [[0, 1, 1, 1], [[0, 1], [1, 1]]])
def test_a_flat_list_has_the_inputs_of_one_example_after_the_other(x: list[object]) -> None:
    model = bpsim.network([2, 1], x=x, y=[1, 0])
    right = bpsim.gradients(bpsim.network(weights=model.weights, x=[[0, 1], [1, 1]], y=[[1], [0]]))
    assert bpsim.check(model.document.network, x, [1, 0], list(right.D))


def test_a_flat_list_that_does_not_come_out_even_is_refused_in_a_sentence() -> None:
    with pytest.raises(BpsimError, match="one for each input unit"):
        bpsim.network([2, 1], x=[0, 1, 1], y=[1, 0, 1])


def test_a_network_from_layers_is_the_same_for_the_same_seed() -> None:
    one, two = (bpsim.network([3, 4, 2], "tanh", seed=5) for _ in range(2))
    assert one == two
    assert one != bpsim.network([3, 4, 2], "tanh", seed=6)
    assert one.document.cost == "squared-error"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({}, "layers or weights are needed"),
        ({"layers": [2, 1], "weights": [[[1, 2]]]}, "the weights are those of layers"),
        ({"layers": [2, 1], "activations": "sinh"}, "“sinh”"),
        ({"layers": [2, 1], "x": [[1, 2, 3]], "y": [1]}, "2 numbers per example expected"),
    ],
)
def test_what_does_not_fit_is_one_sentence(words: dict[str, object], said: str) -> None:
    with pytest.raises(BpsimError, match=said):
        bpsim.network(**words)  # type: ignore[arg-type]


def test_a_trace_has_the_steps_of_the_walk() -> None:
    model = bpsim.load(LECTURE)
    walk = Trace.of(model.document)
    steps = bpsim.trace(model)
    assert [each.step for each in steps] == [
        walk.step(n, Granularity.UNIT) for n in range(walk.schedule.count(Granularity.UNIT))
    ]
    one = bpsim.trace(model, example=2)
    assert {each.step.example for each in one} == {2, None}
    assert bpsim.trace(model, iteration=3)[0].step.iteration == 3
    assert r"\delta_{1}^{(3)}" in steps[8].numbers
    assert "δ of unit 1, layer 3" in str(steps[8])


@pytest.mark.parametrize(
    ("words", "said"),
    [({"example": 9}, "does not use example 9"), ({"size": "hour"}, "“hour” is none of"),
     ({"iteration": -1}, "≥ 0")],
)  # fmt: skip
def test_a_trace_that_is_none(words: dict[str, object], said: str) -> None:
    with pytest.raises(BpsimError, match=said):
        bpsim.trace(bpsim.load(LECTURE), **words)  # type: ignore[arg-type]


def test_values_show_themselves_in_a_notebook() -> None:
    model = bpsim.load(LECTURE)
    for shown in (model, bpsim.trace(model)[8]):
        bundle = shown._repr_mimebundle_()
        assert bundle["text/plain"] == str(shown)
        assert "<svg" in bundle["text/html"]
    html = bpsim.trace(model)[8]._repr_mimebundle_()["text/html"]
    assert html.count("<math>") >= 4
    markup = re.sub(r"<style>.*</style>", "", html, flags=re.S)
    ET.fromstring(markup.replace("&#160;", " "))


@pytest.mark.parametrize("iterations", [1, 1000])
def test_a_run_shows_its_curve_in_a_notebook(iterations: int) -> None:
    run = bpsim.train(bpsim.load(LECTURE), iterations)
    bundle = run._repr_mimebundle_()
    assert bundle["text/plain"] == str(run) == repr(run)
    markup = re.sub(r"<style>.*</style>", "", bundle["text/html"], flags=re.S)
    curve = ET.fromstring(markup).find("svg[@class='curve']")
    assert curve is not None
    line = curve.find("polyline")
    assert line is not None
    points = [[float(n) for n in each.split(",")] for each in line.attrib["points"].split()]
    assert len(points) == min(iterations + 1, documents_html.MOST_POINTS)
    # From the upper left to the lower right, as J falls at every iteration.
    assert points == sorted(points) and [p[1] for p in points] == sorted(p[1] for p in points)
    said = [each.text for each in curve.iter("text")]
    assert said == [f"{run.costs[0]:.4g}", f"{run.costs[-1]:.4g}", "0", f"{iterations:,}"]


def test_names_are_text_in_a_notebook() -> None:
    model = bpsim.load(LECTURE)
    examples = model.document.examples
    named = type(examples)(examples.x, examples.y, ("<img src=x>", "b"), ("y",))
    html = bpsim.api.documents.Model(model.document.with_(examples=named))._repr_html_()
    assert "<img" not in html


def test_show_opens_the_window_on_the_step(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(subprocess, "Popen", lambda words: started.append(words))
    bpsim.show(bpsim.trace(bpsim.load(LECTURE))[8])
    (words,) = started
    assert words[1:3] == ["-m", "bpsim"]
    saved = load(words[3])
    assert (saved.position.step, saved.position.granularity) == (8, "unit")


def test_the_window_takes_away_what_it_was_given_to_show(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in (("XDG_STATE_HOME", tmp_path / "state"), ("TMPDIR", tmp_path)):
        monkeypatch.setenv(name, str(value))
    monkeypatch.setenv("BPSIM_QUIT_AFTER_MS", "1")
    process = bpsim.show(bpsim.load(LECTURE))
    written = list((tmp_path / "state/bpsim/shown").iterdir())
    assert len(written) == 1 and load(written[0]) == load(LECTURE)
    assert process.wait(60) == 0
    assert not list(tmp_path.rglob("*.bpsim"))


def test_importing_bpsim_costs_neither_qt_nor_numpy() -> None:
    program = (
        "import sys, bpsim; bare = {'numpy', 'PySide6'} & set(sys.modules); "
        "bpsim.network([2, 1]); print(sorted(bare), 'PySide6' in sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert result.stdout == "[] False\n"


def test_a_method_of_updating_is_chosen_by_name() -> None:
    words = {"x": [[0, 1], [1, 1]], "y": [1, 0], "learning_rate": 0.05}
    plain = bpsim.network([2, 2, 1], **words)  # type: ignore[arg-type]
    adam = bpsim.network([2, 2, 1], method="adam", **words)  # type: ignore[arg-type]
    first = [bpsim.train(each, 1).model.weights for each in (plain, adam)]
    moved = [abs(after - before) for after, before in zip(first[1], adam.weights, strict=True)]
    assert all((each <= 0.05 + 1e-12).all() and (each > 0.0499).any() for each in moved)
    assert any((a != b).any() for a, b in zip(*first, strict=True))
    with pytest.raises(BpsimError, match="adagrad"):
        bpsim.network([2, 2, 1], method="adagrad")
