"""The numbers of a lesson are those of the program, however its network is trained."""

from dataclasses import replace

import numpy as np
import pytest

from bpsim.core.document import Document
from bpsim.core.methods.momentum import Momentum
from bpsim.core.propagation import cost_J, gradient
from bpsim.formats.bundled import bundled_network
from bpsim.session.history import History
from bpsim.session.saved_form import saved_form
from bpsim.session.session import Session
from bpsim.teach.lessons.stated import stated_value

XOR = bundled_network("xor").load()
SETTINGS = (
    {},
    {"batch_size": 2, "order": "shuffled"},
    {"train_biases": False, "lam": 0.01},
    {"batch_size": 1, "method": Momentum()},
)


def trained_so(changes: dict[str, object]) -> Document:
    return XOR.with_(training=replace(XOR.training, **changes))


def J_after(document: Document, iterations: int) -> float:
    network, examples = History(document).network_at(iterations), document.examples
    return cost_J(network, document.cost, examples.x, examples.y, document.training.lam)


@pytest.mark.parametrize("changes", SETTINGS)
def test_J_after_n_iterations_is_that_of_training(changes: dict[str, object]) -> None:
    document = trained_so(changes)
    stated = stated_value("J", ("25",), document, 1)
    assert stated == pytest.approx(J_after(document, 25), rel=1e-12)


def test_J_of_a_wrong_algorithm_takes_the_same_batches() -> None:
    document = trained_so({"batch_size": 2, "order": "shuffled", "train_biases": False})
    rate = 2 * document.training.learning_rate  # a sum over two examples is twice their mean
    faster = document.with_(training=replace(document.training, learning_rate=rate))
    stated = stated_value("J", ("sum-for-mean", "25"), document, 1)
    assert stated == pytest.approx(J_after(faster, 25), rel=1e-12)


@pytest.mark.parametrize("changes", SETTINGS)
def test_D_is_that_of_the_examples_which_the_first_iteration_takes(
    changes: dict[str, object],
) -> None:
    document = trained_so(changes)
    batch, examples = document.batch_of(0), document.examples
    rows = [batch.row(n) for n in range(batch.size)]
    found = gradient(
        document.network, document.cost, examples.x[rows], examples.y[rows], document.training.lam
    )
    for layer, D in enumerate(found.D, start=1):
        for j, i in np.ndindex(D.shape):
            place = (str(layer), str(j + 1), str(i))
            assert stated_value("D", place, document, 1) == pytest.approx(D[j, i], rel=1e-12)


def test_edits_on_the_way_are_made_where_they_were() -> None:
    session = Session(XOR)
    session.go_to(session.history.reach(10))
    changed = replace(XOR.training, learning_rate=0.1, method=Momentum())
    session.restore(session.changed(XOR.with_(training=changed)))
    session.go_to(session.history.reach(20))
    fewer = replace(XOR.examples, x=XOR.examples.x[:3], y=XOR.examples.y[:3] / 2)
    session.restore(session.changed(session.document.with_(examples=fewer)))
    session.history.reach(30)
    document = saved_form(session.state)
    assert [each.iteration for each in document.edits] == [10, 20]
    for iteration in (0, 5, 10, 15, 20, 25):
        there = session.history.document_at(iteration)
        x, y = there.examples.x, there.examples.y
        J = cost_J(session.history.network_at(iteration), there.cost, x, y, there.training.lam)
        stated = stated_value("J", (str(iteration),), document, 1)
        assert stated == pytest.approx(J, rel=1e-12)
    assert stated_value("y", ("1",), document, 2) == XOR.examples.y[1, 0]  # that of iteration 0
    assert stated_value("α", (), document, 1) == XOR.training.learning_rate
    assert stated_value("m", (), document, 1) == 4
