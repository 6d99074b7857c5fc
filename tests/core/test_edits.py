"""Edits in later iterations: compared by their bits, refused where they do not fit the network."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.arrays import frozen
from bpsim.core.document import Document
from bpsim.core.edits import LaterEdit, require_edits_fit
from bpsim.core.errors import ModelError
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import TrainingSettings

NETWORK = Network.of(["sigmoid"], [[[1.0, 2.0, 3.0]]])
EXAMPLES = Examples.of([[0.0, 1.0]], [[1.0]])


def weights(*rows: Any) -> tuple[Any, ...]:
    return (frozen(rows),)


def require(*edits: LaterEdit, cost: str = "cross-entropy", examples: Examples = EXAMPLES) -> None:
    require_edits_fit(edits, NETWORK, cost, examples)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=5))
def test_edits_go_by_iteration_and_none_is_of_iteration_0(order: list[int]) -> None:
    edits = tuple(map(LaterEdit, order))
    document = Document("", NETWORK, "cross-entropy", EXAMPLES)
    if order == sorted(set(order)) and order[0] > 0:
        assert document.with_(edits=edits).edits == edits
        return
    with pytest.raises(ModelError, match="as edits go by iteration") as caught:
        document.with_(edits=edits)
    wrong = next(n for n, each in enumerate(order) if each <= (order[n - 1] if n else 0))
    assert caught.value.place == f"edits[{wrong}].iteration"


WRONG = [
    (LaterEdit(2, weights([1.0, 2.0])), "edits[1].weights", "the matrices of the network"),
    (LaterEdit(2, weights([1.0, 2.0, 3.0]) * 2), "edits[1].weights", "the matrices of the network"),
    (LaterEdit(2, weights([1.0, np.inf, 3.0])), "edits[1].weights", "must be finite"),
    (LaterEdit(2, cost="categorical-cross-entropy"), "edits: cost", "softmax"),
    (LaterEdit(2, cost="mean"), "edits: cost", "is none of"),
    (
        LaterEdit(2, examples=Examples.of([[1.0]], [[1.0]])),
        "edits: examples.x",
        "2 numbers per example",
    ),
    (
        LaterEdit(2, examples=Examples.of([[1.0, 2.0]], [[1.0, 0.0]])),
        "edits: examples.y",
        "1 numbers per example",
    ),
    (LaterEdit(2, examples=Examples.none(2, 1)), "edits", "there must be an example"),
]


@pytest.mark.parametrize(("wrong", "place", "reason"), WRONG)
def test_what_does_not_fit_is_named(wrong: LaterEdit, place: str, reason: str) -> None:
    for edits in ((LaterEdit(1), wrong), (LaterEdit(1), wrong, LaterEdit(3))):
        with pytest.raises(ModelError, match=reason) as caught:
            require(*edits)
        assert caught.value.place == place


def test_there_must_be_an_example_after_the_last_edit_as_well() -> None:
    with pytest.raises(ModelError, match="there must be an example"):
        require(LaterEdit(1, examples=EXAMPLES), examples=Examples.none(2, 1))


def test_it_counts_its_numbers() -> None:
    assert LaterEdit(1).numbers == 0
    assert LaterEdit(1, training=TrainingSettings(), cost="cross-entropy").numbers == 0
    assert LaterEdit(1, weights([1.0, 2.0, 3.0])).numbers == 3
    examples = Examples.of(np.ones((5, 2)), np.ones((5, 1)))
    assert LaterEdit(1, weights([1.0, 2.0, 3.0]), examples=examples).numbers == 18


@pytest.mark.parametrize(
    "change",
    [
        {"iteration": 5},
        {"weights": None},
        {"weights": weights([0.0, 2.0])},
        {"weights": weights([-0.0, 2.0, 3.0])},
        {"training": TrainingSettings(0.25)},
        {"cost": None},
        {"examples": None},
        {"examples": Examples.of([[0.0, -0.0]], [[1.0]])},
        {"extras": {"": {"note": 2}}},
    ],
)
def test_edits_are_equal_only_if_everything_in_them_is(change: dict[str, Any]) -> None:
    def made() -> LaterEdit:
        examples = Examples.of([[0.0, 0.0]], [[1.0]])
        first = weights([0.0, 2.0, 3.0])
        return LaterEdit(4, first, TrainingSettings(0.5), "x", examples, {"": {"note": 1}})

    assert made() == made()
    assert replace(made(), **change) != made()
    assert made() != "an edit"
