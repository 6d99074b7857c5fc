"""What is said of a run: one or two sentences, true for where it ended."""

import numpy as np

from bpsim.core.settings import Position
from bpsim.session.training_words import (
    again_words,
    divergence_words,
    given_up_words,
    reached_words,
    risen_words,
    stopped_words,
    there_words,
)


def test_a_learning_rate_is_blamed_only_where_it_was_used() -> None:
    assert "smaller learning rate" in divergence_words(12, 0)
    for at in (0, 7):
        words = divergence_words(at, at)
        assert f"iteration {at} leave" in words
        assert "learning rate" not in words
        assert "weights or its examples" in words


def test_a_cost_reached_is_told_with_its_iteration() -> None:
    assert reached_words(3214, 214, 0.0099, 0.01, 1.0) == (
        "Reached J < 0.01: J = 0.0099 in iteration 3,214, after 214 more."
    )
    assert "J > −0.01: J = −0.0099" in reached_words(3214, 214, 0.0099, 0.01, -1.0)


def test_a_cost_that_is_there_needs_one_sentence() -> None:
    words = there_words(5, 0.009, 0.01, 1.0)
    assert words == "J of iteration 5 is 0.009 already: J < 0.01 needs no training."


def test_an_end_without_success_is_told_as_that() -> None:
    assert given_up_words(10_000_000, 0.01, 1.0).endswith("J < 0.01 was not reached.")
    assert "not reached" not in given_up_words(10_000_000, None, 1.0)


def test_running_again_is_explained_and_so_is_its_end() -> None:
    position = Position(4_000_000, 0, "unit", 5_000_000)
    words = again_words(position, 0.0129, 700.0)
    assert "up to iteration 5,000,000" in words
    assert words.endswith("1.2\u00a0% done, about 12\u00a0min left. Stop (Esc) ends it.")
    assert stopped_words(57, position, None) == (
        "Stopped in iteration 57 of 5,000,000. Go to (Ctrl+G) leads on."
    )
    assert "What was changed in iteration 100 comes after" in stopped_words(57, position, 100)


def test_a_cost_that_got_worse_is_said_with_where_it_began() -> None:
    words = risen_words(np.array([0.7, 0.6, 0.9, 0.8, 500.0]), 10, 5000.0, 1.0)
    assert "from iteration 12 on" in words
    assert "0.7 in iteration 10" in words
    assert "500 in iteration 14" in words
    assert "α = 5000" in words
    assert "−500" in risen_words(np.array([0.7, 500.0]), 0, 5000.0, -1.0)
    assert risen_words(np.array([0.7, 9.0, 0.6]), 0, 1.0, 1.0) == ""
    assert risen_words(np.array([0.7, 0.7 + 1e-15]), 0, 1.0, 1.0) == ""
    assert risen_words(np.array([0.7]), 0, 1.0, 1.0) == ""
