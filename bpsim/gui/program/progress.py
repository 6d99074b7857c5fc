"""How far work in another thread is, and whether anybody still wants it."""

from bpsim.core.errors import BpsimError


class StoppedError(BpsimError):
    """The user has pressed Cancel."""


class Progress:
    """A report to hand to work in another thread; the window looks at ``done`` and ``total``.

    Once it is ``stopped`` the next report raises StoppedError, which ends the work.
    """

    def __init__(self) -> None:
        self.done, self.total, self.stopped = 0, 0, False

    def __call__(self, done: int, total: int) -> None:
        if self.stopped:
            raise StoppedError("cancelled")
        self.done, self.total = done, total
