"""What the robot does, as small values: a kind of move, and a seed for whatever it leaves open."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

WEIGHTS: dict[str, float] = {
    "key": 22,
    "click": 12,
    "double_click": 5,
    "context_menu": 4,
    "drag": 5,
    "wheel": 2,
    "write": 8,
    "edit_on_graph": 6,
    "action": 10,
    "panel": 5,
    "train": 5,
    "wait": 3,
    "mode": 4,
    "open": 3,
    "save": 2,
    "change_on_disk": 1,
    "come_back": 1,
    "undo_redo": 4,
    "reopen": 1,
    "clipboard": 2,
    "breakpoint": 1,
    "resize": 1,
    "looks": 0.4,
    "keep_copy": 1,
    "language": 0.4,
}
"""How often each kind is drawn, among all of them, beside the once that it is always made."""


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that a user does. The same move does the same wherever it can be done at all."""

    kind: str
    seed: int


def moves(seed: int, count: int) -> list[Move]:
    """``count`` moves that depend on ``seed`` alone; each kind is among them if it has a place."""
    dice = random.Random(seed)
    drawn = dice.choices(list(WEIGHTS), list(WEIGHTS.values()), k=max(0, count - len(WEIGHTS)))
    kinds = dice.sample([*WEIGHTS, *drawn], count)
    return [Move(kind, dice.randrange(1_000_000)) for kind in kinds]


def replayable(done: Sequence[Move]) -> str:
    """The list as Python reads it, for ``failure_of`` in tests/robot/robot.py."""
    lines = "".join(f"    {move!r},\n" for move in done)
    return f"[\n{lines}]"
