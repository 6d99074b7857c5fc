"""The values of one example when each is rounded before it is used, as on paper."""

from dataclasses import dataclass

import numpy as np

from bpsim.teach.practice.blanks import Chain, ValuePlace


@dataclass(frozen=True, eq=False)
class RoundedChain(Chain):
    """``digits`` after the point are kept of every value that follows."""

    digits: int

    def _computed(self, place: ValuePlace) -> float:
        return float(np.round(super()._computed(place), self.digits))
