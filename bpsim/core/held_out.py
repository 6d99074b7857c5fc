"""Examples held out of training: which ones chance takes, and what they cost the network."""

import math
from collections.abc import Sequence

import numpy as np

from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.propagation import cost_J


def count_of(examples: int, share: float) -> int:
    """How many of so many examples a ``share`` between 0 and 1 is: at least 1, never all.

    0 where there are fewer than two, since training keeps one.
    """
    return max(0, min(max(1, round(share * examples)), examples - 1))


def drawn_rows(examples: int, share: float, seed: int) -> tuple[int, ...]:
    """The rows (from 0, ascending) that chance takes out of so many; the same for a ``seed``."""
    order = np.random.default_rng(seed).permutation(examples)
    return tuple(sorted(order[: count_of(examples, share)].tolist()))


def moved(source: Examples, target: Examples, rows: Sequence[int]) -> tuple[Examples, Examples]:
    """``source`` without ``rows`` (from 0), and ``target`` with them at its end, in their order."""
    chosen = sorted(rows)
    both = source.x_names, source.y_names
    left = sorted(set(range(len(source))) - set(chosen))
    rest = Examples.of(source.x[left], source.y[left], *both, source.names_of(left))
    more = Examples.of(source.x[chosen], source.y[chosen], *both, source.names_of(chosen))
    return rest, Examples.of(target.x, target.y, *both, target.names).followed_by(more)


def held_out_cost(network: Network, cost: str, held_out: Examples) -> float:
    """(1/m) Σ cost(i) over the m examples held out, in the course's sign and without the λ part.

    What is held out measures; only what is trained with is regularised (J_cv and J_test of the
    course). NaN where there is none.
    """
    if not len(held_out):
        return math.nan
    return cost_J(network, cost, held_out.x, held_out.y)
