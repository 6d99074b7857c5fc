"""Documents of any size, drawn by chance and always the same."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np

from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import TrainingSettings


def problem(layers: tuple[int, ...], m: int, seed: int, **training: Any) -> Document:
    """A sigmoid network of these ``layers`` with ``m`` examples, trained as ``training`` says."""
    rng = np.random.default_rng(seed)
    weights = [rng.normal(size=(b, a + 1)) for a, b in pairwise(layers)]
    return Document(
        "",
        Network.of(["sigmoid"] * len(weights), weights),
        "cross-entropy",
        Examples.of(rng.normal(size=(m, layers[0])), rng.integers(2, size=(m, layers[-1]))),
        replace(TrainingSettings(), **training),
    )
