"""Examples made by rule are what their names say."""

import numpy as np
import pytest

from bpsim.core.errors import ModelError
from bpsim.core.made_data import KINDS, made_examples

DRAWN = [name for name, kind in KINDS.items() if kind.drawn]


@pytest.mark.parametrize(
    ("gate", "rule"),
    [("and", lambda a, b: a and b), ("or", lambda a, b: a or b),
     ("xor", lambda a, b: a != b), ("xnor", lambda a, b: a == b)],
)  # fmt: skip
def test_gates(gate: str, rule: object) -> None:
    examples = made_examples(gate)
    for (a, b), (y,) in zip(examples.x, examples.y, strict=True):
        assert y == float(rule(a, b))  # type: ignore[operator]


@pytest.mark.parametrize("kind", DRAWN)
def test_points_are_as_many_as_asked_for_and_half_of_each_class(kind: str) -> None:
    examples = made_examples(kind, 40, 0.1, seed=5)
    assert examples.x.shape == (40, 2)
    assert examples.y.sum() == 20
    assert np.abs(examples.x).max() < 3
    assert examples == made_examples(kind, 40, 0.1, seed=5)
    assert examples != made_examples(kind, 40, 0.1, seed=6)


@pytest.mark.parametrize("kind", DRAWN)
def test_noise_moves_points_by_as_much_as_asked_for(kind: str) -> None:
    plain, noisy = made_examples(kind, 5_000, 0.0, 2), made_examples(kind, 5_000, 0.3, 2)
    assert np.std(noisy.x - plain.x) == pytest.approx(0.3, rel=0.05)
    np.testing.assert_array_equal(noisy.y, plain.y)


def test_the_disc_lies_within_the_ring() -> None:
    examples = made_examples("circle", 400)
    radius = np.hypot(*examples.x.T)
    inner, outer = radius[examples.y[:, 0] == 1], radius[examples.y[:, 0] == 0]
    assert inner.max() <= 0.5 and outer.min() >= 0.75 and outer.max() <= 1.0


def test_two_clouds_lie_apart() -> None:
    examples = made_examples("gaussians", 2_000)
    means = [examples.x[examples.y[:, 0] == k].mean(axis=0) for k in (0, 1)]
    np.testing.assert_allclose(means, [[-0.5, -0.5], [0.5, 0.5]], atol=0.03)


@pytest.mark.parametrize("kind", ["spiral", "moons"])
def test_what_winds_cannot_be_parted_by_a_line(kind: str) -> None:
    """The best line, by least squares, is wrong for many; the nearest neighbour hardly ever."""
    examples = made_examples(kind, 400)
    x, y = examples.x, examples.y[:, 0]
    design = np.column_stack([np.ones(len(x)), x])
    line = design @ np.linalg.lstsq(design, y - 0.5, rcond=None)[0] > 0
    assert (line != (y == 1)).mean() > 0.08
    apart = np.linalg.norm(x[:, None] - x[None], axis=-1) + 9.0 * np.eye(len(x))
    assert (y[apart.argmin(axis=1)] != y).mean() < 0.05


@pytest.mark.parametrize(
    ("words", "said"),
    [(("stars",), "is none of and, or"), (("circle", 1), "from 2 to 5,000"),
     (("circle", 6_000), "from 2 to 5,000"), (("circle", 9, -1.0), "from 0 to 10"),
     (("circle", 9, float("nan")), "from 0 to 10")],
)  # fmt: skip
def test_what_cannot_be_made_is_refused(words: tuple[object, ...], said: str) -> None:
    with pytest.raises(ModelError, match=said):
        made_examples(*words)  # type: ignore[arg-type]
