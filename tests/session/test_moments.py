"""Moments of a training that a film shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.errors import BpsimError
from bpsim.formats.bundled import bundled_network
from bpsim.session.moments import moments_of_training, training_steps
from bpsim.session.replay import replayed


@given(st.integers(1, 100_000), st.integers(2, 200))
def test_a_film_of_training_goes_from_the_first_iteration_to_the_last(n: int, most: int) -> None:
    moments = moments_of_training(n, most)
    assert moments[0] == 0 and moments[-1] == n
    assert moments == sorted(set(moments))
    assert len(moments) <= most


def test_each_moment_has_the_weights_of_its_iteration() -> None:
    document = bundled_network("lecture").load()
    history = replayed(document, 5)
    steps = list(training_steps(document, 5, item=1))
    assert [step.iteration for step in steps] == [0, 1, 2, 3, 4, 5]
    assert {step.example for step in steps} == {2}
    for step in steps:
        assert step.network == history.network_at(step.iteration)
    with pytest.raises(BpsimError, match="at least one iteration"):
        list(training_steps(document, 0))
