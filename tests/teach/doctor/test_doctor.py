"""The doctor finds what is wrong, says where, and nothing about networks that learn well."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import TrainingSettings
from bpsim.formats.bundled import NETWORKS, bundled_network
from bpsim.formats.registry import read
from bpsim.steps.places import TargetPlace, UnitPlace
from bpsim.teach.doctor.finding import Finding
from bpsim.teach.doctor.table import examined
from bpsim.teach.doctor.targets import misfit

CASES = Path(__file__).resolve().parents[4] / "shared" / "cases"
X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
Y = np.array([[0.0], [1.0], [1.0], [0.0]])
HIDDEN = [[0.1, 0.4, -0.3], [-0.2, 0.5, 0.6]]
OUTPUT = [[0.1, 0.7, -0.4]]


def document(
    hidden: object = HIDDEN,
    output: object = OUTPUT,
    x: np.ndarray = X,
    y: np.ndarray = Y,
    activations: tuple[str, str] = ("sigmoid", "sigmoid"),
    cost: str = "cross-entropy",
    **training: float,
) -> Document:
    network = Network.of(activations, [hidden, output])
    return Document("", network, cost, Examples.of(x, y), TrainingSettings(**training))  # type: ignore[arg-type]


def findings(found: Document) -> list[Finding]:
    all_of_them = list(examined(found))
    assert all(each.place is not None or each.setting for each in all_of_them)  # a click leads on
    return all_of_them


def test_a_healthy_network_is_left_alone() -> None:
    assert findings(document()) == []


@pytest.mark.parametrize("name", NETWORKS)
def test_bundled_networks_are_examined_without_trouble(name: str) -> None:
    found = bundled_network(name).load()
    for finding in examined(found):
        assert finding.sentence.endswith((".", "!"))


def test_twins() -> None:
    (finding,) = findings(document([HIDDEN[0], HIDDEN[0]], [[0.1, 0.7, 0.7]]))
    assert (finding.kind, finding.place) == ("twins", UnitPlace(2, 1))
    assert finding.sentence.startswith("Units 1 and 2 of layer 2 are twins")


def test_equal_weights_in_but_not_out_are_no_twins() -> None:
    assert findings(document([HIDDEN[0], HIDDEN[0]])) == []


def test_a_relu_that_never_fires() -> None:
    (finding,) = findings(
        document([[-9.0, 1.0, 1.0], [0.5, 0.2, 0.3]], activations=("relu", "sigmoid"))
    )
    assert (finding.kind, finding.place) == ("silent", UnitPlace(2, 1))


def test_of_many_dead_units_only_the_first_are_named() -> None:
    found = document(
        [[-9.0 - n, 1.0, 1.0] for n in range(8)],
        [[0.1, *np.linspace(0.1, 0.8, 8)]],
        activations=("relu", "sigmoid"),
    )
    assert [f.kind for f in findings(found)] == ["silent"] * 6
    assert findings(found)[-1].sentence == "3 more units of layer 2 are dead as well."


def test_a_saturated_unit() -> None:
    (finding,) = findings(document([[30.0, 1.0, 1.0], HIDDEN[1]]))
    assert (finding.kind, finding.place) == ("saturated", UnitPlace(2, 1))


def test_a_rate_that_makes_the_cost_rise() -> None:
    (finding,) = findings(document(learning_rate=1_000.0))
    assert finding.kind == "rate-too-large"
    assert "α = 1000 is too large" in finding.sentence


def test_a_penalty_that_flattens_everything() -> None:
    kinds = {finding.kind for finding in findings(document(lam=100.0, learning_rate=0.001))}
    assert kinds == {"penalty-too-strong"}


def test_inputs_of_very_different_size() -> None:
    found = document(x=X * [1000.0, 1.0], hidden=np.multiply(HIDDEN, [1, 1e-3, 1]))
    sentences = [f.sentence for f in findings(found) if f.kind == "unequal-inputs"]
    (sentence,) = sentences
    assert "x1 is about 707, x2 about 0.707" in sentence


def test_large_inputs() -> None:
    found = document(x=X * 200.0, hidden=np.multiply(HIDDEN, [1, 5e-3, 5e-3]))
    (finding,) = [f for f in findings(found) if f.kind == "unequal-inputs"]
    assert finding.sentence.startswith("The inputs are large: x1 is about 141.")


@pytest.mark.parametrize("which", ["x", "y"])
def test_a_constant_column(which: str) -> None:
    x, y = X.copy(), Y.copy()
    (x if which == "x" else y)[:, 0] = 0.25
    (finding,) = findings(document(x=x, y=y))
    assert finding.kind == "constant-column"
    assert f"{which}{1 if which == 'x' else ''} is 0.25 in every example" in finding.sentence


def test_softmax_with_squared_error() -> None:
    found = document(
        output=[[0.1, 0.7, -0.4], [0.2, 0.3, 0.1]],
        y=np.hstack([Y, 1 - Y]),
        activations=("sigmoid", "softmax"),
        cost="squared-error",
    )
    (finding,) = findings(found)
    assert finding.kind == "softmax-with-other-cost"
    better = replace(found, cost="categorical-cross-entropy")
    assert findings(better) == []


@pytest.mark.parametrize(
    ("y", "activations", "cost", "kind", "said"),
    [
        (2.0, ("sigmoid", "sigmoid"), "cross-entropy", "target-out-of-range",
         "The target y of example 1 is 2, but cross-entropy means probabilities from 0 to 1."),
        (-3.0, ("sigmoid", "tanh"), "squared-error", "target-out-of-range",
         "but tanh outputs never leave -1 to 1."),
        (-3.0, ("sigmoid", "relu"), "squared-error", "target-out-of-range",
         "but relu outputs are never below 0."),
    ],
)  # fmt: skip
def test_targets_that_cannot_be_reached(
    y: float, activations: tuple[str, str], cost: str, kind: str, said: str
) -> None:
    targets = Y.copy()
    targets[0, 0] = y
    found = findings(document(y=targets, activations=activations, cost=cost))
    assert found[0].kind == kind
    assert found[0].sentence.endswith(said)
    assert found[0].place == TargetPlace(1)


def test_targets_of_softmax_add_up_to_one() -> None:
    found = document(
        output=[[0.1, 0.7, -0.4], [0.2, 0.3, 0.1]],
        y=np.hstack([Y, Y]) * 0.3 + 0.1,
        activations=("sigmoid", "softmax"),
        cost="categorical-cross-entropy",
    )
    assert "targets-not-one" in {finding.kind for finding in findings(found)}


def test_a_softmax_layer_of_one_unit_never_learns() -> None:
    found = document(activations=("sigmoid", "softmax"), cost="categorical-cross-entropy", y=Y)
    assert findings(found)[0].kind == "one-softmax-unit"
    assert misfit(found).startswith("The softmax layer has one unit only")
    empty = found.with_(examples=Examples.none(2, 1))
    assert misfit(empty) == misfit(found)  # it is not the data that would mend it


def test_every_target_is_looked_at_and_one_sentence_said() -> None:
    x, y = np.zeros((3000, 2)), np.zeros((3000, 1))
    y[2500:] = -1.0
    assert misfit(document(x=x, y=y)) == (
        "The target y of example 2501 is −1, but cross-entropy means probabilities from 0 to 1."
    )
    assert misfit(document()) == ""
    assert misfit(document().with_(examples=Examples.none(2, 1))) == ""


def test_a_rate_of_zero() -> None:
    (finding,) = findings(document(learning_rate=0.0))
    assert finding.kind == "rate-zero"


@pytest.mark.skipif(not CASES.is_dir(), reason="the shared cases are not beside this checkout")
@pytest.mark.parametrize(
    ("case", "kind"),
    [("dead-relu", "silent"), ("constant-feature", "constant-column"),
     ("unscaled-sizes", "unequal-inputs"), ("ce-target-2", "target-out-of-range"),
     ("ce-target-minus1", "target-out-of-range")],
)  # fmt: skip
def test_shared_cases(case: str, kind: str) -> None:
    assert kind in {finding.kind for finding in findings(read(CASES / f"{case}.bpsim"))}


def test_without_examples_nothing_is_found() -> None:
    assert findings(replace(document(), examples=Examples.none(2, 1))) == []


def test_the_weights_looked_at_are_those_of_the_iteration() -> None:
    found = document()
    twins = Network.of(found.network.activations, [[HIDDEN[0], HIDDEN[0]], [[0.1, 0.7, 0.7]]])
    assert [finding.kind for finding in examined(found.with_(network=twins))] == ["twins"]
