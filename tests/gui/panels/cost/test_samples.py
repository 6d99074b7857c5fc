"""Quantities measured now and then: found, drawn and exported without what lies between."""

import math

import numpy as np
import pytest

from bpsim.gui.panels.cost.samples import Samples

FEW = Samples([0, 100, 400], [1.0, 0.5, 0.2], 1001)


def test_a_value_is_known_where_it_was_measured() -> None:
    assert len(FEW) == 1001
    assert (FEW[0], FEW[100], FEW[400]) == (1.0, 0.5, 0.2)
    assert all(math.isnan(FEW[k]) for k in (1, 99, 101, 500, 1000))
    dense = FEW.values()
    assert len(dense) == 1001 and np.flatnonzero(np.isfinite(dense)).tolist() == [0, 100, 400]


@pytest.mark.parametrize(
    ("iteration", "nearest"), [(0, 0), (49, 0), (51, 100), (100, 100), (249, 100), (10**9, 400)]
)
def test_the_nearest_that_is_known(iteration: int, nearest: int) -> None:
    assert FEW.nearest(iteration) == nearest


def test_nothing_is_known_of_nothing() -> None:
    assert Samples().nearest(5) is None
    assert len(Samples()) == 0 and len(Samples().values()) == 0
    assert [len(part) for part in Samples().view(0, 10, 100)] == [0, 0]


def test_what_is_not_finite_was_not_measured() -> None:
    found = Samples([0, 1, 2], [1.0, np.nan, np.inf], 3)
    assert found.nearest(2) == 0 and math.isnan(found[1])
    assert Samples.of([np.nan, 2.0]).nearest(0) == 1
    assert Samples.of(FEW) is FEW


def test_the_line_runs_to_the_ends_of_what_is_shown() -> None:
    x, y = FEW.view(50, 201, 100)
    assert x.tolist() == [50, 100, 200]
    assert y.tolist() == pytest.approx([0.75, 0.5, 0.4])
    x, y = FEW.view(200, 301, 100)
    assert x.tolist() == [200, 300] and y.tolist() == pytest.approx([0.4, 0.3])
    x, _ = FEW.view(-5, 2000, 100)
    assert x.tolist() == [0, 100, 400], "it begins and ends where it is known"
    x, _ = FEW.view(500, 600, 100)
    assert len(x) == 0


def test_of_very_many_only_some_are_drawn() -> None:
    many = Samples.of(np.linspace(1.0, 0.0, 1_000_000))
    x, y = many.view(0, 1_000_000, 500)
    assert 500 < len(x) < 5000 and x[0] == 0
    assert y[-1] < 0.01
