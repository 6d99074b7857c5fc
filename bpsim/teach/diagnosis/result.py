"""What a diagnosis says: right or wrong, which entries, which mistakes, in one sentence."""

from dataclasses import dataclass
from typing import Any

from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.teach.diagnosis.layout import Layout
from bpsim.teach.mistakes.kind import Made


@dataclass(frozen=True)
class Part:
    """One mistake of an explanation; ``layer`` is None where it was made in every layer.

    For a δ it is the layer of the δ, for Δ and D the l of Θ^(l).
    """

    id: str
    layer: int | None
    said: str


@dataclass(frozen=True)
class WrongEntry:
    """One number that is not right.

    In Δ and D it belongs to the weight from unit ``i`` (0 = bias) of layer ``l`` to unit ``j``. A
    wrong δ is that of unit ``j`` of layer ``l``, and ``i`` is its example, from 1.
    """

    l: int
    j: int
    i: int
    given: float
    right: float

    def place(self, of: str) -> EdgePlace | UnitPlace:
        """Where it is in the network."""
        return UnitPlace(self.l, self.j) if of == "delta" else EdgePlace(self.l, self.j, self.i)


@dataclass(frozen=True, eq=False)
class Diagnosis:
    """The answer to "which mistake did I make?".

    ``of`` is delta, Delta or D. ``digits`` is to how many digits all entries agree with the right
    ones. ``explanations`` are the mistakes, or pairs of them, that give exactly these numbers;
    where the numbers are right, those that cannot be told from the right ones at so many digits.
    ``layout`` is how the numbers were read, ``example`` the one that they belong to, None for the
    whole set. ``made`` are the explanations as mistakes that
    :func:`bpsim.teach.mistakes.backprop.backprop` can make again.
    """

    of: str
    right: bool
    digits: int
    wrong: tuple[WrongEntry, ...]
    explanations: tuple[tuple[Part, ...], ...]
    sentence: str
    layout: Layout
    example: int | None
    made: tuple[tuple[Made, ...], ...]

    def __str__(self) -> str:
        return self.sentence

    def as_json(self) -> dict[str, Any]:
        """The object that ``bpsim diagnose --json`` prints."""
        return {
            "right": self.right,
            "digits": self.digits,
            "wrong": [
                {key: _plain(getattr(each, key)) for key in ("l", "j", "i", "given", "right")}
                for each in self.wrong
            ],
            "mistakes": [
                [{"id": part.id, "layer": part.layer} for part in each]
                for each in self.explanations
            ],
            "sentence": self.sentence,
        }


def _plain(value: float) -> float | None:
    """JSON has no NaN and no infinity."""
    return value if value - value == 0 else None
