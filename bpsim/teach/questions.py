"""A question with the answers to choose from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """``right`` is the index of the right one of ``answers``; ``why`` is said afterwards."""

    text: str
    answers: tuple[str, ...]
    right: int
    why: str

    def is_right(self, chosen: int) -> bool:
        """True if the answer with this index is the right one."""
        return chosen == self.right
