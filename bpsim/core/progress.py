"""How far a piece of work is, told to whoever waits for it."""

from collections.abc import Callable

from bpsim.base.words import tr
from bpsim.core.errors import BpsimError

Report = Callable[[int, int], None]
"""Called with how many parts of how many are done; what it raises ends the work."""


class StoppedError(BpsimError):
    """Whoever asked for the work wants it no longer."""


class Progress:
    """A report to hand to work in another thread, which looks at ``done`` and ``total``.

    Once it is ``stopped`` the next report raises StoppedError, which ends the work.
    """

    def __init__(self) -> None:
        self.done, self.total, self.stopped = 0, 0, False

    def __call__(self, done: int, total: int) -> None:
        if self.stopped:
            raise StoppedError(tr("it was stopped"))
        self.done, self.total = done, total


def silent(_done: int, _total: int) -> None:
    """For work that nobody watches."""


class Stages:
    """One report for several stages, each of them the same share of the whole."""

    def __init__(self, report: Report, count: int) -> None:
        self._report, self._count, self._begun = report, count, 0

    def next(self) -> Report:
        """The report of the next stage."""
        before, self._begun = self._begun, self._begun + 1

        def told(done: int, total: int) -> None:
            self._report(before * total + done, self._count * total)

        return told
