"""How far a piece of work is, told to whoever waits for it."""

from collections.abc import Callable

Report = Callable[[int, int], None]
"""Called with how many parts of how many are done; what it raises ends the work."""


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
