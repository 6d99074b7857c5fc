"""The curves beside J, held against the costs computed plainly."""

import numpy as np
import pytest

from bpsim.app.resources import bundled_network
from bpsim.core.propagation import cost_J, forward
from bpsim.session.curves import as_series, sample, sampled
from bpsim.session.history import History


@pytest.mark.parametrize("length", [0, 1, 5, 119, 120, 121, 100_000])
def test_samples_are_spread_over_the_whole_run(length: int) -> None:
    found = sampled(length)
    assert found[0] == 0 and found[-1] == length
    assert (np.diff(found) > 0).all()
    assert len(found) == min(length + 1, 120)


def test_a_sample_is_what_it_says() -> None:
    document = bundled_network("xor").load()
    history = History(document)
    network = history.network_at(37)
    examples = document.examples
    found = sample(history, 37, 2)
    h = forward(network, examples.x).a[-1]
    by_hand = sum(0.5 * float((h[i, 0] - examples.y[i, 0]) ** 2) for i in range(4)) / 4
    assert found.squared_error == pytest.approx(by_hand, rel=1e-14)
    one = cost_J(network, document.cost, examples.x[2:3], examples.y[2:3])
    assert found.example_cost == pytest.approx(one, rel=1e-14)
    squared, example = as_series([found], 40)
    assert len(squared) == len(example) == 41
    assert squared[37] == found.squared_error and example[37] == found.example_cost
    assert np.isnan(np.delete(squared, 37)).all()
