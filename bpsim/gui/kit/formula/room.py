"""The width that a formula is set in, which finds out for what other widths it looks the same."""

from typing import Final

CLOSE: Final = 1e-6
"""So near to a width at which something changes nothing is taken for granted."""


class Room:
    """Answers what fits into ``width``, and remembers between what widths all answers hold."""

    __slots__ = ("least", "most", "width")

    def __init__(self, width: float) -> None:
        self.width = width
        self.least, self.most = 0.0, float("inf")

    def holds(self, length: float, share: float = 1.0) -> bool:
        """True if ``length`` fits into that share of the width."""
        bound = length / share
        if length <= share * self.width:
            if bound > self.least:
                self.least = bound
            return True
        if bound < self.most:
            self.most = bound
        return False

    def only(self) -> None:
        """Something depends on the very width: it looks so in no other."""
        self.least = self.most = self.width

    def of(self, width: float) -> "Room":
        """The answers given so far, for another width that they hold for."""
        room = Room(width)
        room.least, room.most = self.least, self.most
        return room

    def like(self, width: float) -> bool:
        """True if every answer would have been the same for ``width``."""
        return self.least + CLOSE <= width <= self.most - CLOSE
