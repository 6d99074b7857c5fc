"""The bundled networks are complete, say what they are, and do what they say."""

import csv
import json
import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from bpsim.base.bundled import resource
from bpsim.core.arrays import Array
from bpsim.core.checkpoint import Checkpoint
from bpsim.core.document import Document
from bpsim.core.engine.descent import Descent
from bpsim.core.held_out import held_out_cost
from bpsim.core.propagation import cost_J, forward
from bpsim.core.training import batch_gradient, updated
from bpsim.formats.bundled import NETWORKS, bundled_network, bundled_networks
from bpsim.formats.native import file as native

LOGIC = [[0, 0], [0, 1], [1, 0], [1, 1]]


def outputs(document: Document) -> Array:
    """h of every example, shape (m, K)."""
    return forward(document.network, document.examples.x).a[-1]


def trained(document: Document, iterations: int) -> tuple[Document, list[float]]:
    """The document after so many iterations, and J before each of them and after the last."""
    network, costs = document.network, []
    for iteration in range(iterations):
        found = batch_gradient(
            network, document.cost, document.examples, document.training, iteration
        )
        costs.append(found.J)
        network = network.with_weights(
            updated(Checkpoint(network.weights), found.D, document.training).weights
        )
    after = document.with_(network=network)
    x, y = document.examples.x, document.examples.y
    return after, [*costs, cost_J(network, document.cost, x, y, document.training.lam)]


def load(name: str) -> Document:
    return bundled_network(name).load()


# --- the collection ------------------------------------------------------------------------------


def test_every_bundled_file_is_in_the_menu() -> None:
    files = resource("networks").iterdir()
    assert sorted(f"{name}.bpsim" for name in NETWORKS) == sorted(path.name for path in files)


def test_titles_and_descriptions() -> None:
    found = bundled_networks()
    assert [each.name for each in found] == list(NETWORKS)
    assert len({each.title for each in found}) == len(found)
    for each in found:
        assert 5 < len(each.title) < 60
        assert len(each.description) > 40
        assert each.load().title == each.title
    assert bundled_network().name == found[0].name == "lecture"


@pytest.mark.parametrize("name", NETWORKS)
def test_a_bundled_file_is_what_the_program_would_write(name: str) -> None:
    path = bundled_network(name).path
    document = native.load(path)
    assert len(document.examples) > 0
    assert native.loads(native.dumps(document)) == document
    # The description stands below the title for people; the program writes it at the end.
    lines = path.read_text(encoding="utf-8").replace(",\n", "\n").splitlines()
    written = native.dumps(document).decode().replace(",\n", "\n").splitlines()
    assert sorted(lines) == sorted(written)
    assert document.extras == {"": {"description": json.loads(path.read_bytes())["description"]}}


def test_an_unknown_name() -> None:
    with pytest.raises(KeyError):
        bundled_network("../networks/lecture")


# --- what each of them is ------------------------------------------------------------------------


def test_the_lecture_network() -> None:
    document = load("lecture")
    assert document.network.layers == (2, 2, 2, 1)
    assert [theta.tolist() for theta in document.network.weights] == [
        [[0.1, 0.3, -0.2], [-0.1, 0.5, 0.4]],
        [[0.2, -0.4, 0.6], [0.0, 0.7, -0.3]],
        [[-0.3, 0.8, -0.5]],
    ]
    assert document.examples.x[:2].tolist() == [[0, 1], [1, 1]]
    assert document.examples.y[:2].tolist() == [[1], [0]]
    assert sorted(document.examples.x.tolist()) == LOGIC


@pytest.mark.parametrize(
    ("name", "truth", "weights"),
    [
        ("and", [0, 0, 0, 1], [[[-30, 20, 20]]]),
        ("or", [0, 1, 1, 1], [[[-10, 20, 20]]]),
        ("nor", [1, 0, 0, 0], [[[10, -20, -20]]]),
        ("xnor", [1, 0, 0, 1], [[[-30, 20, 20], [10, -20, -20]], [[-10, 20, 20]]]),
    ],
)
def test_the_gates_compute_their_function(
    name: str, truth: list[int], weights: list[list[list[float]]]
) -> None:
    document = load(name)
    assert [theta.tolist() for theta in document.network.weights] == weights
    assert document.examples.x.tolist() == LOGIC
    assert document.examples.y[:, 0].tolist() == truth
    assert np.abs(outputs(document)[:, 0] - truth).max() < 1e-4


def test_xor_is_not_known_at_first_and_learnt_as_described() -> None:
    document = load("xor")
    assert document.examples.y[:, 0].tolist() == [0, 1, 1, 0]
    after, costs = trained(document, 1000)
    assert costs[0] > 0.69
    assert costs[0] - costs[150] < 0.06, "the plateau"
    assert costs[-1] < 0.01
    assert np.round(outputs(after)).tolist() == document.examples.y.tolist()


def test_the_worked_example_is_the_published_one() -> None:
    document = load("worked-example")
    assert document.network.layers == (2, 2, 2)
    assert document.cost == "squared-error"
    assert (document.training.learning_rate, document.training.train_biases) == (0.5, False)
    _, costs = trained(document, 1)
    assert costs == pytest.approx([0.298371109, 0.291027774], abs=5e-10)


def test_the_moons_lie_where_the_description_says_and_are_learnt() -> None:
    document = load("moons")
    points = []
    for n in range(20):
        t = math.pi * n / 19
        points.append((math.cos(t) + 0.1 * math.sin(7 * n), math.sin(t) + 0.1 * math.cos(11 * n)))
        points.append(
            (1 - math.cos(t) + 0.1 * math.cos(5 * n), 0.5 - math.sin(t) + 0.1 * math.sin(13 * n))
        )
    assert np.abs(document.examples.x - points).max() < 0.00501
    assert document.examples.y[:, 0].tolist() == [0, 1] * 20
    after, costs = trained(document, 500)
    assert costs[-1] < 0.05 < costs[0]
    assert np.round(outputs(after)).tolist() == document.examples.y.tolist()


def test_overfitting_is_seen_in_what_is_held_out() -> None:
    document = load("overfitting")
    assert (len(document.examples), len(document.held_out)) == (24, 40)
    descent, costs = Descent.of(document), np.empty(1000)
    apart = []
    for k in range(1000):
        network = document.network.with_weights(descent.weights)
        apart.append(held_out_cost(network, document.cost, document.held_out))
        descent.run(1, costs[k:])
    assert all(later < earlier for earlier, later in pairwise(costs)), "J falls all the time"
    lowest = int(np.argmin(apart))
    assert 130 <= lowest <= 150
    assert apart[0] > 0.8 and apart[lowest] < 0.34
    assert all(later >= earlier for earlier, later in pairwise(apart[lowest:])), "then it rises"
    assert apart[-1] > 1.5 * apart[lowest]


def test_lambda_keeps_the_overfitting_down() -> None:
    document = load("overfitting")
    settings = replace(document.training, lam=0.3)
    descent = Descent.of(document.with_(training=settings))
    descent.run(1000, np.empty(1000))
    network = document.network.with_weights(descent.weights)
    assert held_out_cost(network, document.cost, document.held_out) < 0.36


def test_iris_is_fisher_s() -> None:
    document = load("iris")
    with resource("data", "iris.csv").open(newline="") as file:
        names, *rows = csv.reader(file)
    assert len(rows) == 150
    assert names == [*document.examples.x_names, "species"]
    assert document.examples.x.tolist() == [[float(cell) for cell in row[:-1]] for row in rows]
    species = document.examples.y_names
    assert species == ("setosa", "versicolor", "virginica")
    assert [[float(row[-1] == each) for each in species] for row in rows] == (
        document.examples.y.tolist()
    )
    # As printed in Fisher's paper: means of the species, and two plants that are often misquoted.
    means = [document.examples.x[n : n + 50].mean(axis=0) for n in (0, 50, 100)]
    assert np.array(means) == pytest.approx(
        np.array(
            [
                [5.006, 3.428, 1.462, 0.246],
                [5.936, 2.770, 4.260, 1.326],
                [6.588, 2.974, 5.552, 2.026],
            ]
        )
    )
    assert document.examples.x[34].tolist() == [4.9, 3.1, 1.5, 0.2]
    assert document.examples.x[37].tolist() == [4.9, 3.6, 1.4, 0.1]
    assert "CC BY 4.0" in resource("data", "LICENSE").read_text()
    assert "CC BY 4.0" in bundled_network("iris").description


def test_iris_is_learnt_visibly_and_as_described() -> None:
    document = load("iris")
    assert [each.name for each in document.network.activations] == ["sigmoid", "softmax"]
    after, costs = trained(document, 1000)
    assert all(later < earlier for earlier, later in pairwise(costs)), "J falls all the time"
    assert costs[0] > 1.0
    assert costs[100] < 0.6
    right = outputs(after).argmax(axis=1) == document.examples.y.argmax(axis=1)
    assert right.sum() == 147
