"""Two classes in one column, for networks with one output and with two."""

import numpy as np

from bpsim.core.arrays import frozen
from bpsim.formats.content import Content, Guess
from bpsim.formats.data import with_classes


def test_two_outputs_take_a_target_for_each_class() -> None:
    guesses: list[Guess] = []
    content = Content(
        "data",
        x=frozen([[1.0], [2.0], [3.0]]),
        y=frozen([[0.0], [1.0], [0.0]]),
        held_out=(frozen([[4.0]]), frozen([[1.0]])),
        y_names=("kind = b",),
        classes=("a", "b"),
    )
    assert with_classes(content, 1, guesses) is content
    assert with_classes(content, 3, guesses) is content
    apart = with_classes(content, 2, guesses)
    assert apart.y is not None and apart.held_out is not None
    assert np.array_equal(apart.y, [[1, 0], [0, 1], [1, 0]])
    assert np.array_equal(apart.held_out[1], [[0, 1]])
    assert apart.classes == ("a", "b") and apart.y_names == ("kind = a", "kind = b")
    assert guesses == [], "the classes were named by the file"
