"""Time travel with a method that remembers: any iteration again, edits, files, bit for bit."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from bpsim.core.checkpoint import Checkpoint
from bpsim.core.document import Document
from bpsim.core.engine.descent import Descent
from bpsim.core.methods.adam import Adam
from bpsim.core.methods.descent import PLAIN
from bpsim.core.methods.method import Method
from bpsim.core.methods.momentum import Momentum
from bpsim.core.methods.rmsprop import RMSProp
from bpsim.formats.native import file as native
from bpsim.session.curves import ExtraCurve, HeldOutCost, Sampler, task
from bpsim.session.history import History
from bpsim.session.replay import replayed
from bpsim.session.session import Session
from bpsim.steps.schedule import Granularity
from tests.problems import problem

METHODS = (Momentum(), RMSProp(), Adam())
BUDGET = 40_000


def document(method: Method) -> Document:
    return problem(
        (2, 3, 1), 6, 8, batch_size=4, order="shuffled", lam=0.01, method=method,
        learning_rate=0.05,
    )  # fmt: skip


def straight(of: Document, iterations: int) -> list[Checkpoint]:
    descent = Descent.of(of)
    found = [descent.checkpoint]
    for _ in range(iterations):
        descent.step()
        found.append(descent.checkpoint)
    return found


@pytest.mark.parametrize("method", METHODS, ids=repr)
def test_any_iteration_again_in_bounded_memory(method: Method) -> None:
    wanted = straight(document(method), 700)
    history = History(document(method), BUDGET)
    history.reach(700)
    assert history.budget.used <= BUDGET
    for k in [*np.random.default_rng(1).integers(0, 701, 30), 700, 0, 1]:
        assert history.checkpoint_at(int(k)) == wanted[int(k)]
    assert history.budget.used <= BUDGET


@pytest.mark.parametrize("method", METHODS, ids=repr)
def test_the_walk_ends_at_what_the_next_iteration_starts_from(method: Method) -> None:
    walk = Session(document(method))
    for k in (0, 5, 1):
        walk.go_to(k)
        assert walk.trace.values.end == walk.history.checkpoint_at(k + 1)
        assert walk.trace.values.after == walk.history.network_at(k + 1)


def changed(walk: Session, method: Method) -> None:
    training = replace(walk.document.training, method=method)
    walk.restore(walk.changed(walk.document.with_(training=training)))


def test_an_edited_weight_keeps_what_is_remembered() -> None:
    walk = Session(document(Adam()))
    walk.go_to(9)
    before = walk.history.checkpoint_at(9)
    network = walk.history.network_at(9).with_weight(1, 2, 0, 0.3)
    walk.restore(walk.with_network(network))
    assert walk.history.checkpoint_at(9) == before.with_weights(network.weights)
    assert walk.history.checkpoint_at(9).updates == 9


def test_another_parameter_or_rate_keeps_what_is_remembered() -> None:
    walk = Session(document(Adam()))
    walk.go_to(9)
    before = walk.history.checkpoint_at(9)
    changed(walk, Adam(beta1=0.5))
    assert walk.history.checkpoint_at(9) == before
    slower = replace(walk.document.training, learning_rate=0.01)
    walk.restore(walk.changed(walk.document.with_(training=slower)))
    assert walk.history.checkpoint_at(9) == before


@pytest.mark.parametrize("other", [PLAIN, Momentum(), RMSProp()], ids=repr)
def test_another_method_starts_anew(other: Method) -> None:
    walk = Session(document(Adam()))
    walk.go_to(9)
    weights = walk.history.network_at(9).weights
    changed(walk, other)
    assert walk.history.checkpoint_at(9) == Checkpoint.begin(weights, other)
    walk.forward()


def test_there_and_back_is_as_if_nothing_had_been_done() -> None:
    """As a file has it, which tells of no edit then."""
    walk = Session(document(Adam()))
    walk.go_to(9)
    before = walk.history.checkpoint_at(9)
    changed(walk, Momentum())
    changed(walk, Adam())
    assert walk.history.checkpoint_at(9) == before
    assert walk.saved_form.edits == ()


def by_weight(walk: Session) -> None:
    network = walk.history.network_at(walk.iteration).with_weight(1, 1, 1, 0.5)
    walk.restore(walk.with_network(network))


def by_method(walk: Session) -> None:
    changed(walk, RMSProp(0.8) if walk.document.training.method != RMSProp(0.8) else Adam())


def by_parameter(walk: Session) -> None:
    changed(walk, Adam(beta2=0.9))


def there_and_back(walk: Session) -> None:
    method = walk.document.training.method
    changed(walk, PLAIN)
    by_weight(walk)
    changed(walk, method)


@pytest.mark.parametrize("first", [by_weight, by_method, by_parameter, there_and_back])
@pytest.mark.parametrize("second", [by_weight, by_method, there_and_back])
def test_a_run_with_edits_comes_out_of_its_file_bit_for_bit(
    first: Callable[[Session], None], second: Callable[[Session], None]
) -> None:
    walk = Session(document(Adam()))
    for at, edit in ((4, first), (4, second), (11, second), (13, first)):
        walk.go_to(at)
        edit(walk)
    walk.go_to(17)
    reopened = native.loads(native.dumps(walk.saved_form))
    history = replayed(reopened, 17)
    for k in (17, 13, 12, 4, 3):
        assert history.checkpoint_at(k) == walk.history.checkpoint_at(k)


@pytest.mark.parametrize("method", METHODS, ids=repr)
def test_curves_beside_J_are_those_of_the_run(method: Method) -> None:
    source = document(method)
    history = History(source, BUDGET)
    history.reach(400)
    curve = ExtraCurve(HeldOutCost(source.examples), history)
    found = Sampler().run([task(history, k, (curve,)) for k in (400, 131, 7)], 60.0)
    for _, k, value in found:
        assert value == curve.measure(source, history.network_at(k))
    assert [k for _, k, _ in found] == [400, 131, 7]


@pytest.mark.parametrize("method", METHODS, ids=repr)
def test_forward_over_updates_and_back_shows_the_same(method: Method) -> None:
    walk = Session(document(method))
    walk.set_granularity(Granularity.LAYER)
    seen = []
    while walk.iteration < 3:
        seen.append(walk.step)
        walk.forward()
    walk.history.reach(300)
    for step in reversed(seen):
        walk.back()
        assert walk.step == step
