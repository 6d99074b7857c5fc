"""bpsim.check and bpsim.check_function as a notebook uses them."""

import re
import subprocess
import sys
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

import bpsim
from bpsim.api.documents import Model
from bpsim.core.arrays import Array
from bpsim.core.errors import BpsimError
from bpsim.core.network import Network
from bpsim.core.settings import Convention
from bpsim.formats.bundled import bundled_network
from bpsim.formats.registry import read
from bpsim.steps.schedule import Phase
from bpsim.teach.diagnosis.first_step import compared, step_at
from bpsim.teach.mistakes.backprop import backprop
from bpsim.teach.mistakes.kind import Made
from bpsim.teach.mistakes.table import MISTAKES
from tests.teach.problems import lecture, random_problem

X = [[0, 1], [1, 1], [0, 0], [1, 0]]
Y = [1, 0, 0, 1]


def g(z: Array) -> Array:
    return 1 / (1 + np.exp(-z))


def mine(weights: list[Array], x: Array, y: Array, slope: bool = True) -> list[Array]:
    """Backpropagation as a student writes it."""
    a = [x]
    for theta in weights:
        a.append(g(np.column_stack([np.ones(len(x)), a[-1]]) @ theta.T))
    delta, out = a[-1] - y, []
    for n in range(len(weights) - 1, -1, -1):
        out.insert(0, delta.T @ np.column_stack([np.ones(len(x)), a[n]]) / len(x))
        delta = delta @ weights[n][:, 1:]
        if slope:
            delta = delta * a[n] * (1 - a[n])
    return out


def test_a_right_function() -> None:
    network = bundled_network("lecture").load().network
    found = bpsim.check_function(mine, network, X, Y)
    assert found
    assert found.right
    assert str(found) == found.sentence
    assert found.first_step is None
    assert "<table>" not in found._repr_html_()


def test_a_function_without_the_slope() -> None:
    network = bundled_network("lecture").load().network
    found = bpsim.check_function(lambda w, x, y: (0.7, mine(w, x, y, False)), network, X, Y)
    assert not found
    assert found.mistakes == [[{"id": "no-slope", "layer": None}]]
    place = found.first_step
    assert place is not None
    assert (place.phase, place.layer, place.unit, place.example) == (Phase.HIDDEN_DELTA, 3, 1, 1)


def test_the_function_cannot_change_the_network() -> None:
    network = bundled_network("lecture").load().network

    def careless(weights: Any, x: Array, y: Array) -> list[Array]:
        assert weights.layers == (2, 2, 2, 1)
        found = mine(weights, x, y)
        for theta in weights:
            theta *= 0
        x *= 0
        return found

    assert bpsim.check_function(careless, network, X, Y)


@pytest.mark.parametrize("kind", ["path", "document", "network", "weights"])
def test_whatever_describes_a_network(kind: str) -> None:
    path = bundled_network("lecture").path
    document = read(path)
    given: Any = {
        "path": path, "document": document, "network": document.network,
        "weights": [w.tolist() for w in document.network.weights],
    }[kind]  # fmt: skip
    D = backprop(lecture()).D
    for gradients in (D, list(D), str(D[0]) + str(D[1]) + str(D[2]), {"D": D}, np.hstack(
        [each.ravel() for each in D])):  # fmt: skip
        assert bpsim.check(given, X, Y, gradients).right
    assert bpsim.check(path, gradients=D).right


def test_the_picture_is_of_the_first_step_that_differs() -> None:
    problem = random_problem(2, (3, 4, 2), m=3)
    wrong = backprop(problem, [Made(MISTAKES["no-slope"])]).D
    found = bpsim.check(problem.network, problem.x, problem.y, wrong, lam=problem.lam)
    bundle = found._repr_mimebundle_()
    assert bundle["text/plain"] == found.sentence
    body = re.sub("<style>.*?</style>", "", bundle["text/html"], flags=re.DOTALL)
    root = ElementTree.fromstring(body.replace("<br>", "<br/>"))
    assert root.find("{http://www.w3.org/2000/svg}svg") is not None
    formulas = [each for each in root.iter() if each.tag.endswith("math")]
    assert len(formulas) > 1 and any("′" in "".join(each.itertext()) for each in formulas)


@pytest.mark.parametrize(
    ("name", "phase"),
    [
        ("no-slope", Phase.HIDDEN_DELTA), ("one-path", Phase.HIDDEN_DELTA),
        ("sign", Phase.OUTPUT_DELTA), ("no-input", Phase.ACCUMULATE),
        ("bias-frozen", Phase.GRADIENT), ("lambda-undivided", Phase.GRADIENT),
    ],
)  # fmt: skip
def test_the_first_step_is_where_the_mistake_is_made(name: str, phase: Phase) -> None:
    problem = random_problem(5, (3, 4, 3, 2), m=3)
    wrong = backprop(problem, [Made(MISTAKES[name])]).D
    found = bpsim.check(problem.network, problem.x, problem.y, wrong, lam=problem.lam)
    place = found.first_step
    assert place is not None
    assert place.phase is phase
    lines = compared(problem, found.diagnosis.made[0], place)
    assert any(not each.same for each in lines)
    step = step_at(problem, place)
    assert step.phase is phase
    if phase is Phase.HIDDEN_DELTA:
        assert lines[-1].right == pytest.approx(step.result)
        assert lines[-3].right == pytest.approx(sum(each.right for each in lines[:-3]))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"gradients": None}, "gradients are missing"),
        ({"gradients": [1.0] * 7}, "do not fit"),
        ({"gradients": [[1.0]], "y": [[1.0]]}, "x has 4 examples but y has 1"),
        ({"gradients": [[1.0]], "x": [[1.0, 2.0, 3.0]] * 4}, "2 numbers per example"),
        ({"gradients": [[1.0]], "x": None}, "x and y are needed"),
        ({"gradients": [["a"]]}, "no rectangle of numbers"),
    ],
)
def test_what_does_not_fit_is_refused(words: dict[str, Any], said: str) -> None:
    network = Network.of(["sigmoid"] * 2, [np.ones((2, 3)), np.ones((1, 3))])
    with pytest.raises(BpsimError, match=said):
        bpsim.check(network, **{"x": X, "y": Y, **words})


def test_importing_bpsim_costs_nothing() -> None:
    program = (
        "import sys, bpsim\n"
        "assert 'numpy' not in sys.modules and 'check' in dir(bpsim)\n"
        "bpsim.check\n"
        "assert not any(name.startswith(('PySide6', 'bpsim.gui')) for name in sys.modules)\n"
        "assert not hasattr(bpsim, 'nothing')\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True)


def test_a_model_with_the_lectures_signs_takes_numbers_with_them() -> None:
    document = bundled_network("lecture").load()
    model = Model(document.with_(convention=Convention(sign="lecture")))
    turned = [-D for D in backprop(lecture()).D]
    assert bpsim.check(model, gradients=turned)
    assert bpsim.check_function(lambda w, x, y: turned, model)
    assert not bpsim.check(Model(document), gradients=turned)
