"""How a stretch of iterations ended that a worker has run in one go."""

from dataclasses import dataclass

from bpsim.gui.desk.worker import Worker


@dataclass(frozen=True)
class Stretch:
    """``done`` iterations of ``total``.

    ``followed`` says that the walk on screen went along to the end, ``leaving`` that it was stopped
    because the document or the window goes.
    """

    worker: Worker
    done: int
    total: int
    followed: bool
    leaving: bool

    @property
    def complete(self) -> bool:
        """True if all was done, and is on screen."""
        return self.done == self.total and self.followed
