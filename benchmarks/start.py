"""A process that measures its own start: ``python -m benchmarks.start WHICH BEGAN``.

Prints the seconds from BEGAN (``time.monotonic`` of whoever started it) until the window's first
picture was painted, and ends there. WHICH is "bpsim", "whole" for bpsim with all its panels, or
"empty". An event filter of Python's own would make either slower than it is: none is used.
"""

import os
import sys
import time
from importlib import import_module
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

BEGAN = float(sys.argv[2])


def tell() -> None:
    """Say how long it took, and end without the tidying up that nobody waits for."""
    print(time.monotonic() - BEGAN, flush=True)
    os._exit(0)


def empty() -> None:
    """A window with a line of text in it, and nothing else imported."""
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    class Label(QLabel):
        painted = False

        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
            super().paintEvent(event)
            self.painted = True

    application = QApplication(sys.argv[:1])
    window, label = QMainWindow(), Label("empty")
    window.setCentralWidget(label)
    window.resize(1280, 800)
    window.show()
    while not label.painted:
        application.processEvents()
    application.processEvents()
    tell()


def bpsim(whole: bool = False) -> None:
    """The front door as a user opens it, on the lecture's network."""
    from bpsim.app import cli

    def measured(name: str) -> Any:
        module: Any = import_module(name)
        fill = module.fill

        def filled(window: Any, *rest: Any) -> None:
            window.begin = tell
            fill(window, *rest)

        module.fill = filled if whole else lambda *_: tell()
        return module

    vars(cli)["import_module"] = measured
    cli.main([])


if __name__ == "__main__":
    empty() if sys.argv[1] == "empty" else bpsim(whole=sys.argv[1] == "whole")
