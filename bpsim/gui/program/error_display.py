"""Shows unexpected errors: each is logged, shown once, and the document is kept safe."""

import sys
from collections.abc import Callable
from types import TracebackType

from bpsim.base.words import tr
from bpsim.core.errors import BpsimError
from bpsim.core.unexpected import told

Show = Callable[[str, str], None]
"""Shows a message of a kind ("info" or "error") in the window."""


class ErrorDisplay:
    """Stands at ``sys.excepthook``: a BpsimError is shown as it is, anything else is logged too."""

    def __init__(self, show: Show) -> None:
        self._show = show
        self._seen: set[str] = set()
        self._before = sys.excepthook

    def open(self) -> None:
        """Take over sys.excepthook, where errors from Qt's slots arrive."""
        sys.excepthook = self.receive

    def close(self) -> None:
        """Give sys.excepthook back."""
        sys.excepthook = self._before

    def receive(
        self, kind: type[BaseException], error: BaseException, trail: TracebackType | None
    ) -> None:
        """Show ``error``; one that nobody expected is logged, and shown once.

        It may come again with every picture that is painted. What a gesture cannot do has to be
        said each time: see ``attempted``.
        """
        if isinstance(error, KeyboardInterrupt):
            self._before(kind, error, trail)
            return
        if isinstance(error, BpsimError):
            self._show(str(error), "error")
            return
        sentence = str(told(error.with_traceback(trail)))
        if sentence not in self._seen:
            self._seen.add(sentence)
            self._show(tr("{sentence} Your document is kept as it is.", sentence=sentence), "error")
